"""The window on bit depth, asked for in the main window."""

import subprocess
import sys

import numpy as np
import pytest


@pytest.fixture
def main_window(qtbot, tmp_path):
    from core.dicom.catalogue import Catalogue
    from core.models.shelf import Shelf
    from viewer.main_window import MainWindow
    from viewer.settings import Settings

    shelf = Shelf(tmp_path / "models", tmp_path / "none")
    window = MainWindow(
        catalogue=Catalogue(tmp_path / "catalogue.sqlite"),
        shelf=shelf,
        runs_folder=tmp_path / "runs",
        settings=Settings(tmp_path),
    )
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


def test_the_action_opens_it_on_the_image_and_closing_ends_it(main_window, make_frame, qtbot):
    from core.display.view import View

    main_window.actions_by_id["train.depth"].trigger()
    window = main_window.bit_depth.window
    assert window.isVisible()
    assert "Open an image of more than 8 bits" in window.problem.text()
    assert "Choose a network" in window.network.about.text()
    main_window.state.set_frame(make_frame(np.arange(4096).reshape(64, 64)), View(None))
    qtbot.waitUntil(lambda: not window.levels.table.isHidden())
    # all 4096 levels are inside the full range, and 256 of them are left by 8 bits
    assert window.levels.table.item(0, 1).text() == "4096"
    assert window.levels.table.item(0, 2).text() == "256"
    main_window.close()
    assert not window.isVisible()


def test_the_main_window_starts_without_it():
    ask = "import sys, viewer.main_window; print([m for m in sys.modules if m.startswith('viewer.depth.')])"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "['viewer.depth.desk']"
