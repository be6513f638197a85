"""Files to a PACS by C-STORE, each in the transfer syntax it is in: nothing is decoded or converted.

References
----------
DICOM PS3.4 B (Storage Service Class), PS3.7 9.1.1 (C-STORE) and annex C (status), PS3.8 9.3 (association).
"""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.dicom.attributes import tag, text
from core.dicom.container import PARSER_ERRORS, opened
from core.dicom.facts import uid_name
from core.errors import RefusedError
from core.export.dicom.uids import IMPLEMENTATION_UID
from core.export.pacs.hang_up import HangUp
from core.export.pacs.node import DimseNode, PacsError, Sent
from core.zipped.files import archive_of

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_VERIFICATION = "1.2.840.10008.1.1"
_IMPLICIT = "1.2.840.10008.1.2"
_MOST_CONTEXTS = 128  # of one association (PS3.8 9.3.2.2: odd numbers up to 255)
_OUR_VERSION = "CXR12"
_KINDS = {
    0x01: "it does not accept this file",
    0xA7: "it cannot keep the file",
    0xA9: "the file does not match the kind of object it says it is",
    0xC0: "it cannot understand the file",
}

# Both quote attribute values and UIDs at times: patient data must reach no log.
for _name in ("pynetdicom", "pydicom"):
    logging.getLogger(_name).propagate = False
    logging.getLogger(_name).addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class _Item:
    path: Path
    sop_class: str
    syntax: str


def echo(node: DimseNode, hang_up: HangUp | None = None) -> None:
    """Ask a PACS whether it is there (C-ECHO).

    Parameters
    ----------
    hang_up : HangUp, optional
        Ends the waiting for an answer.

    Raises
    ------
    PacsError
        If it is not, or does not know us.
    """
    with _associated(node, [(_VERIFICATION, _IMPLICIT)], hang_up or HangUp()) as association:
        status = association.send_c_echo() if association.accepted_contexts else None
        if status is None or status.get("Status") != 0x0000:
            raise PacsError(f"{node.name} accepted the connection but did not answer a C-ECHO")


def store(node: DimseNode, paths: Sequence[Path], hang_up: HangUp | None = None) -> Generator[Sent, None, None]:
    """Send files; closing the generator ends it after the file under way.

    Parameters
    ----------
    hang_up : HangUp, optional
        Ends the file under way, too.

    Yields
    ------
    Sent
        One for each file: first those that cannot be sent at all, then the others in their order.

    Raises
    ------
    PacsError
        If the PACS cannot be reached or rejects us. What was yielded before holds.
    """
    items = []
    for path in map(Path, paths):
        try:
            items.append(_item(path))
        except RefusedError as error:
            yield Sent(path, ok=False, reason=error.reason)
    while items:
        kinds: dict[tuple[str, str], None] = {}
        for item in items:
            if len(kinds) < _MOST_CONTEXTS:
                kinds[item.sop_class, item.syntax] = None
        now = [item for item in items if (item.sop_class, item.syntax) in kinds]
        items = [item for item in items if (item.sop_class, item.syntax) not in kinds]
        yield from _store_some(node, list(kinds), now, hang_up or HangUp())


def _store_some(node: DimseNode, kinds: list[tuple[str, str]], items: list[_Item], hang_up: HangUp) -> Iterator[Sent]:
    with _associated(node, kinds, hang_up) as association:
        taken = {(str(one.abstract_syntax), str(one.transfer_syntax[0])) for one in association.accepted_contexts}
        for item in items:
            if (item.sop_class, item.syntax) not in taken:
                yield Sent(item.path, ok=False, reason=_not_taken(association, item))
            elif not association.is_established:
                yield Sent(item.path, ok=False, reason="the connection was lost before it could be sent; send it again")
            else:
                yield _sent(association, item)


def _sent(association: Any, item: _Item) -> Sent:
    try:
        status: Dataset = association.send_c_store(str(item.path))
    except (*PARSER_ERRORS, OSError, RuntimeError) as error:  # changed since it was looked at, or cut off meanwhile
        return Sent(item.path, ok=False, reason=f"it cannot be sent ({type(error).__name__}); send it again")
    code = status.get("Status")
    if code is None:
        return Sent(item.path, ok=False, reason="the PACS did not answer in time, or closed the connection")
    if code == 0x0000:
        return Sent(item.path, ok=True)
    if code >> 12 == 0xB:
        return Sent(item.path, ok=True, reason=f"the PACS took it with a warning (status {code:04X})")
    kind = _KINDS.get(code >> 8, "it refuses the file")
    return Sent(item.path, ok=False, reason=f"the PACS says that {kind} (status {code:04X})")


