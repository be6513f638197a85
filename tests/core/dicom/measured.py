"""Run a piece of code on one file in a fresh process, and tell how long it took and what it added to its memory."""

import json
import subprocess
import sys
from pathlib import Path

_SCRIPT = """
import json, resource, sys, time
from pathlib import Path
import numpy
from core.dicom.header import read_header
from core.dicom.read import read
from core.errors import Cxr12Error
kib = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before, begin = kib(), time.perf_counter()
try:
    frame = {call}(Path(sys.argv[1]), **json.loads(sys.argv[2]))
    outcome = list(getattr(frame, "stored", numpy.empty(0)).shape)
except Cxr12Error as error:
    outcome = str(error)
print(json.dumps([outcome, time.perf_counter() - begin, (kib() - before) / 1024]))
"""


def measured(path, call="read", **options):
    """Return the shape or the refusal, seconds, and MiB by which the peak of memory grew."""
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT.replace("{call}", call), str(path), json.dumps(options)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    return json.loads(done.stdout)
