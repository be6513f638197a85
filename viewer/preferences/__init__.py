"""Preferences: a page for each group of settings, and one for the keys; every change holds at once."""
