"""Studies: plan a grid of runs, declare what will decide, watch them, and open what came of it."""
