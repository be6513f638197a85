"""Frames and DICOM files whose every value is known."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from leaks import nothing_left_behind  # noqa: F401  a fixture for every test here


@pytest.fixture
def make_frame():
    """Builds a frame from stored values, (rows, columns) or (frames, rows, columns)."""
    from core.dicom.frame import Frame

    def make(stored, **facts):
        stored = np.asarray(stored, dtype=facts.pop("dtype", np.uint16))
        stored = stored[None] if stored.ndim == 2 else stored
        usual = {"path": Path("made.dcm"), "bits_allocated": 16, "bits_stored": 12, "signed": False}
        return Frame(stored=stored, **{**usual, "photometric": "MONOCHROME2", "decoder": "uncompressed", **facts})

    return make


@pytest.fixture
def write_dicom():
    """Writes a small 12-bit DX image; any attribute can be given."""
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import DigitalXRayImageStorageForPresentation, ExplicitVRLittleEndian

    def write(path, stored, **attributes):
        stored = np.asarray(stored, dtype="<u2")
        meta = FileMetaDataset()
        meta.MediaStorageSOPClassUID = DigitalXRayImageStorageForPresentation
        meta.MediaStorageSOPInstanceUID = attributes.get("SOPInstanceUID", "1.2.3.4.5")
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        dataset = Dataset()
        dataset.file_meta = meta
        usual = {
            "SOPClassUID": DigitalXRayImageStorageForPresentation,
            "SOPInstanceUID": "1.2.3.4.5",
            "Modality": "DX",
            "SamplesPerPixel": 1,
            "PhotometricInterpretation": "MONOCHROME2",
            "Rows": stored.shape[-2],
            "Columns": stored.shape[-1],
            "BitsAllocated": 16,
            "BitsStored": 12,
            "HighBit": 11,
            "PixelRepresentation": 0,
            "PixelData": stored.tobytes(),
        }
        for name, value in {**usual, **attributes}.items():
            setattr(dataset, name, value)
        path.parent.mkdir(parents=True, exist_ok=True)
        dataset.save_as(path, enforce_file_format=True)
        return path

    return write


@pytest.fixture
def study_folder(tmp_path, write_dicom):
    """Two patients: DOE with two series (2 + 1 images), ROE with one image; a one-bit mask and a text file."""
    folder = tmp_path / "studies"
    ramp = np.arange(48 * 32).reshape(48, 32) % 4096

    def image(name, patient, series, number, **more):
        who = {"PatientName": patient, "PatientID": f"ID-{patient[:3]}", "PatientBirthDate": "19700203"}
        study = {"StudyInstanceUID": f"1.2.{len(patient)}", "StudyDate": "20200102", "StudyDescription": "Chest"}
        own = {"SeriesInstanceUID": f"1.2.{len(patient)}.{series}", "SeriesNumber": series, "InstanceNumber": number}
        uid = {"SOPInstanceUID": f"1.2.{len(patient)}.{series}.{number}"}
        write_dicom(folder / name, ramp + number, **{**who, **study, **own, **uid, **more})

    image("z.dcm", "DOE^JANE", 1, 1)
    image("a.dcm", "DOE^JANE", 1, 2)
    image("m.dcm", "DOE^JANE", 2, 1)
    image("roe.dcm", "ROE^RICHARD", 1, 1)
    bits = {"BitsAllocated": 1, "BitsStored": 1, "HighBit": 0, "PixelData": bytes(8)}
    write_dicom(folder / "mask.dcm", np.zeros((8, 8)), **bits)
    (folder / "notes.txt").write_text("not an image")
    return folder


@pytest.fixture
def state(qtbot):
    from viewer.state import ViewerState

    return ViewerState()


@pytest.fixture
def jobs(qtbot):
    """Jobs that are over when the test is."""
    from viewer.jobs import Jobs

    jobs = Jobs()
    yield jobs
    jobs.cancel_all()
    assert jobs.wait(20_000)


@pytest.fixture
def book():
    """What the window's catalogue knows of files: nothing."""
    from core.dicom.catalogue import Catalogue

    made = Catalogue(None)
    yield made
    made.close()


