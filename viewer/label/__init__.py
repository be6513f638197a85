"""Labelling: the keys 1 to 9 say what the image on screen shows."""
