"""Where files are sent to, and what became of each."""

from __future__ import annotations

import re
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from core.errors import Cxr12Error

CALLING_AET = "CXR12"
"""What we call ourselves unless told otherwise."""

_AE_TITLE = re.compile(r"[!-\[\]-~](?:[ -\[\]-~]{0,14}[!-\[\]-~])?")  # ASCII without a backslash (PS3.5 6.2)
LOCAL = frozenset(("localhost", "127.0.0.1", "::1"))
"""Names of this computer itself."""


class PacsError(Cxr12Error):
    """A PACS that cannot be reached, or does not take what it is sent; the message names no file and no patient."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one file.

    Attributes
    ----------
    path : Path
        The file.
    ok : bool
        The PACS has it.
    reason : str
        Why it does not, or what it remarked; a clause without the file's name, else empty.
    """

    path: Path
    ok: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Tls:
    """Encryption of a DICOM connection. The certificate of the PACS is always checked.

    Attributes
    ----------
    authority : Path or None
        Certificates to trust, PEM; None: those that the computer trusts.
    certificate, key : Path or None
        Our own certificate and its key, PEM, for a PACS that asks for one.
    """

    authority: Path | None = None
    certificate: Path | None = None
    key: Path | None = None

    def context(self) -> ssl.SSLContext:
        """Make what a socket needs.

        Raises
        ------
        PacsError
            If a file is missing or is no such certificate.
        """
        try:
            context = ssl.create_default_context(cafile=str(self.authority) if self.authority else None)
            if self.certificate is not None:
                context.load_cert_chain(self.certificate, self.key)
        except OSError as error:  # also ssl.SSLError
            kind = "not a certificate in PEM form" if isinstance(error, ssl.SSLError) else error.strerror
            raise PacsError(f"a certificate for TLS cannot be used: {(kind or 'unknown reason').lower()}") from error
        return context


@dataclass(frozen=True, slots=True)
class DimseNode:
    """A PACS that speaks DICOM over TCP.

    Attributes
    ----------
    host, port : str, int
        Its address.
    called, calling : str
        Its AE title, and ours.
    tls : Tls or None
        None: not encrypted.
    connect_s, answer_s : float
        How long to wait for a connection, and for an answer.

    Raises
    ------
    PacsError
        If one of them cannot be.
    """

    host: str
    port: int
    called: str
    calling: str = CALLING_AET
    tls: Tls | None = None
    connect_s: float = 10.0
    answer_s: float = 60.0

    def __post_init__(self) -> None:
        if not self.host or not self.host.isprintable() or " " in self.host:
            raise PacsError("a PACS needs a host name or address, found none that could be one")
        if not 1 <= self.port <= 65535:
            raise PacsError(f"a port is a number from 1 to 65535, found {self.port}")
        for title in (self.called, self.calling):
            if not _AE_TITLE.fullmatch(title):
                raise PacsError("an AE title is 1 to 16 letters and digits without accents, found something else")

    @property
    def name(self) -> str:
        """AE title and address."""
        return f"{self.called} at {self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class WebNode:
    """A PACS that speaks DICOMweb.

    Attributes
    ----------
    url : str
        Of the service, e.g. ``https://pacs.example/dicom-web``.
    user, password, token : str
        Name and password, or a bearer token; all empty: none is asked for. Kept nowhere.
    authority : Path or None
        Certificates to trust, PEM; None: those that the program brings. The certificate is always checked.
    connect_s, answer_s : float
        How long to wait for a connection, and for an answer.

    Raises
    ------
    PacsError
        If the URL cannot be one, or a secret would go over the network unencrypted.
    """

    url: str
    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    authority: Path | None = None
    connect_s: float = 10.0
    answer_s: float = 60.0

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
            host = parts.hostname or ""
            _ = parts.port
        except ValueError:
            host = ""
        if not host or parts.scheme not in ("http", "https") or parts.username or parts.query or parts.fragment:
            raise PacsError("a DICOMweb service has an address like https://pacs.example/dicom-web, found another kind")
        if parts.scheme == "http" and host not in LOCAL and (self.password or self.token):
            raise PacsError("a password would go over the network unencrypted: use an address with https")
        if not (self.user + self.password + self.token).isprintable():
            raise PacsError("user name, password and token are single lines, found something else")
        if not self.token.isascii():  # RFC 6750 2.1
            raise PacsError("a token is of ASCII characters alone, found others: copy it again")

    @property
    def name(self) -> str:
        """The address."""
        return self.url
