"""Headless science: DICOM to pixels, pixels to grey levels, pixels to predictions. No Qt, ever."""

__version__ = "0.1.0"
