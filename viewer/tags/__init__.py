"""The attributes of a file, to be looked through, searched, copied and compared."""
