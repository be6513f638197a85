"""``make bench``: run all benchmarks, or those named: ``python -m benchmarks scan predict``."""

from __future__ import annotations

import importlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from core import __version__

NAMES = (
    "startup",
    "window_level",
    "pan_zoom",
    "next_image",
    "jpeg2000",
    "scan",
    "memory",
    "predict",
    "batch",
    "explain",
    "training",
    "cache_build",
    "training_memory",
    "report",
    "panel",
    "hostile",
)


def main(names: list[str]) -> None:
    """Run each benchmark in a process of its own, print its figures, keep them in ``build/bench.json``."""
    load = os.getloadavg()[0]
    print(f"cxr12 {__version__}, Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.2f}")
    kept = []
    for name in names or NAMES:
        with tempfile.TemporaryDirectory() as home:
            quiet = {"CXR12_HOME": home, "QT_QPA_PLATFORM": "offscreen", "TF_CPP_MIN_LOG_LEVEL": "3"}
            # Compiled modules are kept, as for a user: else each new process would compile the program first.
            quiet["PYTHONDONTWRITEBYTECODE"] = ""
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks", "--one", name],
                env={**os.environ, **quiet}, stdout=subprocess.PIPE, check=True, text=True,
            )  # fmt: skip
        for line in done.stdout.splitlines():
            figure = json.loads(line)
            kept.append(figure)
            print(figure["line"], flush=True)
    out = Path("build/bench.json")
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps({"load": load, "figures": kept}, indent=2) + "\n", encoding="utf-8")


def one(name: str) -> None:
    """Run one benchmark in this process; its figures go to standard output as JSON lines."""
    for figure in importlib.import_module(f"benchmarks.{name}").figures():
        print(
            json.dumps({**asdict(figure), "ratio": figure.ratio, "kept": figure.kept, "line": figure.line()}),
            flush=True,
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2])
    else:
        main(sys.argv[1:])
