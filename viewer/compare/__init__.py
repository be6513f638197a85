"""Compare: finished runs side by side, on the same test patients."""
