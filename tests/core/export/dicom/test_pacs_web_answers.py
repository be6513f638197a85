"""What a DICOMweb server might answer instead of having stored a file: no Orthanc here, but a server that says it."""

import base64
import contextlib
import http.server
import json
import ssl
import threading

import pytest

from core.export.pacs.node import PacsError, WebNode
from core.export.pacs.stow import ask, stow

JSON = ("Content-Type", "application/dicom+json")
STORED = {"00081199": {"vr": "SQ", "Value": [{"00081155": {"vr": "UI", "Value": ["1.2.826.0.1.42.1"]}}]}}


@contextlib.contextmanager
def serving(status, content=b"", headers=(), tls=None, host="127.0.0.1"):
    """Answer every request alike; gives the address and what was asked, as (method, path, authorization)."""
    asked = []

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked.append((self.command, self.path, self.headers.get("Authorization", "")))
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST

        def log_message(self, *_):
            """Nothing is printed."""

    with http.server.ThreadingHTTPServer((host, 0), Answers) as server:
        if tls is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls / "certificate.pem", tls / "key.pem")
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"{'http' if tls is None else 'https'}://{host}:{server.server_address[1]}", asked
        finally:
            server.shutdown()
            thread.join(10)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_file_follows_a_server_that_points_elsewhere(write_image, certificate, status):
    """An image would leave TLS, or, sent on as a GET, be lost and said to be stored."""
    with (
        serving(200, b"[]", [JSON]) as (elsewhere, asked),
        serving(status, headers=[("Location", f"{elsewhere}/studies")], tls=certificate) as (url, _),
    ):
        node = WebNode(url, answer_s=5, authority=certificate / "certificate.pem")
        for act in (lambda: ask(node), lambda: list(stow(node, [write_image()]))):
            with pytest.raises(PacsError) as refused:
                act()
            assert str(refused.value) == (
                f"{url} points to another address, where nothing is sent unasked: give the address itself"
            )
    assert asked == []


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"", "text/plain"), (b"<html>Welcome</html>", "text/html"), (b"{}", "application/dicom+json")],
)
def test_a_file_counts_as_sent_only_where_the_server_says_that_it_has_it(write_image, content, kind):
    with serving(200, content, [("Content-Type", kind)]) as (url, _):
        (sent,) = stow(WebNode(url, answer_s=5), [write_image()])
    assert not sent.ok
    assert sent.reason == "the server does not say that it stored it: look there before sending again"
    with serving(200, json.dumps(STORED).encode(), [JSON]) as (url, asked):
        (sent,) = stow(WebNode(url, answer_s=5), [write_image()])
    assert (sent.ok, sent.reason, asked) == (True, "", [("POST", "/studies", "")])


def test_the_authority_that_was_given_counts_whatever_the_environment_says(certificate, monkeypatch):
    """Hospitals set REQUESTS_CA_BUNDLE for a proxy of theirs."""
    import certifi

    monkeypatch.setenv("REQUESTS_CA_BUNDLE", certifi.where())
    other = "127.0.0.2"  # this computer, by a name that is not taken for it
    with (
        serving(200, b"[]", [JSON], tls=certificate, host=other) as (url, _),
        pytest.raises(PacsError, match="is for another address"),  # so the authority itself was trusted
    ):
        ask(WebNode(url, answer_s=5, authority=certificate / "certificate.pem"))


def test_a_name_and_a_password_of_any_alphabet_are_sent_as_utf_8():
    with serving(200, b"[]", [JSON]) as (url, asked):
        ask(WebNode(url, "nguy\u1ec5n", "m\u1eadt kh\u1ea9u", answer_s=5))
    scheme, secret = asked[0][2].split()
    assert (scheme, base64.b64decode(secret).decode()) == ("Basic", "nguy\u1ec5n:m\u1eadt kh\u1ea9u")
    with pytest.raises(PacsError, match="a token is of ASCII characters alone, found others"):
        WebNode(url, token="m\u1eadt")
