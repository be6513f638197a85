"""Images on paper: how they are laid out, what is said of their size, and the preview of it."""
