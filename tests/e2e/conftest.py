"""What every whole story is watched for: blocks of the GUI thread, and what it leaves behind."""

import pytest
from leaks import nothing_left_behind  # noqa: F401  a fixture for every test here
from watchdog import LIMIT_MS, Watchdog


@pytest.fixture(autouse=True)
def gui_thread_watched(request):
    """Fail a test in which the window's code keeps the GUI thread from its event loop for longer than 200 ms."""
    if not {"qtbot", "qapp"} & set(request.fixturenames):
        yield None
        return
    request.getfixturevalue("qapp")
    watchdog = Watchdog()
    watchdog.start()
    yield watchdog
    watchdog.stop()
    worst, other = watchdog.worst, request.node.get_closest_marker("freeze_limit_ms")
    assert worst.counted_ms <= (other.args[0] if other else LIMIT_MS), (
        f"the GUI thread was blocked for {worst.counted_ms:.0f} ms ({worst.wall_ms:.0f} by the clock) at\n{worst.where}"
    )
