"""Opening image after image: memory, threads, processes and open files stay what they were after the first ones.

``CXR12_SOAK=1`` (``make soak``) makes it 1,000 images instead of 120.
"""

import ctypes
import ctypes.util
import gc
import os
from pathlib import Path

import numpy as np
import pytest
from pydicom.uid import RLELossless
from studies import write_image

from core.dicom.frame import Frame
from viewer.app import open_window

SOAK = os.environ.get("CXR12_SOAK") == "1"
OPENS = 1_000 if SOAK else 120
WARM_UP = 24
STRETCH = 60
LAP = 12  # images in the folder
GROWTH_MB = 20
KEPT_MB = 24  # the pixel cache while this is tried: full after the warm-up
M_MMAP_THRESHOLD = -3  # of malloc.h
PAGE = os.sysconf("SC_PAGE_SIZE")


@pytest.fixture
def folder(tmp_path):
    """Twelve images of 2.6 to 3.1 MB, of two frames, compressed and not: more than is kept."""
    rng = np.random.default_rng(4)
    for number in range(LAP):
        rows = 1200 + 16 * number
        pixels = rng.integers(0, 4096, (rows, 1100))
        more = {"syntax": RLELossless} if number % 6 == 5 else {}
        if number % 6 == 3:
            pixels = np.stack([pixels[: rows // 2], pixels[rows // 2 : 2 * (rows // 2)]])
        uid = {"SOPInstanceUID": f"1.2.{number}", "SeriesInstanceUID": "1.3", "StudyInstanceUID": "1.4"}
        write_image(tmp_path / "many" / f"{number}.dcm", pixels, InstanceNumber=number, **uid, **more)
    return tmp_path / "many"


def allocator():
    return ctypes.CDLL(ctypes.util.find_library("c"))


def memory_mb():
    gc.collect()
    allocator().malloc_trim(0)  # what is free but kept by the allocator is no growth
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1e6


def now(memory):
    return {
        "memory": memory,
        "threads": len(list(Path("/proc/self/task").iterdir())),
        "files": len(list(Path("/proc/self/fd").iterdir())),
        "images": sum(isinstance(one, Frame) for one in gc.get_objects()),
    }


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_row_99_opening_many_images_takes_no_more_memory(qtbot, folder):
    # Pixels come from the system and go back to it; else the allocator's heaps, one per thread, break up for a while.
    allocator().mallopt(M_MMAP_THRESHOLD, 1 << 20)
    window = open_window()
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignals([window.browser.scan_ended, window.state.frame_changed], timeout=60_000):
        window.open_paths([folder])
    window.opening.pixels.set_limit(KEPT_MB << 20)
    images = window.browser.model.images()
    assert len(images) == LAP

    painted = []
    view, paint = window.image_view, window.image_view.paintEvent
    view.paintEvent = lambda event: (paint(event), painted.append(view.image.view))

    def open_next(number):
        path = images[number * 5 % LAP]
        window.browser.choose(path)
        qtbot.waitUntil(lambda: window.state.frame is not None and window.state.frame.path == path, timeout=30_000)
        window.actions_by_id["image.invert"].trigger()
        qtbot.waitUntil(lambda: painted[-1:] == [window.state.view])
        painted.clear()

    def opened(first):
        """Open 60 images; memory in use goes up and down by 15 MB, but a leak raises its low-water mark."""
        measured = []
        for number in range(first, first + STRETCH):
            open_next(number)
            measured.append(memory_mb())
        qtbot.waitUntil(lambda: window.jobs.wait(0), timeout=30_000)  # no thumbnail, no neighbour on its way
        return now(min(measured))

    for number in range(WARM_UP):
        open_next(number)
    before = opened(WARM_UP)
    for number in range(OPENS - 2 * STRETCH):
        open_next(WARM_UP + STRETCH + number)
    after = opened(WARM_UP + OPENS - STRETCH)
    window.close()
    assert after["memory"] - before["memory"] <= GROWTH_MB, (before, after)
    assert after["threads"] <= before["threads"] + 2, (before, after)  # Qt's own pool comes and goes
    assert after["files"] <= before["files"] + 4, (before, after)
    assert after["images"] <= 1 + KEPT_MB * (1 << 20) // 2_600_000, after  # those kept, and the one on screen
