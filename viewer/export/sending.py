"""Sending files to a PACS, for any thread."""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from core.export.pacs.hang_up import HangUp
from viewer.export.dicom_result import Result, write_picture, write_report
from viewer.export.overheard import Overheard

if TYPE_CHECKING:
    from core.export.pacs.node import DimseNode, Sent, WebNode

    Node = DimseNode | WebNode


@dataclass(frozen=True, slots=True)
class Done:
    """What sending came to.

    Attributes
    ----------
    sent, total : int
        Files that the PACS has, of so many.
    refused : tuple of (str, str)
        Name and reason of each file that it has not.
    problem : str
        What ended it early; empty when nothing did.
    """

    sent: int
    total: int
    refused: tuple[tuple[str, str], ...] = ()
    problem: str = ""


def reach(node: Node) -> Generator[None, None, str]:
    """Ask a PACS whether it is there; give its name. Raises PacsError."""
    for _ in Overheard(partial(_asked, node)).items():
        yield None
    return node.name


def _asked(node: Node, hang_up: HangUp) -> tuple[()]:
    from core.export.pacs.dimse import echo
    from core.export.pacs.node import DimseNode
    from core.export.pacs.stow import ask

    if isinstance(node, DimseNode):
        echo(node, hang_up)
    else:
        ask(node)
    return ()


def send(node: Node, paths: Sequence[Path]) -> Generator[tuple[int, int], None, Done]:
    """Send files; yields how many are through, of how many, at least every now and then."""
    from core.export.pacs.node import PacsError

    sending = Overheard(partial(_sent, node, paths)).items()
    outcomes: list[Sent] = []
    problem = ""
    try:
        for one in sending:
            if one is not None:
                outcomes.append(one)
            yield len(outcomes), len(paths)
    except PacsError as error:
        problem = str(error)
    finally:
        sending.close()  # hangs up when nobody wants the rest
    refused = tuple((one.path.name, one.reason) for one in outcomes if not one.ok)
    return Done(sum(one.ok for one in outcomes), len(paths), refused, problem)


def _sent(node: Node, paths: Sequence[Path], hang_up: HangUp) -> Iterator[Sent]:
    from core.export.pacs.dimse import store
    from core.export.pacs.node import DimseNode
    from core.export.pacs.stow import stow

    return store(node, paths, hang_up) if isinstance(node, DimseNode) else stow(node, paths)


def send_result(node: Node, result: Result, *, report: bool, picture: bool) -> Generator[tuple[int, int], None, Done]:
    """Write report and picture where only we can read them, send them, and delete them.

    Raises
    ------
    Cxr12Error
        If they cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="cxr12-") as folder:
        paths = []
        if report:
            paths.append(write_report(result, Path(folder) / "report.dcm"))
        if picture:
            paths.append(write_picture(result, Path(folder) / "picture.dcm"))
        return (yield from send(node, paths))
