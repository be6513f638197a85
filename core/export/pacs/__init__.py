"""Files to a PACS, as they are: C-STORE and STOW-RS. The network libraries are imported when something is sent."""
