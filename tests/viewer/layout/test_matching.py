"""Windows of one image for another, and the image to compare with, by hand."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.dicom.frame import Acquisition, Identity, LookupTable, Spacing, SpacingKind, VoiFunction, Window
from core.dicom.header import IMAGE, HeaderFacts
from core.display.orientation import Orientation
from core.display.render import render
from core.display.view import View
from viewer.layout.matching import matching_view, mm_per_pixel, prior_of, same_millimetres, same_values

BLACK = np.zeros((2, 2))


def test_numbers_hold_where_range_and_polarity_are_the_same(make_frame):
    one, other = make_frame(BLACK), make_frame(BLACK)
    view = View(Window(1000, 300, VoiFunction.SIGMOID, "LUNG"), inverted=True)
    assert same_values(one, other)
    assert matching_view(view, one, other) is view


def test_other_range_keeps_the_part_of_the_full_range(make_frame):
    twelve, fourteen = make_frame(BLACK), make_frame(BLACK, bits_stored=14)
    assert not same_values(twelve, fourteen)
    # 4096 wide around 2048 against 16384 wide around 8192: four times.
    found = matching_view(View(Window(1048, 500)), twelve, fourteen)
    assert found == View(Window(8192 - 4000, 2000))
    assert matching_view(found, fourteen, twelve) == View(Window(1048, 500))


def test_rescaled_values_keep_their_place(make_frame):
    plain, rescaled = make_frame(BLACK), make_frame(BLACK, slope=2.0, intercept=-1000.0)
    # 0 to 8190 in steps of two, less 1000: centre 3095.5, width 8191.
    found = matching_view(View(Window(2048, 1024)), plain, rescaled)
    assert (found.voi.center, found.voi.width) == pytest.approx((3095.5, 1024 * 8191 / 4096))


def test_opposite_polarity_shows_the_same_brightness(make_frame):
    ramp = np.arange(4096).reshape(64, 64)
    one, other = make_frame(ramp), make_frame(4095 - ramp, photometric="MONOCHROME1")
    view = View(Window(1500, 800))
    found = matching_view(view, one, other)
    # 2048 - (1500 - 2048); the steps differ by the half unit of LINEAR.
    assert found == View(Window(2596, 800))
    shown, answered = render(one, view).astype(int), render(other, found).astype(int)
    assert np.abs(shown - answered).max() <= 1


def test_a_lut_is_answered_by_its_namesake_or_by_its_window(make_frame):
    lut = LookupTable(np.arange(1024, dtype=np.uint16), 1000, 10, "NORMAL")
    twin = LookupTable(np.arange(512, dtype=np.uint16), 700, 9, "NORMAL")
    one = make_frame(BLACK, voi_luts=(lut,))
    assert matching_view(View(lut), one, make_frame(BLACK, voi_luts=(twin,))).voi is twin
    found = matching_view(View(lut), one, make_frame(BLACK))
    # The straight LUT from 1000 to 2023 equals LINEAR with centre 1512 and width 1024.
    assert (found.voi.center, found.voi.width) == pytest.approx((1512, 1024))


def test_full_range_is_full_range(make_frame):
    assert matching_view(View(None, True), make_frame(BLACK), make_frame(BLACK, bits_stored=14)) == View(None, True)


def test_narrow_window_stays_one_that_linear_allows(make_frame):
    fourteen, twelve = make_frame(BLACK, bits_stored=14), make_frame(BLACK)
    assert matching_view(View(Window(8192, 2)), fourteen, twelve) == View(Window(2048, 1))


def test_millimetres(make_frame):
    calibrated = make_frame(BLACK, spacing=Spacing(0.2, 0.1, SpacingKind.CALIBRATED))
    detector = make_frame(BLACK, spacing=Spacing(0.2, 0.1, SpacingKind.DETECTOR))
    bare = make_frame(BLACK)
    assert same_millimetres(calibrated, calibrated)
    assert not same_millimetres(calibrated, detector)
    assert not same_millimetres(bare, bare)
    assert mm_per_pixel(calibrated, Orientation()) == 0.1
    assert mm_per_pixel(calibrated, Orientation(1)) == 0.2
    assert mm_per_pixel(bare, Orientation()) is None


def image(name, study, date, position="PA", time="", **who):
    identity = Identity(**{"patient_id": "7", "patient_name": "DOE", "instance_number": "1", **who})
    identity = replace(identity, study_uid=study, study_date=date, study_time=time)
    return HeaderFacts(Path(name), 1, 1, IMAGE, identity=identity, acquisition=Acquisition(view_position=position))


CURRENT = image("now", "5", "20200505")


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        ((), None),
        ((CURRENT,), None),
        ((image("same study", "5", "20200101"),), None),
        ((image("later", "6", "20210101"),), None),
        ((image("other id", "4", "20200101", patient_id="8"),), None),
        ((image("other name", "4", "20200101", patient_name="ROE"),), None),
        ((image("no date", "4", ""),), None),
        ((image("older", "3", "20190101"), image("old", "4", "20200101")), "old"),
        ((image("lateral", "4", "20200101", "LL"), image("frontal", "3", "20190101")), "frontal"),
        ((image("lateral", "4", "20200101", "LL"),), "lateral"),
        ((image("second", "4", "20200101", instance_number="10"), image("first", "4", "20200101")), "first"),
        ((image("evening", "4", "20200505", time="0800"), image("morning", "3", "20200505", time="0700")), "evening"),
    ],
)
def test_the_prior_is_the_nearest_earlier_study_of_the_same_patient(listed, found):
    current = replace(CURRENT, identity=replace(CURRENT.identity, study_time="0900"))
    prior = prior_of(current, listed)
    assert (prior and prior.path.name) == found


def test_nobody_has_no_prior():
    nobody = image("now", "5", "20200505", patient_id="", patient_name="")
    assert prior_of(nobody, [image("old", "4", "20190101", patient_id="", patient_name="")]) is None
    undated = image("now", "5", "")
    assert prior_of(undated, [image("old", "4", "20190101")]) is None
