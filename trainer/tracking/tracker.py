"""A tracking store that runs are mirrored into, by MLflow's own client, imported only here."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from core.errors import Cxr12Error
from trainer.tracking.mirrored import KEY, Mirrored, Point

if TYPE_CHECKING:
    from mlflow import MlflowClient

EXPERIMENT = "CXR-12"

_FILES_KEY = "cxr12.files"
_BATCH = 500  # a server takes at most 1,000 figures at once
_STORES = "give the address of a server (http:// or https://), or a folder"


@dataclass(frozen=True, slots=True)
class Told:
    """What was new: the id of the mirror, and how many figures and files were added."""

    run_id: str
    points: int
    files: int


class Tracker:
    """A tracking store, reached through MLflow's own client.

    Parameters
    ----------
    uri : str
        Address of a server (``http://`` or ``https://``; name and password as MLflow's environment variables tell
        them), or a folder.
    experiment : str
        Where the runs are put; made where there is none.

    Raises
    ------
    Cxr12Error
        If MLflow is not installed, or the store cannot be reached.
    """

    def __init__(self, uri: str, experiment: str = EXPERIMENT) -> None:
        self._place = _place(uri)
        self._client, self._errors = _client(uri)
        with self._refusals():
            found = self._client.get_experiment_by_name(experiment)
            self._experiment = self._client.create_experiment(experiment) if found is None else found.experiment_id

    def mirror(self, one: Mirrored) -> Told:
        """Tell the store what it does not know of a run yet.

        Raises
        ------
        Cxr12Error
            If the store cannot be reached or refuses.
        """
        with self._refusals():
            run_id = self._found(one) or self._begun(one)
            run = self._client.get_run(run_id)
            self._tell_settings(run_id, one, run.data.params)
            points = self._new_points(run_id, one, set(run.data.metrics))
            for start in range(0, len(points), _BATCH):
                self._tell_points(run_id, points[start : start + _BATCH])
            files = self._tell_files(run_id, one, run.data.tags.get(_FILES_KEY, ""))
            self._tell_status(run_id, one)
        return Told(run_id, len(points), files)

    def _found(self, one: Mirrored) -> str | None:
        runs = self._client.search_runs([self._experiment], f"tags.`{KEY}` = '{one.key}'", max_results=1)
        return runs[0].info.run_id if runs else None

    def _begun(self, one: Mirrored) -> str:
        made = self._client.create_run(
            self._experiment, start_time=one.began_ms, tags=dict(one.tags), run_name=one.name
        )
        run_id: str = made.info.run_id
        return run_id

    def _tell_settings(self, run_id: str, one: Mirrored, known: dict[str, str]) -> None:
        from mlflow.entities import Param, RunTag

        params = [Param(name, value) for name, value in one.params.items() if name not in known]
        self._client.log_batch(run_id, params=params, tags=[RunTag(name, value) for name, value in one.tags.items()])

    def _new_points(self, run_id: str, one: Mirrored, known: set[str]) -> list[Point]:
        """Give the points that the store does not have with this value; a resumed run tells some epochs anew."""
        have: dict[str, dict[int, float]] = {}
        for name in known & {point.name for point in one.points}:
            history = sorted(self._client.get_metric_history(run_id, name), key=lambda metric: metric.timestamp)
            have[name] = {metric.step: metric.value for metric in history}
        return [point for point in one.points if have.get(point.name, {}).get(point.step) != point.value]

    def _tell_points(self, run_id: str, points: list[Point]) -> None:
        from mlflow.entities import Metric

        told = [Metric(point.name, point.value, point.time_ms, point.step) for point in points]
        self._client.log_batch(run_id, metrics=told)

    def _tell_files(self, run_id: str, one: Mirrored, known: str) -> int:
        """Send the files if one of them changed; return how many were sent."""
        contents = hashlib.sha256()
        for path in one.files:
            contents.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        if contents.hexdigest() == known:
            return 0
        for path in one.files:
            self._client.log_artifact(run_id, str(path))
        self._client.set_tag(run_id, _FILES_KEY, contents.hexdigest())
        return len(one.files)

    def _tell_status(self, run_id: str, one: Mirrored) -> None:
        if one.status == "RUNNING":
            self._client.update_run(run_id, status=one.status, name=one.name)
        else:
            self._client.set_terminated(run_id, status=one.status, end_time=one.ended_ms)

    @contextlib.contextmanager
    def _refusals(self) -> Iterator[None]:
        """Say in a sentence what MLflow's errors mean; their own words may hold a password."""
        try:
            yield
        except OSError as error:
            raise Cxr12Error(f"{self._place} cannot be written: {error.strerror or type(error).__name__}") from None
        except self._errors as error:
            raise Cxr12Error(_sentence(self._place, str(error))) from None


def _place(uri: str) -> str:
    """Name a store without the password that its address may hold."""
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.hostname}" if parts.hostname else uri


def _sentence(place: str, error: str) -> str:
    if "API request" in error and "exception" in error:
        return f"{place} cannot be reached: check the address, and whether the tracking server runs"
    return f"{place} refuses the run: check that it is an MLflow tracking server, and that you may write there"


def _client(uri: str) -> tuple[MlflowClient, tuple[type[Exception], ...]]:
    """Import MLflow; give its client, which tells nobody else anything and does not wait for long, and its errors."""
    os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
    os.environ["DO_NOT_TRACK"] = "true"
    os.environ["MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"] = "true"
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "2")
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_TIMEOUT", "20")
    if not urlsplit(uri).scheme:
        os.environ.setdefault("MLFLOW_ALLOW_FILE_STORE", "true")  # a folder does for one person
        uri = Path(uri).absolute().as_uri()
    try:
        from mlflow import MlflowClient
        from mlflow.exceptions import MlflowException
    except ModuleNotFoundError:
        raise Cxr12Error("runs are mirrored by MLflow, which is not installed: install cxr12[tracking]") from None
    try:
        return MlflowClient(tracking_uri=uri), (MlflowException,)
    except MlflowException:
        raise Cxr12Error(f"{_place(uri)} is no tracking store that can be written here: {_STORES}") from None
