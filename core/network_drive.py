"""Whether a folder is on another computer, where some promises of a file system do not hold."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from pathlib import Path

_NETWORK = frozenset(
    (
        "9p", "afs", "beegfs", "ceph", "cifs", "davfs", "drvfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4",
        "smb3", "smbfs", "vboxsf", "virtiofs", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs",
        "fuse.smbnetfs", "fuse.sshfs",
    )
)  # fmt: skip
"""Types of file system that another computer, or the host of a virtual one, keeps."""

_MOUNTS = Path("/proc/self/mountinfo")
_DRIVE_REMOTE = 4  # of GetDriveTypeW


def on_network(path: Path) -> bool:
    """Tell whether a file, which need not exist, is or would be on a network drive; False where nobody knows."""
    place = path.absolute()
    if sys.platform == "win32":
        if place.drive.startswith("\\\\"):
            return True
        return bool(ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == _DRIVE_REMOTE)
    return _mounted(place) in _NETWORK


def _mounted(place: Path) -> str:
    """Give the type of the file system that holds a place, by Linux' list of mounts; empty where there is none.

    References
    ----------
    proc_pid_mountinfo(5): mount ID, parent, device, root, mount point (blanks as octal numbers), options, optional
    fields, "-", type...
    """
    try:
        text = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
    real, found, longest = os.path.realpath(place), "", -1
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        fields, kind = before.split(), after.split()
        if len(fields) < 5 or not kind:
            continue
        point = re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), fields[4])
        inside = real == point or real.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= longest:  # of two at one place, the later one lies on top
            found, longest = kind[0], len(point)
    return found
