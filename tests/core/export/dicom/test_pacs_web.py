"""STOW-RS to a real Orthanc on this computer."""

import http.server
import socket
import ssl
import threading

import pydicom
import pytest
from orthanc import PASSWORD, USER, free_ports

from core.dicom.read import read
from core.export.dicom.sc import write_sc
from core.export.dicom.sr import write_sr
from core.export.pacs.node import PacsError, WebNode
from core.export.pacs.stow import ask, stow


def node_of(orthanc, **changes):
    return WebNode(**{"url": orthanc.web, "user": USER, "password": PASSWORD, "answer_s": 20, **changes})


def test_results_arrive_byte_for_byte(empty_orthanc, write_image, answer_about, tmp_path):
    frame = read(write_image())
    write_sr(frame, answer_about(frame), tmp_path / "report.dcm")
    write_sc(frame, answer_about(frame), tmp_path / "picture.dcm")
    files = [frame.path, tmp_path / "report.dcm", tmp_path / "picture.dcm"]
    before = [path.read_bytes() for path in files]
    sent = list(stow(node_of(empty_orthanc), files))
    assert [(one.path, one.ok, one.reason) for one in sent] == [(path, True, "") for path in files]
    for path, content in zip(files, before, strict=True):
        assert empty_orthanc.file(pydicom.dcmread(path).SOPInstanceUID) == content
        assert path.read_bytes() == content
    (study,) = empty_orthanc.json("/studies?expand")
    assert study["MainDicomTags"]["StudyInstanceUID"] == "1.2.826.0.1.42.3"


def test_a_search_shows_that_it_is_there(orthanc):
    ask(node_of(orthanc))
    ask(node_of(orthanc, url=f"{orthanc.web}/"))


def test_what_cannot_be_sent_is_named_and_the_rest_goes_on(empty_orthanc, write_image, tmp_path):
    (tmp_path / "notes.txt").write_text("x" * 200)
    odd = write_image("odd.dcm", StudyInstanceUID=None, SeriesInstanceUID=None, PatientID=None)
    sent = list(stow(node_of(empty_orthanc), [tmp_path / "notes.txt", odd, write_image()]))
    assert [one.ok for one in sent] == [False, False, True]
    assert "not a DICOM file" in sent[0].reason
    assert "the server" in sent[1].reason


def test_closing_it_ends_it_after_the_file_under_way(empty_orthanc, write_image):
    files = [write_image(f"{n}.dcm", SOPInstanceUID=f"1.2.3.{n}") for n in range(1, 4)]
    sending = stow(node_of(empty_orthanc), files)
    assert next(sending).ok
    sending.close()
    assert set(empty_orthanc.instances()) == {"1.2.3.1"}


@pytest.mark.parametrize("changes", [{"password": "wrong"}, {"user": "", "password": ""}, {"user": "", "token": "x.y"}])
def test_who_may_not_enter_is_told_once(orthanc, write_image, changes):
    node = node_of(orthanc, **{"password": "", **changes})
    for act in (lambda: ask(node), lambda: list(stow(node, [write_image()]))):
        with pytest.raises(PacsError, match=r"refuses \(HTTP status 401\): it does not know this name and password"):
            act()


def test_no_such_service(orthanc, write_image):
    (port,) = free_ports(1)
    for changes, problem in (
        ({"url": f"http://127.0.0.1:{orthanc.http_port}/nowhere"}, "there is no DICOMweb service at this address"),
        ({"url": f"http://127.0.0.1:{port}/dicom-web"}, "cannot be reached: check the address"),
        ({"url": f"https://127.0.0.1:{orthanc.http_port}/dicom-web"}, "does not answer in TLS"),
        ({"url": f"http://127.0.0.1:{orthanc.dicom_port}/dicom-web", "answer_s": 2}, "127.0.0.1"),
    ):
        for act in (ask, lambda node: list(stow(node, [write_image()]))):
            with pytest.raises(PacsError, match=problem):
                act(node_of(orthanc, **changes))


def test_a_server_that_says_nothing_is_not_waited_for(orthanc):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        held = []
        taking = threading.Thread(target=lambda: held.append(silent.accept()[0]), daemon=True)
        taking.start()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/dicom-web"
        with pytest.raises(PacsError, match="does not answer in time"):
            ask(node_of(orthanc, url=url, answer_s=1))
        taking.join(20)
        held[0].close()


def test_certificates_are_checked(certificate):
    """The TLS of this test is Python's: the Orthanc of Debian 12 ends at the first HTTPS request."""

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "application/dicom+json")
            self.end_headers()
            self.wfile.write(b"[]")

        def log_message(self, *_):
            """Nothing is printed."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "certificate.pem", certificate / "key.pem")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        url = f"https://127.0.0.1:{server.server_address[1]}/dicom-web"
        with pytest.raises(PacsError, match="is not trusted: give the file of the authority that signed it"):
            ask(WebNode(url, answer_s=5))
        ask(WebNode(url, answer_s=5, authority=certificate / "certificate.pem"))
        server.shutdown()
        serving.join(10)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [({"url": "ftp://x/y"}, "has an address like"), ({"url": "pacs"}, "has an address like"),
     ({"url": "http://a:b@pacs/"}, "has an address like"), ({"url": "https://[pacs/"}, "has an address like"),
     ({"url": "http://pacs.example/dicom-web", "user": "u", "password": "p"}, "unencrypted: use an address with https"),
     ({"url": "http://pacs.example/dicom-web", "token": "t"}, "unencrypted"),
     ({"url": "https://pacs.example", "token": "t\nX: y"}, "single lines")],
)  # fmt: skip
def test_addresses_that_cannot_be(changes, problem):
    with pytest.raises(PacsError, match=problem):
        WebNode(**changes)
    assert "secret" not in repr(WebNode("https://pacs.example", "me", "secret", "secret"))


def test_no_patient_and_no_password_reaches_a_log(empty_orthanc, write_image, root_log, capfd):
    path = write_image(PatientName="MARKEDNAME", PatientID="MARKED-ID", SOPInstanceUID="1.2.77707770777")
    assert next(iter(stow(node_of(empty_orthanc), [path]))).ok
    ask(node_of(empty_orthanc))
    with pytest.raises(PacsError):
        ask(node_of(empty_orthanc, password="letmein"))
    printed = capfd.readouterr()
    for said in (root_log.getvalue(), printed.out, printed.err):
        for marker in ("MARKED", "77707770777", PASSWORD, "letmein"):
            assert marker not in said
