"""What networks said about images, kept: the row that every table and export reads, and the store in the catalogue."""
