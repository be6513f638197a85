"""Images without their patients: the Basic Application Level Confidentiality Profile of DICOM PS3.15, annex E."""
