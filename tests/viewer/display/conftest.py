"""A Display panel on a state, with preferences of its own."""

import pytest

from viewer.settings import Settings


@pytest.fixture
def settings(qtbot, tmp_path):
    (tmp_path / "config").mkdir()
    return Settings(tmp_path / "config" / "preferences.json")


@pytest.fixture
def panel(qtbot, state, jobs, settings):
    from viewer.display.panel import DisplayPanel

    widget = DisplayPanel(state, jobs, settings)
    qtbot.addWidget(widget)
    widget.resize(328, 900)
    widget.show()
    return widget
