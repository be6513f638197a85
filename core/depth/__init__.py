"""What the bit depth of an image changes: on screen, and in what a network says."""
