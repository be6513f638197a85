"""A blinded reader study: set up, read, and told what came of it."""
