"""The window in which a dataset is built: sources, classes, the table, and a look for leaks and shortcuts."""
