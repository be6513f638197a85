"""The cells of a study trained on the nodes of a Ray cluster (the extra ``cluster``).

Ray finds a place for each cell and watches the node; the training itself is the same process as on one computer, in the
same kind of run folder. So the study folder and the data lie where every node finds them under the same path, and that
is looked after before the first cell. Ray is imported only here.
"""

from __future__ import annotations

import contextlib
import math
import os
import secrets
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from core.places import data_folder
from trainer.dataset import read_dataset
from trainer.run import versions
from trainer.study.child import Start
from trainer.study.design import StudyError
from trainer.study.seat import Remote, Seat

_PORT = 10001  # of Ray's client server, unless it was told another
_CONNECT_S, _LOOK_S = 5.0, 1800.0


@dataclass(frozen=True, slots=True)
class Workers:
    """The nodes of a cluster, ready for the cells of one study.

    Attributes
    ----------
    nodes : tuple of str
        Address and id of each, as sentences name them.
    at_once : int
        Cells side by side: as asked for, or one for each node.
    begin : callable
        Starts a training process on one of them.
    """

    nodes: tuple[str, ...]
    at_once: int
    begin: Start


@contextlib.contextmanager
def workers(address: str, folder: Path, data: Path, at_once: int | None = None) -> Iterator[Workers]:
    """Connect with a cluster, look whether its nodes can train this study, and let go of it at the end.

    Parameters
    ----------
    address : str
        ``ray://HOST[:PORT]`` of the client server of the head node.
    folder, data : Path
        The study folder, which is there, and the dataset.
    at_once : int or None
        Cells side by side; a cell takes all processors of a node, or its share where there are more cells than nodes.

    Raises
    ------
    StudyError
        If Ray is not installed, the cluster does not answer, or a node finds other files or versions than this
        computer.
    """
    ray = _connected(address)
    try:
        nodes = [node for node in ray.nodes() if node["Alive"] and node["Resources"].get("CPU", 0) >= 1]
        if not nodes:
            raise StudyError(f"the cluster at {address} has no node with a processor to train on: add one")
        _look_over(ray, nodes, folder.absolute(), data.absolute())
        together = at_once or len(nodes)
        needs = _needs(nodes, math.ceil(together / len(nodes)))

        def begin(run: Path, data: Path, resume: bool) -> Remote:
            try:
                seat = ray.remote(Seat).options(**needs).remote(str(run.absolute()), str(data.absolute()), resume)
            except (ray.exceptions.RayError, OSError):
                raise StudyError(f"the cluster at {address} is gone: call again when it runs") from None
            return Remote(ray, seat)

        yield Workers(tuple(map(_name, nodes)), together, begin)
    finally:
        ray.shutdown()


def _connected(address: str) -> Any:
    """Import Ray and connect; it tells nobody of its use, and writes nothing on standard output."""
    parts = urlsplit(address)
    try:
        host, port = parts.hostname, parts.port or _PORT
    except ValueError:
        host, port = None, _PORT
    if parts.scheme != "ray" or not host:
        raise StudyError(f"a cluster has an address like ray://computer:{_PORT}, found {address}")
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ["RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO"] = "0"
    try:
        import ray
    except ModuleNotFoundError:
        raise StudyError("a study on a cluster needs Ray, which is not installed: install cxr12[cluster]") from None
    silent = f"the cluster at {host}:{port} does not answer: check the address, and that its head node runs"
    try:  # Ray itself would wait for half a minute
        socket.create_connection((host, port), _CONNECT_S).close()
        ray.init(f"ray://{host}:{port}", runtime_env=_environment(), log_to_driver=False, logging_level="ERROR")
    except OSError:
        raise StudyError(silent) from None
    except RuntimeError:
        raise StudyError(f"the cluster at {host}:{port} runs another version of Ray or Python than this one") from None
    return ray


def _environment() -> dict[str, Any]:
    """Let the nodes keep private data where this computer does: salts of ids, seals, how often they were opened."""
    home = os.environ.get("CXR12_HOME")
    return {"env_vars": {"CXR12_HOME": str(Path(home).absolute())}} if home else {}


def _name(node: Mapping[str, Any]) -> str:
    return f"{node['NodeManagerAddress']} ({node['NodeID'][:8]})"


def _needs(nodes: list[Mapping[str, Any]], a_node: int) -> dict[str, Any]:
    """Say what a cell takes, with ``a_node`` of them on each node; a GPU where every node has that many."""
    processors = min(int(node["Resources"]["CPU"]) for node in nodes)
    gpus = min(int(node["Resources"].get("GPU", 0)) for node in nodes)
    return {
        "num_cpus": max(1, processors // a_node),
        "num_gpus": 1 if gpus >= a_node else 0,
        "scheduling_strategy": "SPREAD",
        "max_concurrency": 4,  # it is told to end while somebody waits for its next line
    }


def _look_over(ray: Any, nodes: list[Mapping[str, Any]], folder: Path, data: Path) -> None:
    """Refuse a node that would train on something else than this computer would.

    Raises
    ------
    StudyError
        If one does, naming it and what differs.
    """
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    name, word = f".seen-{secrets.token_hex(4)}", secrets.token_hex(16)
    marks = (folder / name, data_folder() / name)
    try:
        for mark in marks:
            mark.write_text(word, encoding="ascii")
        look = ray.remote(_seen)
        asked = [
            look.options(
                num_cpus=0, scheduling_strategy=NodeAffinitySchedulingStrategy(node["NodeID"], soft=False)
            ).remote(str(folder), str(data), name)
            for node in nodes
        ]
        here = _seen(str(folder), str(data), name)
        for node, answer in zip(nodes, asked, strict=True):
            try:
                there = ray.get(answer, timeout=_LOOK_S)
            except ray.exceptions.RayError:
                raise StudyError(
                    f"node {_name(node)} cannot look at the study: install the same version of CXR-12 there"
                ) from None
            _refuse_another(_name(node), here, there, data)
    finally:
        for mark in marks:
            mark.unlink(missing_ok=True)


def _seen(folder: str, data: str, name: str) -> dict[str, Any]:
    """Tell what a computer finds: the marks in the study folder and where private data are kept, the data, versions."""
    found: dict[str, Any] = {"study": "", "private": "", "data": "", "versions": versions()}
    for key, place in (("study", Path(folder)), ("private", data_folder())):
        with contextlib.suppress(OSError):
            found[key] = (place / name).read_text(encoding="ascii")
    if found["study"] and found["private"] and Path(data).exists():
        found["data"] = read_dataset(Path(data)).fingerprint
    return found


def _refuse_another(node: str, here: Mapping[str, Any], there: Mapping[str, Any], data: Path) -> None:
    if there["study"] != here["study"]:
        raise StudyError(f"node {node} does not find the study folder under the same path: keep it on a shared disk")
    if there["private"] != here["private"]:  # the salt of the ids and the seals lie there
        raise StudyError(
            f"node {node} keeps its private data in a place of its own: set CXR12_HOME to a folder on a shared disk"
        )
    if there["data"] != here["data"]:
        if there["data"]:
            raise StudyError(
                f"node {node} finds other data under the same path ({data.name}): keep them on a shared disk"
            )
        raise StudyError(
            f"node {node} does not find the data under the same path ({data.name}): keep them on a shared disk"
        )
    for name, number in here["versions"].items():
        if there["versions"].get(name, "") != number:
            found = there["versions"].get(name) or "none"
            raise StudyError(f"node {node} has {name} {found}, this computer {number}: install the same versions")
