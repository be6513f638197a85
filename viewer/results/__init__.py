"""Many answers at once: asking about a folder, the table of results, what a reader says of them, and labels."""
