"""Explain: where the chosen model looked, what it saw, and what changes its answer."""
