"""Stored pixels to screen greys."""
