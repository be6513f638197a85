"""A DICOMweb client that sends files as the bytes they are. Imported only when something is sent."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

import requests
from dicomweb_client.web import DICOMwebClient
from pydicom.dataset import Dataset

from core.export.pacs.node import LOCAL, Tls, WebNode

# They name UIDs, and what a server answers: nothing of a patient may reach a log.
for _name in ("dicomweb_client", "urllib3", "pydicom"):
    logging.getLogger(_name).propagate = False
    logging.getLogger(_name).addHandler(logging.NullHandler())

_ONE_PIECE = 1 << 31  # not every server takes a body in chunks


class FileClient(DICOMwebClient):
    """The client of the library, for whole files instead of parsed ones; it tries once."""

    def __init__(self, node: WebNode) -> None:
        super().__init__(
            node.url.rstrip("/"),
            session=_session(node),
            headers={"Authorization": f"Bearer {node.token}"} if node.token else None,
            chunk_size=_ONE_PIECE,
            timeout=(node.connect_s, node.answer_s),
        )
        self.set_http_retry_params(retry=False)

    def store_file(self, content: bytes) -> Dataset:
        """Send one DICOM file; give what the server says of it (PS3.18 10.5.3)."""
        return self._http_post_multipart_application_dicom(f"{self.base_url}/studies", [content])


class _Session(requests.Session):
    """Trusts the authority that it was given, also where the environment names another one; follows no redirection."""

    def __init__(self, authority: str | None) -> None:
        super().__init__()
        self._authority = authority
        self.max_redirects = 0  # to follow one could leave TLS, or turn a file sent into a page asked for

    def merge_environment_settings(self, url: Any, proxies: Any, stream: Any, verify: Any, cert: Any) -> Any:
        """Merge as the library does, for which REQUESTS_CA_BUNDLE outdoes the session."""
        return super().merge_environment_settings(url, proxies, stream, self._authority or verify, cert)


def _session(node: WebNode) -> requests.Session:
    if node.authority is not None:
        Tls(node.authority).context()  # says what is wrong with the file; the session would call the server unreachable
    session = _Session(None if node.authority is None else str(node.authority))
    if node.user:
        # As UTF-8 (RFC 7617 2.1): text would be sent as Latin-1.
        session.auth = requests.auth.HTTPBasicAuth(node.user.encode(), node.password.encode())
    if urlsplit(node.url).hostname in LOCAL:
        session.trust_env = False  # no proxy leads to this computer itself
    return session
