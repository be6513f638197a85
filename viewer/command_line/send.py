"""``cxr12 send``: DICOM files to a PACS, as they are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from viewer.command_line.output import ALL_WELL, SOME_REFUSED, WRONG_USAGE, fail, json_line, tracked

if TYPE_CHECKING:
    from core.export.pacs.node import DimseNode, Sent, WebNode

PASSWORD, TOKEN = "CXR12_PACS_PASSWORD", "CXR12_PACS_TOKEN"
"""Environment variables: what stands in a command line can be read by every program."""


def command(
    paths: Annotated[
        list[Path] | None, typer.Argument(readable=False, help="Files, or folders of them; none with --test.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="HOST:PORT", help="The PACS, for C-STORE.")] = None,
    aet: Annotated[str | None, typer.Option("--aet", help="AE title of the PACS.")] = None,
    calling: Annotated[str, typer.Option("--calling", help="Our own AE title.")] = "CXR12",
    tls: Annotated[
        bool, typer.Option("--tls", help="Encrypt C-STORE; the certificate of the PACS is checked.")
    ] = False,
    stow: Annotated[str | None, typer.Option("--stow", metavar="URL", help="A DICOMweb service, instead.")] = None,
    user: Annotated[
        str, typer.Option("--user", help=f"Name for DICOMweb; the password comes from ${PASSWORD} or is asked for.")
    ] = "",
    authority: Annotated[Path | None, typer.Option("--ca", help="Certificates to trust, PEM.")] = None,
    certificate: Annotated[Path | None, typer.Option("--certificate", help="With --tls: our own, PEM.")] = None,
    key: Annotated[Path | None, typer.Option("--key", help="With --certificate: its key, PEM.")] = None,
    timeout: Annotated[float, typer.Option("--timeout", min=1, help="Seconds to wait for an answer.")] = 60.0,
    test: Annotated[
        bool, typer.Option("--test", help="Only ask whether the PACS answers (C-ECHO, or a search).")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
) -> None:
    """Send DICOM files to a PACS by C-STORE, or over DICOMweb with --stow. Nothing is converted or changed."""
    from core.batch import list_files
    from core.errors import Cxr12Error

    if (stow is None) is (to is None):
        fail("give one address: --to HOST:PORT with --aet, or --stow URL", WRONG_USAGE)
    try:
        node = (
            _web(stow, user, authority, timeout)
            if stow
            else _dimse(to, aet, calling, tls, authority, certificate, key, timeout)
        )
    except Cxr12Error as error:
        fail(str(error), WRONG_USAGE)
    files = [one.path for one in list_files(paths or [])]
    if not files and not test:
        fail("no file to send: name files or folders", WRONG_USAGE)
    exit_code = ALL_WELL
    try:
        if test:
            _test(node)
            typer.echo(f"{node.name}: answers")
        for sent in tracked(_sending(node, files), "Sending", len(files), quiet=as_json) if files else ():
            exit_code = exit_code if sent.ok else SOME_REFUSED
            _tell(sent, as_json)
    except Cxr12Error as error:
        fail(str(error))
    raise typer.Exit(exit_code)


def _dimse(
    to: str | None, aet: str | None, calling: str, tls: bool,
    authority: Path | None, certificate: Path | None, key: Path | None, timeout: float,
) -> DimseNode:  # fmt: skip
    from core.export.pacs.node import DimseNode, Tls

    host, _, port = (to or "").rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or len(port) > 5:
        fail(f"--to {to}: expected HOST:PORT, for example pacs.example:104", WRONG_USAGE)
    if not aet:
        fail("--aet is missing: a PACS is called by its AE title", WRONG_USAGE)
    if not tls and (authority or certificate or key):
        fail("--ca, --certificate and --key belong to --tls: give it, too", WRONG_USAGE)
    encrypted = Tls(authority, certificate, key) if tls else None
    return DimseNode(host.strip("[]"), int(port), aet, calling, encrypted, answer_s=timeout)


def _web(url: str, user: str, authority: Path | None, timeout: float) -> WebNode:
    from core.export.pacs.node import WebNode

    password, token = os.environ.get(PASSWORD, ""), os.environ.get(TOKEN, "")
    if user and not password:
        password = typer.prompt(f"Password of {user}", hide_input=True, err=True)
    return WebNode(url, user, password if user else "", "" if user else token, authority, answer_s=timeout)


def _test(node: DimseNode | WebNode) -> None:
    from core.export.pacs.dimse import echo
    from core.export.pacs.node import DimseNode
    from core.export.pacs.stow import ask

    echo(node) if isinstance(node, DimseNode) else ask(node)


def _sending(node: DimseNode | WebNode, files: list[Path]) -> Iterator[Sent]:
    from core.export.pacs.dimse import store
    from core.export.pacs.node import DimseNode
    from core.export.pacs.stow import stow

    return store(node, files) if isinstance(node, DimseNode) else stow(node, files)


def _tell(sent: Sent, as_json: bool) -> None:
    if as_json:
        json_line({"file": str(sent.path), "status": "sent" if sent.ok else "refused", "reason": sent.reason})
    elif sent.ok:
        typer.echo(f"{sent.path}: sent" + (f": {sent.reason}" if sent.reason else ""))
    else:
        typer.echo(f"{sent.path}: not sent: {sent.reason}")
