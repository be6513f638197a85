"""Batches over real files: mostly of a network made of arithmetic, so that what it should say is known."""

import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace

import cv2
import numpy as np
import pytest

from core.batch import Control, classify_batch, list_files
from core.batch_work import Question
from core.classify import Classifier, Prepared
from core.dicom.catalogue import Catalogue
from core.errors import ChildDiedError, ModelRefusedError
from core.models import card as cards
from core.models.card import OutOfDistribution
from core.models.shelf import Entry
from core.picture import read_image
from core.prediction import Prediction
from core.preprocess import preprocess
from core.results.row import Listed
from core.results.store import ResultStore
from core.validity import Validity

LEVELS = (100, 20_000, 40_000, 65_000)


class Arithmetic:
    """Stands for a classifier: the probability of "opacity" is the mean of the prepared image."""

    def __init__(self, card, *, hold=None):
        self.card, self.name = card, card.name
        self.groups, self.prepared, self.loads = [], [], 0
        self._hold = hold
        self.poison = set()

    def load(self):
        self.loads += 1

    def prepare(self, frame, index=0):
        self.prepared.append(frame.path.name)
        pixels = preprocess(frame, self.card.spec, index)
        return Prepared(frame.identity.instance_uid, frame.pixel_sha256, index, pixels, 1.0)

    def predict_prepared(self, images):
        if self._hold is not None:
            assert self._hold.acquire(timeout=30)
        if self.poison & {image.pixel_sha256 for image in images}:
            raise ChildDiedError("it died of this image")
        self.groups.append(len(images))
        return [self._said(image) for image in images]

    def _said(self, image):
        p = float(image.pixels.mean())
        card = self.card
        return Prediction(
            card.classes, (1 - p, 0.0, p), (1 - p, 0.0, p), card.activation, card.thresholds, card.name, card.sha256,
            True, card.spec, image.instance_uid, image.pixel_sha256, image.index, "Keras 3, float32", "float32", 1.0,
            Validity(), 1.0, "0.1.0", "2026-01-01T00:00:00.000+00:00",
        )  # fmt: skip


@pytest.fixture
def classifier(bare_card, monkeypatch):
    monkeypatch.setattr("core.__version__", "0.1.0")
    return Arithmetic(bare_card)


@pytest.fixture
def folder(tmp_path):
    """Four grey pictures of 16 bits, each of one level."""
    made = tmp_path / "images"
    made.mkdir()
    for number, level in enumerate(LEVELS):
        assert cv2.imwrite(str(made / f"{number}.png"), np.full((40, 40), level, np.uint16))
    return made


@pytest.fixture
def store(tmp_path):
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    yield ResultStore(catalogue)
    catalogue.close()


def opacities(rows):
    return [one.row.prediction.probabilities[2] for one in rows]


def test_answers_come_in_the_order_that_was_asked(classifier, folder):
    paths = [folder / f"{n}.png" for n in (2, 0, 3, 1)]
    rows = list(classify_batch(paths, classifier))
    assert [row.path for row in rows] == paths
    assert [row.number for row in rows] == [0, 1, 2, 3]
    assert opacities(rows) == pytest.approx([LEVELS[n] / 65_535 for n in (2, 0, 3, 1)])
    assert all(row.result.patient == "" for row in rows)


def test_every_image_of_many_gets_its_own_answer(classifier, tmp_path):
    levels = np.random.default_rng(1).permutation(200) * 300
    for number, level in enumerate(levels):
        cv2.imwrite(str(tmp_path / f"{number:03d}.png"), np.full((8, 8), level, np.uint16))
    rows = list(classify_batch(list_files([tmp_path]), classifier))
    assert opacities(rows) == pytest.approx(levels / 65_535, abs=1e-6)
    assert max(classifier.groups) > 4  # a quick network is asked about many together
    assert sum(classifier.groups) == 200


