"""What the user meets: the window (the only room that knows Qt) and the command line."""
