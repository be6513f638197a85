"""Classify: choose a model, ask it about the image on screen, read its answer and its card."""
