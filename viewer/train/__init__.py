"""Train: choose data and settings, watch a training, find the finished runs."""
