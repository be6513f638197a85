"""Several images side by side: panes, how they are arranged, and what is linked between them."""
