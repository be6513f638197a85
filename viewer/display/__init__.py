"""How the image is shown: its windows by name and by numbers, its values, and what the file really holds."""
