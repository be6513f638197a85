"""Performance promises: each file measures CXR-12 and a peer in the same run and prints their ratio."""
