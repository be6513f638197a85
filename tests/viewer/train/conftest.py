import pytest

from viewer.train.data_chooser import LANE as DATA_LANE
from viewer.train.panel import TrainPanel
from viewer.train.run_list import LANE as RUNS_LANE


@pytest.fixture
def open_panel(qtbot, jobs):
    """Open a panel on a folder of runs and wait until it lists them."""
    panels = []

    def made(runs):
        with qtbot.waitSignal(jobs.finished, check_params_cb=lambda lane, _: lane == RUNS_LANE):
            panel = TrainPanel(jobs, runs)
            qtbot.addWidget(panel)
            panels.append(panel)
            panel.show()
        return panel

    yield made
    for panel in panels:
        panel.stop_and_wait()


@pytest.fixture
def choose_data(qtbot, jobs):
    """Choose data in a panel and wait until it is read."""

    def choose(panel, data):
        with qtbot.waitSignal(jobs.finished, check_params_cb=lambda lane, _: lane == DATA_LANE):
            panel.set_data(data)

    return choose
