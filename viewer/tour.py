"""The tour: the whole journey through the real main window, without a display, with a picture of each step.

``python -m viewer.tour OUT`` opens the sample folder, windows a real radiograph, classifies, trains a standard and a
proposed network and compares them. It writes a picture of each step and ``summary.json``, and exits with 0 only if
every step really happened: each step looks for its own effect, and says what it found.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QObject, QPoint, Qt, QTimer, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from trainer.config import TrainConfig
from viewer.app import UnexpectedErrors, open_window
from viewer.explain.explaining import HEAT

if TYPE_CHECKING:
    from trainer.compare import Comparison
    from viewer.main_window import MainWindow

log = logging.getLogger(__name__)

REAL_RADIOGRAPH = "RG1_UNCR.dcm"
CONFIGS = tuple(
    TrainConfig(name=f"tour-{variant}", architecture="resnet50", variant=variant, size=64, epochs=4, batch_size=8)
    for variant in ("standard", "proposed")
)

_SETTLE_MS = 200


@dataclass(frozen=True, slots=True)
class Step:
    """What a step of the tour found."""

    name: str
    found: str
    picture: str
    seconds: float


class TourError(Exception):
    """A step did not do what it is there for."""


class Tour(QObject):
    """Drives a main window as a user would: with the mouse, keys and buttons.

    Parameters
    ----------
    window : MainWindow
        Shown, with nothing opened yet.
    out : Path
        Folder for the pictures.
    """

    def __init__(self, window: MainWindow, out: Path) -> None:
        super().__init__(window)
        self._window, self._out = window, out
        self._runs: list[Path] = []
        self._errors: list[str] = []
        self.steps: list[Step] = []

    def run(self, radiograph: str, configs: tuple[TrainConfig, ...], folder: Path | None = None) -> None:
        """Do all steps.

        Parameters
        ----------
        radiograph : str
            File name of the image to window and to classify first.
        configs : tuple of TrainConfig
            The runs to train and compare.
        folder : Path, optional
            Opened instead of the sample folder; its sub-folder ``phantoms`` is trained on.

        Raises
        ------
        TourError
            At the first step that did not happen.
        """
        self._step("browse", partial(self._browse, folder))
        self._step("open", lambda: self._open(radiograph))
        self._step("window", self._drag_window)
        self._step("classify", lambda: self._classify("real3"))
        self._step("phantom", self._classify_a_phantom)
        self._step("explain", self._explain)
        self._step("many", self._classify_all)
        for config in configs:
            self._step(f"train-{config.variant}", partial(self._train, config))
        self._step("compare", self._compare)

    def note_error(self, text: str) -> None:
        """Fail the step under way: something went wrong that nothing caught."""
        self._errors.append(text)

    def _step(self, name: str, work: Callable[[], str]) -> None:
        begun = time.monotonic()
        found = work()
        if self._errors:
            raise TourError(f"{name}: {self._errors[0]}")
        picture = self._picture(f"{len(self.steps) + 1}-{name}")
        self.steps.append(Step(name, found, picture, round(time.monotonic() - begun, 1)))
        log.info("%s: %s", name, found)

    def _picture(self, name: str) -> str:
        settled = QEventLoop(self)
        QTimer.singleShot(_SETTLE_MS, settled.quit)
        settled.exec()  # what a signal changed is laid out when the event loop turns
        path = self._out / f"{name}.png"
        if not self._window.grab().save(str(path)):
            raise TourError(f"{name}: the picture could not be written to {path}")
        return path.name

    def _await(
        self, signal: SignalInstance, begin: Callable[[], object], what: str, timeout_s: float,
        enough: Callable[..., bool] = lambda *_: True,
    ) -> tuple[Any, ...]:  # fmt: skip
        """Call ``begin`` and wait for ``signal`` with arguments that are ``enough``; return them."""
        loop = QEventLoop(self)
        got: list[tuple[Any, ...]] = []

        def receive(*arguments: object) -> None:
            if not got and enough(*arguments):
                got.append(arguments)
                loop.quit()

        signal.connect(receive)
        QTimer.singleShot(int(timeout_s * 1000), loop, loop.quit)
        begin()
        if not got:
            loop.exec()
        signal.disconnect(receive)
        if not got:
            raise TourError(f"{what} did not happen within {timeout_s:.0f} s")
        return got[0]

    def _browse(self, folder: Path | None) -> str:
        window = self._window
        if folder is None:
            begin = window.open_sample
        else:
            begin = partial(window.open_paths, [folder])
            window.train_panel.set_data(folder / "phantoms")
        self._await(window.browser.scan_ended, begin, "listing the folder", 600)
        images = window.browser.model.images()
        if len(images) < 10:
            raise TourError(f"the browser lists {len(images)} images of the sample folder, expected at least 10")
        return f"{len(images)} images listed"

    def _open(self, radiograph: str) -> str:
        window = self._window
        (path,) = [p for p in window.browser.model.images() if p.name == radiograph]
        frame = self._show(path)
        return f"{frame.columns} x {frame.rows}, {frame.bits_stored} bits, {frame.photometric}"

    def _show(self, path: Path) -> Any:
        window = self._window

        def shown(frame: Any) -> bool:
            return frame is not None and frame.path == path

        if not shown(window.state.frame):
            self._await(window.state.frame_changed, lambda: window.browser.choose(path), "opening an image", 60, shown)
        return window.state.frame

    def _drag_window(self) -> str:
        window, view = self._window, self._window.image_view
        before, view_before = view.grab().toImage(), window.state.view
        middle = view.rect().center()
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
        for by in (20, 60, 90):
            QTest.mouseMove(view, middle + QPoint(-by, -by // 2))
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle + QPoint(-90, -45))
        if window.state.view == view_before:
            raise TourError("dragging did not change the window")
        if view.grab().toImage() == before:
            raise TourError("dragging changed the window but not the picture")
        return f"window {window.state.view}"

    def _classify(self, model: str) -> str:
        window = self._window
        window.show_tab("classify")
        window.classify_panel.reload_models(model)
        trigger = window.actions_by_id["classify.run"].trigger
        prediction, _ = self._await(window.classify_panel.prediction_made, trigger, "a prediction", 180)
        figures = ", ".join(f"{c} {p:.2f}" for c, p in zip(prediction.classes, prediction.probabilities, strict=True))
        frame = window.state.frame
        if frame is None or prediction.model != model or prediction.pixel_sha256 != frame.pixel_sha256():
            raise TourError("the prediction is not of this model and image")
        return f"{prediction.model}: {figures}"

    def _classify_a_phantom(self) -> str:
        phantom = next(p for p in self._window.browser.model.images() if "phantoms" in p.parts)
        self._show(phantom)
        return self._classify("phantom4")

    def _explain(self) -> str:
        window = self._window
        explaining, trigger = window.explain_panel.explaining, window.actions_by_id["explain.heat"].trigger
        window.show_tab("explain")

        def found() -> bool:
            return explaining.find(HEAT, window.state.active) is not None

        before = window.image_view.grab().toImage()
        self._await(explaining.changed, trigger, "a heat map", 180, found)
        heat = explaining.find(HEAT, window.state.active).map
        if window.image_view.grab().toImage() == before:
            raise TourError("the heat map is there but not on the image")
        return f"{heat.method} for {heat.class_name}, layer {heat.layer}"

    def _classify_all(self) -> str:
        window = self._window
        images = window.browser.model.images()
        how, error = self._await(window.results.run.ended, window.results.classify_listed, "the batch", 600)
        lines = window.results.window.table.lines
        if how != "finished" or len(lines) != len(images):
            raise TourError(f"the batch {how} with {len(lines)} lines for {len(images)} images: {error}")
        window.results.window.grab().save(str(self._out / f"{len(self.steps) + 1}-results.png"))
        answered = sum(line.row.prediction is not None for line in lines)
        window.results.window.close()
        return f"{answered} of {len(lines)} images answered"

    def _train(self, config: TrainConfig) -> str:
        window, panel = self._window, self._window.train_panel
        window.show_tab("train")
        panel.set_config(config)
        if not panel.can_start:
            nothing = partial(int)  # the data is being read already
            self._await(panel.data_changed, nothing, "reading the training data", 120, lambda: panel.can_start)
        epochs: list[int] = []

        def watch(event: dict[str, Any]) -> None:
            if event["event"] == "epoch":
                epochs.append(event["epoch"])
                if event["epoch"] == config.epochs - 1:
                    self._picture(f"{len(self.steps) + 1}-training-{config.variant}")

        def begin() -> None:
            QTest.mouseClick(_button(panel, "Start training"), Qt.MouseButton.LeftButton)
            if panel.process is None:
                raise TourError("pressing Start training started nothing")
            panel.process.event_received.connect(watch)

        folder, status = self._await(panel.run_ended, begin, f"training {config.variant}", 1200)
        if status != "finished" or epochs != list(range(1, config.epochs + 1)):
            raise TourError(f"training {config.variant} ended as {status} after the epochs {epochs}")
        self._runs.append(folder)
        return f"{config.architecture} {config.variant}, {config.epochs} epochs, run {folder.name}"

    def _compare(self) -> str:
        window = self._window
        begin = partial(window.train_panel.compare_requested.emit, tuple(self._runs))
        found: list[Comparison] = []
        window.compare_panel.compared.connect(found.append)
        self._await(window.compare_panel.answered, begin, "the comparison", 180)
        comparison = found[-1]
        if [run.folder for run in comparison.runs] != [folder.name for folder in self._runs]:
            raise TourError(f"the table compares {[run.folder for run in comparison.runs]}, expected {self._runs}")
        return "; ".join(
            f"{run.name}: macro AUC {run.macro_auc.value:.2f} ({run.macro_auc.low:.2f} to {run.macro_auc.high:.2f})"
            for run in comparison.runs
        )


def _button(panel: QWidget, text: str) -> QPushButton:
    found = [button for button in panel.findChildren(QPushButton) if button.text() == text and button.isEnabled()]
    if len(found) != 1:
        raise TourError(f"expected one button {text!r} that can be pressed, found {len(found)}")
    return found[0]


def main(out: Path) -> int:
    """Take the tour with a home of its own below ``out``; return the exit code."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["CXR12_HOME"] = str(out.absolute() / "home")
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.png"):
        old.unlink()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    errors = UnexpectedErrors(application)
    errors.install()
    window = open_window()
    window.resize(1600, 1000)
    window.show()
    tour, problem = Tour(window, out), ""
    errors.happened.connect(tour.note_error)
    try:
        tour.run(REAL_RADIOGRAPH, CONFIGS)
    except TourError as error:
        problem = str(error)
        log.error("the tour stopped: %s", problem)
    summary = {"complete": not problem, "problem": problem, "steps": [asdict(step) for step in tour.steps]}
    (out / "summary.json").write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    window.train_panel.stop_and_wait()
    window.close()
    errors.uninstall()
    return 1 if problem else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