def test_a_folder_is_listed_by_name_and_each_file_once(folder, tmp_path):
    (folder / "below").mkdir()
    (folder / "below" / "notes.txt").write_text("no image")
    named = folder / "3.png"
    found = list_files([named, folder, tmp_path / "absent.dcm"])
    assert [one.path.name for one in found] == ["3.png", "0.png", "1.png", "2.png", "notes.txt", "absent.dcm"]
    assert [one.named for one in found] == [True, False, False, False, False, True]


def test_what_goes_wrong_with_an_image_is_a_row(classifier, folder):
    (folder / "a.txt").write_text("no image")
    (folder / "b.png").write_bytes((folder / "0.png").read_bytes()[:60])
    cv2.imwrite(str(folder / "c.png"), np.dstack([np.full((9, 9), v, np.uint8) for v in (1, 99, 200)]))
    (folder / "d.dcm").write_bytes(bytes(128) + b"DICM" + b"\xff" * 40)
    rows = list(classify_batch([*list_files([folder]), Listed(folder / "a.txt"), folder / "none"], classifier))
    told = {(row.path.name, row.number): row for row in rows}
    assert len(rows) == 10
    assert told["a.txt", 4].row is None
    assert (told["a.txt", 8].row.status, told["a.txt", 8].failed) == ("refused", True)
    assert (told["b.png", 5].row.reason != "", told["b.png", 5].failed) == (True, False)
    assert "colour" in told["c.png", 6].row.reason
    assert (told["d.dcm", 7].row.status, told["d.dcm", 7].failed) == ("refused", True)
    assert (told["none", 9].row.status, told["none", 9].failed) == ("refused", True)
    assert [row.row.status for row in rows[:4]] == ["classified"] * 4


def test_an_image_that_ends_the_network_does_not_take_the_others_with_it(classifier, folder):
    classifier.poison = {read_image(folder / "2.png").pixel_sha256()}
    rows = list(classify_batch(list_files([folder]), classifier))
    assert [row.row.status for row in rows] == ["classified", "classified", "refused", "classified"]
    assert rows[2].row.reason == "the network gave no answer: it died of this image"
    assert rows[2].failed


def test_a_network_that_cannot_be_used_ends_the_batch(classifier, folder, monkeypatch):
    def refuse():
        raise ModelRefusedError("tiny", "expected another SHA-256")

    monkeypatch.setattr(classifier, "load", refuse)
    with pytest.raises(ModelRefusedError, match="another SHA-256"):
        list(classify_batch(list_files([folder]), classifier))


def test_a_network_is_not_loaded_for_nothing(classifier, tmp_path):
    (tmp_path / "a.txt").write_text("no image")
    assert [row.row for row in classify_batch(list_files([tmp_path]), classifier)] == [None]
    assert classifier.loads == 0


def test_answers_are_kept_before_they_are_told(classifier, folder, store):
    rows = classify_batch([folder / "0.png"], classifier, store=store)
    told = next(rows)
    assert store.rows() == (told.result,)
    rows.close()


def test_what_was_asked_already_is_not_asked_again(classifier, folder, store):
    first = list(classify_batch([folder / "1.png", folder / "3.png"], classifier, store=store))
    classifier.groups.clear()
    classifier.prepared.clear()
    rows = list(classify_batch(list_files([folder]), classifier, store=store, resume=True))
    assert [row.resumed for row in rows] == [False, True, False, True]
    assert [rows[1].row, rows[3].row] == [one.row for one in first]
    assert sorted(classifier.prepared) == ["0.png", "2.png"]  # the others were not even read
    assert opacities(rows) == pytest.approx([level / 65_535 for level in LEVELS])
    assert len(store.rows()) == 4


def test_without_resume_all_is_asked_again(classifier, folder, store):
    for _ in range(2):
        rows = list(classify_batch(list_files([folder]), classifier, store=store))
    assert not any(row.resumed for row in rows)
    assert sum(classifier.groups) == 8
    assert len(store.rows()) == 4


