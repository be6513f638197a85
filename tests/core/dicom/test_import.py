"""What importing the DICOM room brings along."""

import subprocess
import sys


def test_pydicom_comes_without_its_downloader_and_others_still_get_theirs():
    code = (
        "import sys, core.dicom, pydicom\n"
        "print([name for name in ('requests', 'tqdm') if name in sys.modules])\n"
        "import requests\n"
        "print(requests.__name__, pydicom.config is not None)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "requests True"]
