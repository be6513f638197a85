"""``python -m viewer.command_line``: the command ``cxr12``, where it is not on the path."""

from viewer.command_line import main

if __name__ == "__main__":
    main()