def test_a_file_that_was_only_touched_is_read_but_not_asked_about(classifier, folder, store):
    list(classify_batch([folder / "1.png"], classifier, store=store))
    os.utime(folder / "1.png", ns=(1, 1))
    classifier.groups.clear()
    (row,) = classify_batch([folder / "1.png"], classifier, store=store, resume=True)
    assert (row.resumed, classifier.groups) == (True, [])
    assert len(store.in_file(folder / "1.png", (folder / "1.png").stat())) == 1


def test_another_image_under_the_same_name_is_asked_about_and_gets_a_row_of_its_own(classifier, folder, store):
    file = folder / "1.png"
    list(classify_batch([file], classifier, store=store))
    was = file.stat()
    cv2.imwrite(str(file), np.full((40, 40), 30_000, np.uint16))
    assert file.stat().st_mtime_ns != was.st_mtime_ns
    (row,) = classify_batch([file], classifier, store=store, resume=True)
    assert not row.resumed
    assert opacities([row]) == pytest.approx([30_000 / 65_535])
    assert len(store.rows()) == 2


def test_only_an_answer_to_the_same_question_will_do(bare_card, said_by):
    ood = OutOfDistribution("mahalanobis", "ood.npz", "0" * 64, 3.0, (), "made")
    question, answer = Question(bare_card), said_by(bare_card)
    assert question.is_answered_by(answer)
    assert not Question(replace(bare_card, sha256="1" * 64)).is_answered_by(answer)
    assert not Question(replace(bare_card, thresholds=(0.1, 0.2, 0.3))).is_answered_by(answer)
    assert not Question(replace(bare_card, spec=replace(bare_card.spec, bits="8"))).is_answered_by(answer)
    assert not Question(replace(bare_card, ood=ood)).is_answered_by(answer)
    assert Question(replace(bare_card, ood=ood)).is_answered_by(replace(answer, validity=Validity((), 1.0, 3.0)))
    assert Question(bare_card, "keras").is_answered_by(answer)
    assert not Question(bare_card, "openvino").is_answered_by(answer)
    assert not Question(bare_card, "auto", "bfloat16").is_answered_by(answer)
    instead = replace(answer, engine=f"{answer.engine} (not OpenVINO: it is not installed)")
    assert Question(bare_card, "openvino").is_answered_by(instead)
    assert Question(bare_card, "openvino", "bfloat16").is_answered_by(instead)
    assert not question.is_answered_by(replace(answer, app_version="0.0.9"))
    assert not question.is_answered_by(replace(answer, temperature=2.0))


@pytest.fixture
def said_by(monkeypatch):
    monkeypatch.setattr("core.__version__", "0.1.0")
    image = Prepared("1.2", lambda: "aa", 0, np.zeros((1, 1, 1), np.float32), 1.0)
    return lambda card: Arithmetic(card)._said(image)


def test_a_paused_batch_begins_nothing_and_goes_on(bare_card, tmp_path, monkeypatch):
    for number in range(60):
        cv2.imwrite(str(tmp_path / f"{number:02d}.png"), np.full((8, 8), number, np.uint16))
    control, hold = Control(), threading.Semaphore(1)
    classifier = Arithmetic(bare_card, hold=hold)
    rows = classify_batch(list_files([tmp_path]), classifier, control=control, readers=2)
    found = [next(rows)]
    control.pause()
    assert control.is_paused
    going_on = threading.Thread(target=lambda: (hold.release(100), found.extend(rows)))
    going_on.start()
    drained = threading.Event()
    monkeypatch.setattr(control, "wait", lambda: (drained.set(), Control.wait(control)))
    assert drained.wait(30)  # all that was under way is told; nothing else was begun
    begun = len(classifier.prepared)
    assert len(found) == begun < 60
    control.go_on()
    going_on.join(30)
    assert [row.path.name for row in found] == [f"{n:02d}.png" for n in range(60)]


