"""Figures of a training as TensorBoard event files, without TensorFlow and without the name of the computer."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

FOLDER = "tensorboard"


class Board:
    """Writes scalars into the folder ``tensorboard`` of a run folder, one file for each sitting.

    The file is written directly: TensorBoard's own writer puts the name of the computer into that of the file.

    References
    ----------
    tensorboard.compat.proto.event_pb2: the records of an event file.
    """

    def __init__(self, folder: Path) -> None:
        from tensorboard.summary.writer.record_writer import RecordWriter

        place = folder / FOLDER
        place.mkdir(exist_ok=True)
        now = time.time()
        self._records = RecordWriter((place / f"events.out.tfevents.{now:.6f}.cxr12").open("xb"))
        from tensorboard.compat.proto.event_pb2 import Event

        self._write(Event(wall_time=now, file_version="brain.Event:2"))

    def add(self, step: int, scalars: Mapping[str, float]) -> None:
        """Write ``scalars`` (name -> value) at ``step``; they are on their way to the disk when this returns."""
        from tensorboard.compat.proto.event_pb2 import Event
        from tensorboard.compat.proto.summary_pb2 import Summary

        values = [Summary.Value(tag=name, simple_value=value) for name, value in scalars.items()]
        self._write(Event(wall_time=time.time(), step=step, summary=Summary(value=values)))

    def close(self) -> None:
        """Close the file."""
        self._records.close()

    def _write(self, event: object) -> None:
        self._records.write(event.SerializeToString())  # type: ignore[attr-defined]
        self._records.flush()
