"""The report page: what stands on it, what never does, and that it needs nothing else."""

import base64
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.dicom.frame import Frame, Identity
from core.errors import Cxr12Error
from core.export.report import ClassLine, Report, html, patient_facts, write_html
from core.models.card import Calibration, Estimate
from core.prediction import Prediction
from core.preprocess import PreprocessSpec
from core.validity import Validity

NOTICE = "Research use only - not for diagnosis"


class Page(HTMLParser):
    """Collects the tags with their attributes, and the words."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words, self._skipping = [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._skipping = tag == "style"

    def handle_endtag(self, tag):
        self._skipping = False

    def handle_data(self, data):
        if not self._skipping and data.strip():
            self.words.append(" ".join(data.split()))

    @property
    def text(self):
        return " ".join(self.words)

    def pictures(self):
        return [attributes for tag, attributes in self.tags if tag == "img"]


def decoded(attributes):
    head, _, body = attributes["src"].partition(",")
    assert head == "data:image/png;base64"
    return cv2.imdecode(np.frombuffer(base64.b64decode(body), np.uint8), cv2.IMREAD_UNCHANGED)


@pytest.fixture
def prediction():
    return Prediction(
        classes=("normal", "opacity"), probabilities=(0.25, 0.75), scores=(0.2, 0.8), activation="softmax",
        thresholds=(0.5, 0.6), model="bare", model_sha256="c" * 64, verified=True,
        spec=PreprocessSpec("native", 128, 96, bits="10"), instance_uid="1.2.3", pixel_sha256="b" * 64, frame_index=0,
        engine="keras 3", precision="float32", temperature=1.5, validity=Validity(), milliseconds=12.0,
        app_version="0.1.0", created="2026-01-02T03:04:05.678+00:00",
    )  # fmt: skip


@pytest.fixture
def report(prediction):
    picture = np.arange(60, dtype=np.uint8).reshape(6, 10)
    lines = (ClassLine("Normal", 0.25, 0.5, "#009e73"), ClassLine("Opacity", 0.75, 0.6, "#56b4e9"))
    return Report(picture, prediction, lines, "Opacity", caption="Grey levels as shown")


def test_the_answer_and_all_it_takes_to_give_it_again(report, prediction):
    page = Page(html(report))
    assert page.text.count(NOTICE) == 2  # above and below
    assert "Decided for: Opacity" in page.text
    assert "Normal 0.250 0.500 Opacity 0.750 0.600" in page.text
    facts = ("bare", "c" * 64, "native/bits=10/96x128", "keras 3, float32", "1.5", "1.2.3", "b" * 64, "CXR-12 0.1.0")
    assert all(fact in page.text for fact in (*facts, prediction.created))
    assert "Be careful" not in page.text
    undecided = Page(html(replace(report, decided="")))
    assert "No decision: no class reaches its operating point" in undecided.text


def test_it_loads_nothing_and_runs_nothing(report):
    text = html(report)
    page = Page(text)
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "link", "iframe", "object", "form", "a"})
    assert all(one["src"].startswith("data:image/png;base64,") for one in page.pictures())
    assert not re.search(r"https?:|url\(|@import", text)
    policy = next(one["content"] for tag, one in page.tags if one.get("http-equiv") == "Content-Security-Policy")
    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def test_words_of_files_and_cards_never_become_markup(report, bare_card):
    evil = "<script>alert(1)</script>\"'&{{ 7 * 7 }}"
    card = replace(bare_card, intended_use=evil, limits=(evil,))
    lines = (ClassLine(evil, 0.5, None, "#009e73"),)
    warned = replace(report.prediction, model=evil, instance_uid=evil, validity=Validity((evil,)))
    text = html(replace(report, card=card, lines=lines, decided=evil, prediction=warned, patient=((evil, evil),),
                        caption=evil))  # fmt: skip
    assert "<script" not in text
    assert "49" not in Page(text).text.replace(report.prediction.created, "")
    assert Page(text).text.count("alert(1)") >= 9


def test_the_patient_is_there_only_when_given(report):
    frame = Frame(
        Path("DOE.dcm"), np.zeros((1, 2, 2), np.uint16), 16, 12, False, "MONOCHROME2",
        identity=Identity(patient_name="DOE^JANE", patient_id="ID-1", study_date="20200102", sex="F"),
    )  # fmt: skip
    assert patient_facts(frame) == (("Patient", "DOE^JANE"), ("ID", "ID-1"), ("Sex", "F"), ("Date", "20200102"))
    assert "DOE" not in html(report)
    named = Page(html(replace(report, patient=patient_facts(frame)))).text
    assert "Patient: DOE^JANE" in named
    assert "DOE.dcm" not in named


def test_doubts_are_told(report):
    doubtful = replace(report.prediction, validity=Validity(("The view is lateral.",), 12.5, 10.0), verified=False)
    text = Page(html(replace(report, prediction=doubtful))).text
    assert "Be careful: The view is lateral." in text
    assert "score 12.5, provisional threshold 10" in text
    assert "not verified" in text


def test_figures_of_the_card_come_with_interval_and_chance(report, bare_card):
    unknown = float("nan")
    metrics = {"macro_auc": Estimate(0.91, 0.868, 0.942, 0.5, 204), "log_loss": Estimate(0.5, unknown, unknown, 1.1, 9)}
    fitted = Calibration(
        1.25, 300, 210, Estimate(0.12, 0.1, 0.14, 0.25, 300), Estimate(0.4, 0.3, 0.5, 0.69, 300),
        Estimate(0.2, 0.1, 0.3, 0.25, 300), Estimate(0.6, 0.5, 0.7, 0.69, 300), None, (), "folds",
    )  # fmt: skip
    text = Page(html(replace(report, card=replace(bare_card, metrics=metrics, calibration=fitted)))).text
    assert "Macro AUC 0.910 0.868 to 0.942 0.500 204" in text
    assert "Log loss 0.500 unknown 1.100 9" in text
    assert "temperature 1.250; Brier score 0.120 (0.100 to 0.140), chance 0.250" in text
    bare = Page(html(replace(report, card=bare_card))).text
    assert "it was not calibrated" in bare
    assert "own scores" not in bare
    assert "What the table says is of the network's own scores before that" in text


def test_an_imported_network_is_named_as_one(report, bare_card):
    imported = replace(bare_card, architecture="foreign", variant="", head="")
    assert "imported layers, 10 parameters" in Page(html(replace(report, card=imported))).text


def test_the_picture_is_the_one_shown_and_a_large_one_is_averaged(report):
    placed = Page(html(report)).pictures()[0]
    assert np.array_equal(decoded(placed), report.picture)
    assert (placed["width"], placed["height"], placed["alt"]) == ("640", "384", "Grey levels as shown")
    large = np.repeat(
        np.repeat(np.arange(100, dtype=np.uint8).reshape(10, 10), 200, axis=0), 100, axis=1
    )  # 2000 x 1000
    shrunk = Page(html(replace(report, picture=large))).pictures()[0]
    assert decoded(shrunk).shape == (1000, 500)
    assert np.array_equal(decoded(shrunk)[50::100, 25::50], np.arange(100).reshape(10, 10))
    assert (shrunk["width"], shrunk["height"]) == ("210", "420")


def test_a_heat_map_stands_beside_the_picture(report):
    heat = np.zeros((6, 10, 3), np.uint8)
    heat[..., 0] = 200  # red
    placed = Page(html(replace(report, heat=heat, heat_caption="Grad-CAM"))).pictures()
    assert np.array_equal(decoded(placed[1])[..., ::-1], heat)
    assert (placed[1]["alt"], placed[0]["width"], placed[1]["width"]) == ("Grad-CAM", "340", "340")


def test_the_bars_are_as_long_as_the_numbers(report):
    bar = decoded(Page(html(report)).pictures()[2])[..., ::-1]  # of opacity: 0.75, operating point 0.6
    middle = bar[bar.shape[0] // 2].astype(int)
    blue = (middle == (0x56, 0xB4, 0xE9)).all(axis=1)
    tick = (middle == 26).all(axis=1)
    assert (blue | tick).sum() / len(middle) == pytest.approx(0.75, abs=0.01)
    assert np.flatnonzero(tick).mean() / len(middle) == pytest.approx(0.6, abs=0.01)
    assert (bar[0] == 26).all(axis=1).sum() == tick.sum()  # the tick crosses the whole bar


def test_it_is_written_whole_and_replaces_only_its_like(report, tmp_path):
    path = tmp_path / "report.html"
    write_html(path, report)
    write_html(path, replace(report, decided=""))
    assert "No decision" in path.read_text(encoding="utf-8")
    path.write_bytes(b"\0" * 128 + b"DICM")
    with pytest.raises(Cxr12Error, match="is not replaced"):
        write_html(path, report)
    with pytest.raises(Cxr12Error, match=r"report\.pdf: expected a name that ends in \.html"):
        write_html(tmp_path / "report.pdf", report)
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]
