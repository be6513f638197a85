"""Help: the manual, the keys, what the program is, and what to tell whoever is asked for help."""
