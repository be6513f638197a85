"""Run folders of two arms, and what was found of them, made once; a panel on a folder of runs."""

import json

import pytest
from PySide6.QtGui import QPalette

from benchmarks.report import made_runs
from trainer.comparing import Declared
from trainer.report.service import compared_report
from viewer import theme
from viewer.compare.arm_report import ArmReport
from viewer.compare.panel import LIST_LANE, ComparePanel

ARMS = ({"bits": "native"}, {"bits": "8", "skill": 0.5})


@pytest.fixture(autouse=True)
def themed(qapp):
    """As in the window: the theme takes room of its own. Other rooms' tests do not see it."""
    style, palette, sheet = qapp.style().objectName(), QPalette(qapp.palette()), qapp.styleSheet()
    theme.apply(qapp, "dark")
    yield
    qapp.setStyleSheet(sheet)
    qapp.setStyle(style)
    qapp.setPalette(palette)


@pytest.fixture
def open_panel(qtbot, jobs):
    panels = []

    def made(runs):
        panel = ComparePanel(jobs, runs)
        panels.append(panel)
        qtbot.addWidget(panel)
        with qtbot.waitSignal(jobs.finished, check_params_cb=lambda lane, _: lane == LIST_LANE):
            panel.show()
        return panel

    yield made
    for panel in panels:
        panel.end()


@pytest.fixture(scope="session")
def arm_runs(tmp_path_factory):
    """Two arms of two seeds, 40 test patients."""
    return made_runs(tmp_path_factory.mktemp("arms") / "runs", ARMS, (1, 2), patients=40)


@pytest.fixture(scope="session")
def twin(arm_runs):
    """Their report, as it comes through JSON."""
    return json.loads(json.dumps(compared_report(arm_runs, Declared(resamples=300, margin=0.03)), allow_nan=False))


@pytest.fixture
def report(twin, arm_runs):
    return ArmReport(twin, arm_runs)
