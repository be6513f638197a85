"""From a dataset table to a run folder and a comparison. Runs as its own process; no Qt."""
