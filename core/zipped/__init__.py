"""Files inside ZIP archives, found and read as though an archive were a folder; none is ever written to disk."""
