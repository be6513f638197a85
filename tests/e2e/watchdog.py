"""The watchdog: measures how long the window's own code keeps the GUI thread from its event loop, and names the place.

A timer of 10 ms in the GUI thread counts turns of the event loop; a second thread looks every 10 ms at that count
and, while it stands still, at what the GUI thread is doing. A stretch without a turn counts only

- while code of ``viewer`` is on the stack, or Qt itself is at work inside an event loop (a test that computes
  something between two waits keeps the loop waiting, too, and that is not the window's doing);
- as far as the thread was at work or waiting for something: of a stretch in which it could have run but other
  processes had the processor, only its own CPU time counts. So a loaded machine does not make a window slow, and a
  window that sleeps, waits for a lock or reads a disk in its GUI thread is not excused because it used no CPU.

Making the main window before it is first shown, and ending it after it was hidden, are left out: nobody waits in
front of a window then. Benchmarks measure the first.

While it watches, Python's garbage collector passes over what stood before: going through what earlier tests of the
process have imported (TensorFlow alone: half a million objects, 0.3 s), which the window's process never does, would
otherwise count as the window's doing. What the window itself makes is collected, and counted, as ever.

Limits: threads of other systems than Linux do not say whether they wait or could run; there, all time without CPU is
left out. A thread that waits for Python's interpreter lock counts as waiting, as it should, even when the holder of
the lock waits for a processor: on a machine with far more work than processors the figures are too high, never too
low.
"""

import gc
import itertools
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer

import viewer

BEAT_MS = 10
LIMIT_MS = 200

_ROOM = str(Path(viewer.__file__).parent)
_STARTING_AND_ENDING = {("main_window.py", "__init__"), ("app.py", "open_window"), ("closing.py", "end_everything")}
_TESTS = ("tour.py",)  # drives the window as tests do


@dataclass
class Block:
    """A stretch without a turn of the event loop: its length in ms, as counted and by the clock, and where it was."""

    counted_ms: float
    wall_ms: float
    where: str


class Watchdog:
    """Watches from :meth:`start`, on the GUI thread, to :meth:`stop`; :attr:`worst` is the longest stretch."""

    def __init__(self):
        self.worst = Block(0.0, 0.0, "")
        self._turns = itertools.count(1)
        self._turn = 0
        self._timer = QTimer()
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def start(self):
        self._gui = threading.get_ident()
        self._clock = time.pthread_getcpuclockid(self._gui)
        self._stat = Path(f"/proc/self/task/{threading.get_native_id()}/stat")
        gc.freeze()
        self._timer.start()
        self._watcher.start()

    def stop(self):
        self._over.set()
        self._watcher.join()
        self._timer.stop()
        gc.unfreeze()

    def _beat(self):
        self._turn = next(self._turns)

    def _watch(self):
        turn, counted, wall, where = -1, 0.0, 0.0, ""
        then, cpu_then = time.perf_counter(), time.clock_gettime(self._clock)
        while not self._over.wait(BEAT_MS / 1000):
            sleeping = self._is_sleeping()
            stack = self._stack() if self._turn == turn else []
            now, cpu = time.perf_counter(), time.clock_gettime(self._clock)
            passed, used = now - then, cpu - cpu_then
            then, cpu_then = now, cpu
            if self._turn != turn or not _is_of_the_window(stack):
                turn, counted, wall, where = self._turn, 0.0, 0.0, ""
                continue
            wall += passed
            counted += passed if sleeping else min(used, passed)
            if counted * 1000 > LIMIT_MS / 2:
                where = where or _told(stack)
            if counted * 1000 > self.worst.counted_ms:
                self.worst = Block(counted * 1000, wall * 1000, where)

    def _stack(self):
        """List file, line and function of what the GUI thread is in, innermost first.

        A frame that this thread still held on to when the GUI thread ran on would keep a painter alive beyond its
        painting, and end it here. So the interpreter lock is given up just before, which leaves a whole switch
        interval of milliseconds, and the frames are gone again within microseconds.
        """
        time.sleep(0)
        frame, calls = sys._current_frames().get(self._gui), []
        while frame is not None:
            calls.append((frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
            frame = frame.f_back
        return calls

    def _is_sleeping(self):
        """Tell whether the GUI thread waits for something other than a processor."""
        try:
            return self._stat.read_text().rpartition(")")[2].split()[0] in "SD"
        except OSError:
            return False


def _told(stack):
    """Write down the innermost calls, without those inside Python's import."""
    calls = [f"  {file}:{line} in {name}" for file, line, name in stack if "importlib" not in file]
    return "\n".join(calls[:16])


def _is_of_the_window(stack):
    """Tell whether what a thread does is the window's doing."""
    own = [(Path(file).name, name) for file, _, name in stack if file.startswith(_ROOM) and not file.endswith(_TESTS)]
    if _STARTING_AND_ENDING.intersection(own):
        return False
    if own:
        return True
    return bool(stack) and "pytestqt" in stack[0][0]  # inside exec() of a wait: Qt is at work, or else the timer beats
