"""DICOMweb over HTTPS: a real Orthanc behind TLS of Python's, which passes the bytes on.

The Orthanc of Debian 12 ends at the first HTTPS request, so it does not speak TLS itself here; hospitals, too, put a
server for it in front.
"""

import contextlib
import socket
import ssl
import subprocess
import threading

import pydicom
import pytest
from orthanc import PASSWORD, USER, needed

from core.dicom.read import read
from core.export.dicom.sr import write_sr
from core.export.pacs.node import PacsError, WebNode
from core.export.pacs.stow import ask, stow


def pass_on(source, target):
    """Hand bytes over until there are no more, then say so."""
    with contextlib.suppress(OSError):
        while piece := source.recv(1 << 16):
            target.sendall(piece)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


class Front:
    """Takes TLS connections on a free port and passes what they say to another port of this computer."""

    def __init__(self, certificate, key, port):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self._port, self._context = port, context
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self._listening.getsockname()[1]}/dicom-web"
        self.taken, self.broken = 0, 0
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                plain = self._listening.accept()[0]
                self._threads.append(threading.Thread(target=self._serve, args=(plain,), daemon=True))
                self._threads[-1].start()

    def _serve(self, plain):
        try:
            inside = self._context.wrap_socket(plain, server_side=True)
        except (ssl.SSLError, OSError):  # who asks does not trust the certificate
            self.broken += 1
            plain.close()
            return
        self.taken += 1
        with inside, socket.create_connection(("127.0.0.1", self._port)) as server:
            back = threading.Thread(target=pass_on, args=(server, inside), daemon=True)
            back.start()
            pass_on(inside, server)
            back.join(20)

    def close(self):
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join(20)


def run_openssl(*arguments, folder):
    subprocess.run([needed("openssl"), *arguments], check=True, capture_output=True, cwd=folder)


def signed(folder, names):
    """A certificate that vouches for itself, and its key."""
    folder.mkdir()
    run_openssl(
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=made", "-addext",
        f"subjectAltName={names}", "-keyout", "key.pem", "-out", "certificate.pem", folder=folder,
    )  # fmt: skip
    return folder / "certificate.pem", folder / "key.pem"


AUTHORITY = """
[ca]
default_ca = this
[this]
database = index.txt
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = names
[any]
commonName = supplied
[names]
subjectAltName = IP:127.0.0.1
basicConstraints = CA:TRUE
"""


def expired(folder):
    """A certificate for January 2020 that vouches for itself, and its key."""
    folder.mkdir()
    (folder / "authority.cnf").write_text(AUTHORITY)
    (folder / "index.txt").write_text("")
    run_openssl(
        "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=made", "-keyout", "key.pem", "-out", "asked.pem",
        folder=folder,
    )  # fmt: skip
    run_openssl(
        "ca", "-batch", "-config", "authority.cnf", "-selfsign", "-keyfile", "key.pem", "-in", "asked.pem", "-out",
        "certificate.pem", "-outdir", ".", "-startdate", "20200101000000Z", "-enddate", "20200201000000Z", "-notext",
        folder=folder,
    )  # fmt: skip
    return folder / "certificate.pem", folder / "key.pem"


@pytest.fixture
def front(orthanc):
    """Function that puts TLS in front of the Orthanc."""
    fronts = []

    def make(certificate, key):
        fronts.append(Front(certificate, key, orthanc.http_port))
        return fronts[-1]

    yield make
    for one in fronts:
        one.close()


@pytest.fixture
def trusted(certificate):
    return certificate / "certificate.pem", certificate / "key.pem"


def node_of(front, authority=None):
    return WebNode(front.url, USER, PASSWORD, answer_s=20, authority=authority)


def refusals(node, path):
    """What both ways to use an address say."""
    said = []
    for act in (lambda: ask(node), lambda: list(stow(node, [path]))):
        with pytest.raises(PacsError) as refused:
            act()
        said.append(str(refused.value))
    return set(said)


def test_a_certificate_that_nobody_vouches_for_is_refused_and_nothing_is_sent(
    empty_orthanc, front, trusted, write_image
):
    tls = front(*trusted)
    (said,) = refusals(node_of(tls), write_image())
    assert said == (f"the certificate of {tls.url} is not trusted: give the file of the authority that signed it")
    assert tls.taken == 0
    assert empty_orthanc.instances() == {}


def test_with_the_authority_files_arrive_byte_for_byte(
    empty_orthanc, front, trusted, write_image, answer_about, tmp_path
):
    tls = front(*trusted)
    node = node_of(tls, trusted[0])
    ask(node)
    frame = read(write_image())
    write_sr(frame, answer_about(frame), tmp_path / "report.dcm")
    files = [frame.path, tmp_path / "report.dcm"]
    sent = list(stow(node, files))
    assert [(one.path, one.ok, one.reason) for one in sent] == [(path, True, "") for path in files]
    for path in files:
        assert empty_orthanc.file(pydicom.dcmread(path).SOPInstanceUID) == path.read_bytes()
    assert (tls.taken >= 1, tls.broken) == (True, 0)


def test_another_authority_does_not_vouch_for_it(empty_orthanc, front, trusted, write_image, tmp_path):
    other, _ = signed(tmp_path / "other", "IP:127.0.0.1")
    tls = front(*trusted)
    (said,) = refusals(node_of(tls, other), write_image())
    assert "is not trusted" in said
    assert empty_orthanc.instances() == {}


def test_a_certificate_for_another_address(empty_orthanc, front, write_image, tmp_path):
    certificate, key = signed(tmp_path / "elsewhere", "DNS:pacs.example")
    tls = front(certificate, key)
    (said,) = refusals(node_of(tls, certificate), write_image())
    assert said == (
        f"the certificate of {tls.url} is for another address: check the address, or ask who runs the server"
    )
    assert empty_orthanc.instances() == {}


def test_a_certificate_that_has_expired(empty_orthanc, front, write_image, tmp_path):
    certificate, key = expired(tmp_path / "old")
    tls = front(certificate, key)
    (said,) = refusals(node_of(tls, certificate), write_image())
    assert said == f"the certificate of {tls.url} has expired: ask who runs the server for a new one"
    assert empty_orthanc.instances() == {}


def test_a_file_of_certificates_that_is_none(orthanc, front, trusted, write_image, tmp_path):
    (tmp_path / "notes.pem").write_text("no certificate at all")
    tls = front(*trusted)
    for file, why in (
        (tmp_path / "notes.pem", "not a certificate in pem form"),
        (tmp_path / "none.pem", "no such file"),
    ):
        (said,) = refusals(node_of(tls, file), write_image())
        assert said.startswith(f"a certificate for TLS cannot be used: {why}")
    assert tls.taken == 0


def test_the_password_goes_through_tls_alone(orthanc, front, trusted, write_image):
    wrong = WebNode(front(*trusted).url, USER, "letmein", answer_s=20, authority=trusted[0])
    (said,) = refusals(wrong, write_image())
    assert "refuses (HTTP status 401)" in said
    with pytest.raises(PacsError, match="unencrypted: use an address with https"):
        WebNode("http://pacs.example/dicom-web", USER, PASSWORD)
