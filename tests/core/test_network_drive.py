"""Which places are on a network drive, by a list of mounts as Linux writes it."""

from pathlib import Path

import pytest

from core import network_drive
from core.network_drive import on_network

MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /mnt/pacs rw shared:5 master:2 - nfs4 server:/export rw,vers=4.2
31 30 8:2 / /mnt/pacs/local rw - xfs /dev/sdb1 rw
32 22 0:41 / /mnt/two\040words rw - cifs //server/share rw
33 22 0:42 / /home/me/there rw - fuse.sshfs me@there: rw
34 22 8:3 / /srv rw - ext4 /dev/sdc1 rw
35 22 0:43 / /srv rw - smb3 //server/srv rw
broken line
"""


@pytest.fixture
def mounts(monkeypatch, tmp_path):
    path = tmp_path / "mountinfo"
    path.write_text(MOUNTS)
    monkeypatch.setattr(network_drive, "_MOUNTS", path)
    return path


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("/data/catalogue.sqlite", False),
        ("/mnt/pacs/a/catalogue.sqlite", True),
        ("/mnt/pacs", True),
        ("/mnt/pacsimile", False),  # a name that begins alike
        ("/mnt/pacs/local/a", False),  # a disk of its own inside it
        ("/mnt/two words/a", True),
        ("/home/me/there/a", True),
        ("/srv/a", True),  # the later mount lies on top
    ],
)
def test_the_innermost_mount_decides(mounts, place, expected):
    assert on_network(Path(place)) == expected


def test_where_nobody_knows_it_is_not(mounts):
    mounts.unlink()
    assert not on_network(Path("/mnt/pacs/a"))
