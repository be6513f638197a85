"""Marks and measures on an image: shapes, what they measure, where they are kept, and presentation states."""
