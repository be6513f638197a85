"""Runs mirrored into an MLflow tracking store (the extra ``tracking``): what a team looks at together.

The run folder stays the record; the mirror can be made again, and then adds only what is new. No image, no path and no
row of the dataset goes there.
"""

from trainer.tracking.mirrored import Mirrored, Point, mirrored, runs_in
from trainer.tracking.tracker import EXPERIMENT, Told, Tracker

__all__ = ["EXPERIMENT", "Mirrored", "Point", "Told", "Tracker", "mirrored", "runs_in"]
