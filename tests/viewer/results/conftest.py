"""The main window with a network made of arithmetic on its shelf: what it should say of an image is known."""

from types import SimpleNamespace

import numpy as np
import pytest

import core
from core.classify import Prepared
from core.dicom.catalogue import Catalogue
from core.models.card import Golden, ModelCard
from core.models.shelf import Entry
from core.prediction import Prediction
from core.preprocess import PreprocessSpec, preprocess
from core.validity import Validity

CLASSES = ("normal", "opacity")
CARD = ModelCard(
    name="mean",
    architecture="resnet50",
    variant="proposed",
    head="average",
    classes=CLASSES,
    activation="softmax",
    spec=PreprocessSpec("native", 32, 32),
    parameters=10,
    sha256="0" * 64,
    golden=Golden(1, (0.5, 0.5)),
    verified=True,
    created="2026-01-01T00:00:00Z",
    app_version="0.1.0",
    seed=1,
    data="none",
    data_fingerprint="",
    split_fingerprint="",
)


class Arithmetic:
    """Stands for a classifier: the probability of "opacity" is the mean of the prepared image."""

    asked = 0
    made_with = ()
    makes_ready_first = False
    hold = None  # a semaphore: so many groups may be asked about
    told = 0

    def __init__(self, entry, engine="auto", precision="float32"):
        self.card, self.name = entry.card, entry.card.name
        Arithmetic.made_with = engine, precision
        self.computing = SimpleNamespace(predicting=None)

    def load(self):
        pass

    warm = close = close_soon = load

    def prepare(self, frame, index=0):
        pixels = preprocess(frame, self.card.spec, index)
        return Prepared(frame.identity.instance_uid, frame.pixel_sha256, index, pixels, 1.0)

    def predict(self, frame, index=0):
        return self.predict_prepared([self.prepare(frame, index)])[0]

    def predict_prepared(self, images):
        if Arithmetic.hold is not None:
            assert Arithmetic.hold.acquire(timeout=30)
        Arithmetic.asked += len(images)
        return [self._said(image) for image in images]

    def _said(self, image):
        Arithmetic.told += 1
        p = float(image.pixels.mean())
        card = self.card
        return Prediction(
            card.classes, (1 - p, p), (1 - p, p), card.activation, card.thresholds, card.name, card.sha256, True,
            card.spec, image.instance_uid, image.pixel_sha256, image.index, "Keras 3, float32", "float32", 1.0,
            Validity(), 1.0, core.__version__, f"2026-01-01T00:00:{Arithmetic.told:06.3f}+00:00",
        )  # fmt: skip


@pytest.fixture
def card():
    return CARD


@pytest.fixture
def book(tmp_path):
    """The window's catalogue is a file here."""
    made = Catalogue(tmp_path / "kept" / "catalogue.sqlite")
    yield made
    made.close()


@pytest.fixture
def arithmetic(monkeypatch):
    monkeypatch.setattr("viewer.results.batch_run.Classifier", Arithmetic)
    monkeypatch.setattr("viewer.classify.in_use.Classifier", Arithmetic)
    monkeypatch.setattr(Arithmetic, "asked", 0)
    monkeypatch.setattr(Arithmetic, "hold", None)
    return Arithmetic


@pytest.fixture
def window(qtbot, tmp_path, book, arithmetic):
    """The main window, active, with the network of arithmetic chosen."""
    from core.models.shelf import Shelf
    from viewer.main_window import MainWindow
    from viewer.settings import Settings

    shelf = Shelf(tmp_path / "shelf", tmp_path / "bundled")
    shelf.entries = lambda: (Entry(tmp_path / "mean", CARD),)
    (tmp_path / "config").mkdir()
    made = MainWindow(
        catalogue=book,
        shelf=shelf,
        runs_folder=tmp_path / "runs",
        settings=Settings(tmp_path / "config" / "preferences.json"),
    )
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    yield made
    made.close()
    assert made.jobs.wait(0)


LEVELS = (400, 1200, 2100, 3900)


@pytest.fixture
def images(tmp_path, write_dicom):
    """Four images of 12 bits, each of one level, of two patients, and a text file and a damaged image."""
    folder = tmp_path / "DOE JANE"
    for number, level in enumerate(LEVELS):
        uid, patient = f"1.2.3.{number}", f"P{number // 2}"
        stored = np.full((40, 40), level)
        write_dicom(folder / f"{number}.dcm", stored, SOPInstanceUID=uid, PatientID=patient, PatientName="DOE^JANE")
    (folder / "notes.txt").write_text("no image")
    (folder / "broken.dcm").write_bytes(bytes(128) + b"DICM" + b"\xff" * 40)
    return folder


@pytest.fixture
def classified(qtbot, window, images):
    """Classifies the folder, to the end."""

    def run(**choices):
        window.results.window.again.setChecked(choices.get("again", False))
        with qtbot.waitSignal(window.results.run.ended, timeout=30_000) as ended:
            window.results.classify([images])
        assert ended.args[0] == "finished", ended.args
        return window.results.window

    return run
