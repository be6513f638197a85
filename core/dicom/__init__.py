"""From a DICOM file to a :class:`~core.dicom.frame.Frame`: scan, catalogue, read, decode."""
