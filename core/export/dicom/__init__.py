"""Results as DICOM objects in the study of their image, and the way to a PACS. highdicom is imported when needed."""