def test_a_cancelled_batch_keeps_what_is_finished(bare_card, tmp_path, store):
    images = tmp_path / "images"
    images.mkdir()
    for number in range(60):
        cv2.imwrite(str(images / f"{number:02d}.png"), np.full((8, 8), number, np.uint16))
    control = Control()
    rows = []
    for row in classify_batch(list_files([images]), Arithmetic(bare_card), store=store, control=control):
        rows.append(row)
        control.cancel()
    assert 0 < len(rows) < 60
    assert sorted(store.rows(), key=lambda one: one.path) == [row.result for row in rows]
    control.pause()
    assert not control.is_paused  # what is over cannot be paused


def test_a_cancelled_pause_ends(classifier, folder):
    control = Control()
    control.pause()
    rows = classify_batch(list_files([folder]), classifier, control=control)
    ended = threading.Thread(target=lambda: list(rows))
    ended.start()
    control.cancel()
    ended.join(30)
    assert not ended.is_alive()


def test_resuming_needs_a_store(classifier, folder):
    with pytest.raises(ValueError, match="store to resume from"):
        classify_batch([folder], classifier, resume=True)


KILLED = """
import sys
from pathlib import Path
from core.batch import classify_batch, list_files
from core.classify import Classifier
from core.dicom.catalogue import Catalogue
from core.models import card as cards
from core.models.shelf import Entry
from core.results.store import ResultStore

model, images, catalogue = map(Path, sys.argv[1:])
classifier = Classifier(Entry(model, cards.read(model)), "keras")
for row in classify_batch(list_files([images]), classifier, store=ResultStore(Catalogue(catalogue))):
    print(row.number, flush=True)
"""


def test_a_batch_that_was_killed_is_resumed_to_the_same_end(tiny_original, tmp_path):
    """SIGKILL in the middle of a real batch with a real network; then the rest, and all of it in one go."""
    images = tmp_path / "images"
    images.mkdir()
    rng = np.random.default_rng(7)
    for number in range(120):
        level = rng.integers(10_000, 50_000)
        noise = rng.normal(level, 8_000, (48, 40)).clip(0, 65_535).astype(np.uint16)
        assert cv2.imwrite(str(images / f"{number:03d}.png"), noise)
    file = tmp_path / "catalogue.sqlite"
    ask = [sys.executable, "-c", KILLED, str(tiny_original), str(images), str(file)]
    with subprocess.Popen(ask, stdout=subprocess.PIPE, text=True) as killed:
        told = [int(killed.stdout.readline()) for _ in range(5)]
        killed.send_signal(signal.SIGKILL)
        told += [int(line) for line in killed.stdout]
    assert told == list(range(len(told)))
    classifier = Classifier(Entry(tiny_original, cards.read(tiny_original)), "keras")
    catalogue = Catalogue(file)
    try:
        store = ResultStore(catalogue)
        before = {one.path for one in store.rows()}
        assert {images / f"{number:03d}.png" for number in told} <= before
        assert len(before) < 120
        resumed = list(classify_batch(list_files([images]), classifier, store=store, resume=True))
        whole = list(classify_batch(list_files([images]), classifier))
        assert {row.path for row in resumed if row.resumed} == before
        assert len(store.rows()) == 120
    finally:
        classifier.close()
        catalogue.close()
    assert [row.path for row in resumed] == [row.path for row in whole]
    for one, other in zip(resumed, whole, strict=True):
        assert one.row.prediction.pixel_sha256 == other.row.prediction.pixel_sha256
        assert one.row.prediction.probabilities == pytest.approx(other.row.prediction.probabilities, abs=1e-5)
        assert one.row.prediction.top == other.row.prediction.top


def test_importing_it_loads_no_network_library_and_no_qt():
    code = "import core.batch, sys; print([m for m in ('keras', 'tensorflow', 'PySide6') if m in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_files_are_never_written_to(classifier, folder, store):
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    list(classify_batch(list_files([folder]), classifier, store=store))
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before
