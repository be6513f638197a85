"""A window on what the bit depth changes: of the picture, of what a network says, and of where it looks."""