def _not_taken(association: Any, item: _Item) -> str:
    kind = uid_name(item.sop_class)
    if any(str(one.abstract_syntax) == item.sop_class for one in association.accepted_contexts):
        return f"the PACS does not take {kind} in the transfer syntax {uid_name(item.syntax)}, and none is converted"
    return f"the PACS does not take {kind} in the transfer syntax of the file, {uid_name(item.syntax)}"


def _item(path: Path) -> _Item:
    """Read what has to be agreed upon before a file is sent."""
    with opened(path, [tag("SOPClassUID"), tag("SOPInstanceUID")]) as container:
        meta = container.dataset.file_meta
        found = [text(meta, key, 64) for key in ("MediaStorageSOPClassUID", "TransferSyntaxUID")]
        if not all(found) or not text(meta, "MediaStorageSOPInstanceUID", 64):
            raise RefusedError(
                path, "its File Meta Information does not say what it is: export it anew, then send that"
            )
    if archive_of(path) is not None:
        raise RefusedError(path, "it lies in a ZIP archive, from which nothing is sent: unpack the archive first")
    return _Item(path, *found)


@contextmanager
def _associated(node: DimseNode, kinds: Sequence[tuple[str, str]], hang_up: HangUp) -> Iterator[Any]:
    """Open an association, and release it in the end."""
    from pynetdicom import AE, _config, evt

    _config.STORE_SEND_CHUNKED_DATASET = True  # a path is sent as the bytes it is
    entity = AE(ae_title=node.calling)
    entity.implementation_class_uid = IMPLEMENTATION_UID
    entity.implementation_version_name = _OUR_VERSION
    entity.connection_timeout, entity.acse_timeout = node.connect_s, node.answer_s
    entity.dimse_timeout = entity.network_timeout = node.answer_s
    for sop_class, syntax in kinds:
        entity.add_requested_context(sop_class, syntax)
    contexts = _one_syntax_each(entity.requested_contexts)
    context = None if node.tls is None else node.tls.context()
    _knock(node, context)
    tls = None if context is None else (context, node.host)
    sockets: list[socket.socket] = []

    def opened_one(event: Any) -> None:
        sockets.append(event.assoc.dul.socket.socket)
        hang_up.watch(sockets[-1])

    keep = (evt.EVT_CONN_OPEN, opened_one)
    try:
        association = entity.associate(
            node.host, node.port, contexts=contexts, ae_title=node.called, tls_args=tls, evt_handlers=[keep]
        )
        accepted = getattr(association.acceptor.primitive, "result", None) == 0  # with or without any of our kinds
        if not association.is_established and not accepted:
            raise PacsError(_why_not(node, association))
        try:
            yield association
        finally:
            if association.is_established:
                association.release()
    finally:
        for one in sockets:  # pynetdicom leaves one open that the other side has reset
            one.close()


def _knock(node: DimseNode, context: ssl.SSLContext | None) -> None:
    """Connect once and leave, to say exactly what is wrong with address or TLS; pynetdicom would only log it."""
    try:
        with socket.create_connection((node.host, node.port), node.connect_s) as plain:
            if context is not None:
                context.wrap_socket(plain, server_hostname=node.host).close()
    except ssl.SSLCertVerificationError as error:
        raise PacsError(f"the certificate of {node.name} is not trusted: {error.verify_message}") from None
    except (ssl.SSLError, ConnectionResetError):
        raise PacsError(f"{node.name} does not answer in TLS: check the port, or switch TLS off") from None
    except (OSError, UnicodeError) as error:
        raise PacsError(_unreachable(node, error)) from None


def _one_syntax_each(contexts: Sequence[Any]) -> list[Any]:
    """Ask for each transfer syntax by itself: of several in one context the PACS would choose one for all files."""
    from pynetdicom import build_context

    return [build_context(one.abstract_syntax, syntax) for one in contexts for syntax in one.transfer_syntax]


def _why_not(node: DimseNode, association: Any) -> str:
    if association.is_rejected:
        answer = association.acceptor.primitive
        why = str(getattr(answer, "reason_str", "") or "no reason given").lower().replace("ae title", "AE title")
        return (
            f"{node.name} rejected us, {node.calling}: {why}; its administrator has to know this AE title and computer"
        )
    return f"something answers at {node.host}:{node.port} but does not speak DICOM, or wants TLS: check port and TLS"


def _unreachable(node: DimseNode, error: Exception) -> str:
    if isinstance(error, TimeoutError):
        why = f"no answer in {node.connect_s:.0f} s"
    elif isinstance(error, socket.gaierror | UnicodeError):
        why = "no computer of that name is known"
    else:
        why = (getattr(error, "strerror", None) or "unknown reason").lower()
    return f"{node.name} cannot be reached: {why}; check address and port"
