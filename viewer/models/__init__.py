"""Models: what is on the shelf, its cards, and how models come there and leave."""
