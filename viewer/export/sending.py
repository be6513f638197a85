"""Sending files to a PACS, for any thread."""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.export.dicom_result import Result, write_picture, write_report

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


def reach(node: Node) -> str:
    """Ask a PACS whether it is there; give its name. Raises PacsError."""
    from core.export.pacs.dimse import echo
    from core.export.pacs.node import DimseNode
    from core.export.pacs.stow import ask

    if isinstance(node, DimseNode):
        echo(node)
    else:
        ask(node)
    return node.name


def send(node: Node, paths: Sequence[Path]) -> Generator[tuple[int, int], None, Done]:
    """Send files; yields how many are through, of how many."""
    from core.export.pacs.dimse import store
    from core.export.pacs.node import DimseNode, PacsError
    from core.export.pacs.stow import stow

    sending = store(node, paths) if isinstance(node, DimseNode) else stow(node, paths)
    outcomes: list[Sent] = []
    problem = ""
    try:
        for one in sending:
            outcomes.append(one)
            yield len(outcomes), len(paths)
    except PacsError as error:
        problem = str(error)
    finally:
        sending.close()  # releases the connection when nobody wants the rest
    refused = tuple((one.path.name, one.reason) for one in outcomes if not one.ok)
    return Done(sum(one.ok for one in outcomes), len(paths), refused, problem)


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
