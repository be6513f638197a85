"""The image: painting, mouse, corner texts, results drawn on it."""
