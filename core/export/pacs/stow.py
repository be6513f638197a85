"""Files to a PACS over DICOMweb, one request for each.

References
----------
DICOM PS3.18 10.5 (Store Transaction), 10.6 (Search Transaction); PS3.3 C.12.1.1.16 (Failure Reason).
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from core.dicom.attributes import tag, text
from core.dicom.container import PARSER_ERRORS, opened, quiet
from core.errors import RefusedError
from core.export.pacs.node import PacsError, Sent, WebNode
from core.zipped.files import not_opened, open_file

if TYPE_CHECKING:
    from core.export.pacs.web_client import FileClient

_Answer = TypeVar("_Answer")

_FATAL = {
    401: "it does not know this name and password, or this token",
    403: "this name or token may not do that",
    404: "there is no DICOMweb service at this address",
    405: "there is no DICOMweb service at this address",
}
_REFUSED = {
    400: "the server cannot understand the file",
    409: "the server refuses the file",
    413: "the file is too large for the server",
    415: "the server does not take such a file",
    507: "the server has no room left",
}


def ask(node: WebNode) -> None:
    """Ask a DICOMweb service whether it is there, by a search for a single study.

    Raises
    ------
    PacsError
        If it is not, or does not let us in.
    """
    client = _client(node)
    _answered(node, lambda: client.search_for_studies(limit=1))


def stow(node: WebNode, paths: Sequence[Path]) -> Generator[Sent, None, None]:
    """Send files; closing the generator ends it after the file under way.

    Yields
    ------
    Sent
        One for each file, in their order.

    Raises
    ------
    PacsError
        If the server cannot be reached or does not let us in. What was yielded before holds.
    """
    client = _client(node)
    for path in map(Path, paths):
        try:
            content = _content(path)
        except RefusedError as error:
            yield Sent(path, ok=False, reason=not_opened(path) or error.reason)
            continue
        yield _sent(node, client, path, content)


def _client(node: WebNode) -> FileClient:
    from core.export.pacs.web_client import FileClient

    return FileClient(node)


def _content(path: Path) -> bytes:
    """Read a file that is DICOM and says what it is."""
    with opened(path, [tag("SOPClassUID"), tag("SOPInstanceUID")]) as container:
        if not text(container.dataset.file_meta, "MediaStorageSOPInstanceUID", 64):
            raise RefusedError(
                path, "its File Meta Information does not say what it is: export it anew, then send that"
            )
    try:
        with open_file(path) as file:
            return file.read()
    except OSError as error:
        raise RefusedError(path, f"cannot be read: {(error.strerror or 'unknown reason').lower()}") from None


def _sent(node: WebNode, client: FileClient, path: Path, content: bytes) -> Sent:
    with quiet():
        answer = _answered(node, lambda: client.store_file(content))
    if isinstance(answer, int):
        return Sent(path, ok=False, reason=_REFUSED.get(answer, f"the server answers with HTTP status {answer}"))
    failed = answer.get("FailedSOPSequence")
    if failed:
        code = failed[0].get("FailureReason", 0)
        return Sent(path, ok=False, reason=f"the server did not store it (failure reason {code:04X})")
    stored = answer.get("ReferencedSOPSequence")
    if not stored:  # required of what was stored (PS3.18 annex I), and a page of some other server has none
        return Sent(path, ok=False, reason="the server does not say that it stored it: look there before sending again")
    warned = stored[0].get("WarningReason")
    return Sent(path, ok=True, reason=f"the server took it with a warning ({warned:04X})" if warned else "")


def _why_not_trusted(said: str) -> str:
    """Say what is wrong with a certificate, by OpenSSL's words for it."""
    if "mismatch" in said:  # "Hostname mismatch" or "IP address mismatch"
        return "is for another address: check the address, or ask who runs the server"
    if "has expired" in said:
        return "has expired: ask who runs the server for a new one"
    return "is not trusted: give the file of the authority that signed it"


def _answered(node: WebNode, work: Callable[[], _Answer]) -> _Answer | int:
    """Ask; give the answer, or the HTTP status that refuses this one request."""
    import requests

    try:
        return work()
    except requests.HTTPError as error:
        status = error.response.status_code if error.response is not None else 0
        if status in _FATAL:
            raise PacsError(f"{node.name} refuses (HTTP status {status}): {_FATAL[status]}") from None
        return status
    except requests.exceptions.SSLError as error:
        if "CERTIFICATE_VERIFY_FAILED" not in str(error):
            raise PacsError(f"{node.name} does not answer in TLS: check the address, or write http for https") from None
        raise PacsError(f"the certificate of {node.name} {_why_not_trusted(str(error))}") from None
    except requests.TooManyRedirects:
        raise PacsError(
            f"{node.name} points to another address, where nothing is sent unasked: give the address itself"
        ) from None
    except requests.Timeout:
        raise PacsError(f"{node.name} does not answer in time; check the address, or try again later") from None
    except (requests.RequestException, OSError):
        raise PacsError(f"{node.name} cannot be reached: check the address, and whether the server runs") from None
    except PARSER_ERRORS:
        raise PacsError(f"{node.name} gives an answer that is not DICOMweb: check the address") from None
