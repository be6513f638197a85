"""A real Orthanc in a folder of its own, on free ports of this computer; ended by its process id."""

import base64
import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

PLUGIN = Path("/usr/share/orthanc/plugins/libOrthancDicomWeb.so")
USER, PASSWORD = "reader", "open-sesame"


def needed(program):
    """The path of a program from outside; where it is missing, CI fails and others skip, saying so."""
    found = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        say = f"{program} is not installed (Debian: dicom3tools, orthanc, orthanc-dicomweb)"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(say)
    return found


def free_ports(count):
    """Ports that nobody listens on now."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


@dataclass
class Orthanc:
    dicom_port: int
    http_port: int
    aet: str = "ORTHANC"

    @property
    def web(self):
        return f"{self.root}/dicom-web"

    @property
    def root(self):
        return f"http://127.0.0.1:{self.http_port}"

    def ask(self, path, method="GET", data=None):
        request = urllib.request.Request(f"{self.root}{path}", data=data, method=method)
        login = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        request.add_header("Authorization", f"Basic {login}")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=10) as answer:
            return answer.read()

    def json(self, path):
        return json.loads(self.ask(path))

    def instances(self):
        """SOP Instance UID -> Orthanc's own name of it."""
        return {one["MainDicomTags"]["SOPInstanceUID"]: one["ID"] for one in self.json("/instances?expand")}

    def file(self, uid):
        return self.ask(f"/instances/{self.instances()[uid]}/file")

    def clear(self):
        for name in self.instances().values():
            self.ask(f"/instances/{name}", "DELETE")


@contextlib.contextmanager
def running(folder, **more):
    """Start it, wait until it answers, end it."""
    program = needed("Orthanc")
    if not PLUGIN.is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{PLUGIN} is not installed (Debian: orthanc-dicomweb)")
    server = Orthanc(*free_ports(2))
    config = {
        "Name": "test", "StorageDirectory": str(folder / "db"), "IndexDirectory": str(folder / "db"),
        "Plugins": [str(PLUGIN)], "HttpPort": server.http_port, "DicomPort": server.dicom_port,
        "DicomAet": server.aet, "DicomCheckCalledAet": True, "DicomAlwaysAllowStore": True,
        "DicomAlwaysAllowEcho": True,
        "RemoteAccessAllowed": False, "AuthenticationEnabled": True, "RegisteredUsers": {USER: PASSWORD},
        "DicomWeb": {"Enable": True, "Root": "/dicom-web/"}, "OverwriteInstances": True, "HttpDescribeErrors": False,
        **more,
    }  # fmt: skip
    (folder / "db").mkdir()
    (folder / "orthanc.json").write_text(json.dumps(config))
    log = (folder / "orthanc.log").open("wb")
    process = subprocess.Popen([program, str(folder / "orthanc.json")], stdout=log, stderr=log, cwd=folder)
    try:
        _wait(server, process, folder)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(20)
        log.close()


def _wait(server, process, folder):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail("Orthanc ended: " + (folder / "orthanc.log").read_text(errors="replace")[-2000:])
        try:
            server.json("/system")
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)  # there is no signal to wait for: another program starts
    pytest.fail("Orthanc did not answer within 60 s")
