import dataclasses

import numpy as np
import pytest

from core.dicom.frame import Acquisition, Identity, LookupTable, VoiFunction, Window
from core.display.view import View
from viewer.image.corners import badges, corner_texts, notes, view_text
from viewer.patient_text import date, figure, person_name, time

WHO = Identity(
    patient_name="DOE^JANE^A=IDEOGRAM",
    patient_id="P-77",
    birth_date="19700203",
    sex="F",
    institution="St Elsewhere",
    study_date="20200102",
    study_time="134501.5",
    study_description="Thorax",
    series_number="4",
    series_description="PA for Dr Who",
)


@pytest.fixture
def frame(make_frame):
    made = Acquisition(body_part="CHEST", view_position="PA", laterality="L")
    return make_frame(np.zeros((2, 3)), identity=WHO, acquisition=made)


def test_each_corner_says_its_part(frame):
    corners = corner_texts(frame, View(Window(40, 400.5)), 0, 0.334, hidden=False)
    assert corners.top_left == ("DOE, JANE A", "ID P-77", "Born 1970-02-03", "Sex F")
    assert corners.top_right == ("St Elsewhere", "Thorax", "2020-01-02 13:45:01")
    assert corners.bottom_left == ("W 400.5  L 40", "Zoom 33 %")
    assert corners.bottom_right == ("Series 4", "PA for Dr Who", "CHEST PA", "Laterality L", "3 \u00d7 2, 12 bits")


def test_hiding_leaves_nothing_of_the_patient(frame):
    corners = corner_texts(frame, View(None), 0, 1.0, hidden=True)
    written = " ".join(" ".join(lines) for lines in dataclasses.astuple(corners))
    for value in (*dataclasses.astuple(WHO), "DOE", "1970", "2020", "Who"):
        if value not in ("", "F", "4"):
            assert value not in written
    assert corners.top_left == ("Patient data hidden",)
    assert "Laterality L" in corners.bottom_right


def test_unknown_is_left_out(make_frame):
    corners = corner_texts(make_frame(np.zeros((2, 3, 4))), View(None), 1, 1.0, hidden=False)
    assert corners.top_left == corners.top_right == ()
    assert corners.bottom_right == ("Frame 2 of 2", "4 \u00d7 3, 12 bits")


def test_view_is_named_after_what_it_is(frame):
    lut = LookupTable(np.arange(16, dtype=np.uint16), 0, 8, "LUNG")
    assert view_text(View(None), frame) == "W 4096  L 2048  full range"
    assert view_text(View(Window(1, 2, VoiFunction.SIGMOID), True), frame) == "W 2  L 1  SIGMOID  inverted"
    assert view_text(View(lut), frame) == "VOI LUT LUNG"


def test_badges_warn_of_what_must_not_be_overlooked(make_frame):
    frame = make_frame(
        np.zeros((2, 2)),
        photometric="MONOCHROME1",
        presentation_shape="IDENTITY",
        acquisition=Acquisition(presentation_intent="FOR PROCESSING", lossy=True),
        notes=("An odd thing.",),
    )
    found = badges(frame)
    assert [badge.text.split()[0] for badge in found] == ["FOR", "The", "Lossy"]
    assert "contradicts itself" in found[1].text
    assert notes(frame) == ("An odd thing.",)
    assert badges(make_frame(np.zeros((2, 2)), photometric="MONOCHROME1", presentation_shape="INVERSE")) == ()
    picture = make_frame(np.zeros((2, 2)), picture=True)
    assert (badges(picture), notes(picture)) == ((), ("Picture, not DICOM",))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("DOE^JANE", "DOE, JANE"),
        ("DOE", "DOE"),
        ("^JANE", "JANE"),
        ("", ""),
        ("Yamada^Tarou=\u5c71\u7530", "Yamada, Tarou"),
    ],
)
def test_person_names(value, words):
    assert person_name(value) == words


def test_dates_and_times_that_are_none_stay_as_they_are():
    assert (date("2020"), date("ABCDEFGH"), date("20201231")) == ("2020", "ABCDEFGH", "2020-12-31")
    assert (time("13"), time("1345"), time("1:45"), time("")) == ("13", "13:45", "1:45", "")


@pytest.mark.parametrize(
    ("value", "written"), [(3.0, "3"), (-1024.0, "-1024"), (32767.4, "32767"), (0.12345, "0.1235"), (400.5, "400.5")]
)
def test_figures(value, written):
    assert figure(value) == written