@pytest.fixture
def open_window(qtbot, tmp_path, book):
    """Opens windows as one user would, one after another; each ends with nothing of it running."""
    from core.models.shelf import Shelf
    from viewer.main_window import MainWindow
    from viewer.settings import Settings

    made = []

    def make():
        (tmp_path / "config").mkdir(exist_ok=True)
        window = MainWindow(
            catalogue=book,
            shelf=Shelf(tmp_path / "shelf", tmp_path / "bundled"),
            runs_folder=tmp_path / "runs",
            settings=Settings(tmp_path / "config" / "preferences.json"),
        )
        qtbot.addWidget(window)
        made.append(window)
        window.show()
        return window

    yield make
    for window in made:
        window.close()
        assert window.jobs.wait(0)


@pytest.fixture
def window(qtbot, open_window):
    """The main window, active, with nothing open."""
    window = open_window()
    window.activateWindow()
    qtbot.waitActive(window)
    return window


@pytest.fixture
def hover(qtbot):
    """Moves the mouse over a widget, without a button; also to where it is already."""
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    def move(widget, at):
        none = Qt.MouseButton.NoButton
        event = QMouseEvent(
            QMouseEvent.Type.MouseMove,
            QPointF(at),
            QPointF(widget.mapToGlobal(at)),
            none,
            none,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(widget, event)

    return move


IMAGES_PER_CLASS = 12


@pytest.fixture(scope="session")
def training_data(tmp_path_factory):
    """A folder with 12 dark ``normal`` and 12 bright ``opacity`` pictures of 16 bits, each of a patient of its own."""
    import cv2

    folder = tmp_path_factory.mktemp("training_data")
    rng = np.random.default_rng(0)
    for label, level in (("normal", 9_000), ("opacity", 30_000)):
        (folder / label).mkdir()
        for number in range(IMAGES_PER_CLASS):
            picture = np.clip(rng.normal(level, 6_000, (40, 40)), 0, 65_535).astype(np.uint16)
            assert cv2.imwrite(str(folder / label / f"{number}.png"), picture)
    return folder


@pytest.fixture(scope="session")
def finished_runs(tmp_path_factory, training_data):
    """A folder of two finished runs: ``first``, really trained, and ``second``, the same network with worse answers."""
    from trainer.config import TrainConfig
    from trainer.run import create_run, list_runs

    runs = tmp_path_factory.mktemp("runs")
    folder = create_run(runs, TrainConfig(name="first", size=32, epochs=2, batch_size=8))
    ask = [sys.executable, "-P", "-m", "trainer", "--run", str(folder), "--data", str(training_data)]
    environment = {**os.environ, "CXR12_HOME": str(tmp_path_factory.mktemp("home_of_runs"))}
    subprocess.run(ask, env=environment, check=True, capture_output=True)
    _spoil(folder, create_run(runs, TrainConfig(name="second", size=32, epochs=2, batch_size=8, seed=2)))
    assert {run.status for run in list_runs(runs)} == {"finished"}
    return runs


def _spoil(trained, folder):
    """Make ``folder`` a run that answered the first test image of each class wrongly; measured by core.metrics."""
    from dataclasses import replace

    from core.metrics import evaluate
    from trainer.outcome import read_outcome, write_outcome

    for name in ("card.json", "model.keras", "split.csv", "events.jsonl"):
        shutil.copyfile(trained / name, folder / name)
    outcome = read_outcome(trained)
    labels = [k for k, one in enumerate(outcome.test.per_class) for _ in range(one.support)]
    said = [label if i != labels.index(label) else 1 - label for i, label in enumerate(labels)]
    probabilities = [[0.3, 0.7] if one else [0.8, 0.2] for one in said]
    test = evaluate(labels, probabilities, outcome.classes, [str(i) for i in range(len(labels))])
    write_outcome(folder, replace(outcome, test=test, best_val_loss=0.5, best_epoch=1))
