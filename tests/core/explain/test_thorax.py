"""The estimated thorax against phantoms, whose lungs are known, and shares by hand."""

import math
from pathlib import Path

import numpy as np
import pytest

from core.dicom.read import read
from core.explain.heat import HeatMap
from core.explain.thorax import Thorax, area_share, estimate, share_inside
from core.phantom import patient_files
from core.phantom.acquisition import draw_acquisition
from core.phantom.anatomy import make_patient
from core.phantom.lesion import Finding
from core.phantom.patient_files import PatientPlan, write_patient
from core.phantom.physics import project_finding
from core.preprocess import PreprocessSpec

SIZE, SEED = 400, 4211
LUNG_MM = 20.0


def lungs_of(plan):
    """Top, bottom, left and right of the lungs, in parts of the image: what the phantom was made of."""
    patient = make_patient(plan.stream(patient_files._ANATOMY))
    acquisition = draw_acquisition(plan.stream(patient_files._ACQUISITION, 0), None, SIZE)
    lungs = project_finding(Finding(patient.bent(patient.lung_mm), None), patient, acquisition) > LUNG_MM
    rows, columns = np.nonzero(lungs)
    height, width = lungs.shape
    return rows.min() / height, (rows.max() + 1) / height, columns.min() / width, (columns.max() + 1) / width


def overlap(a, b):
    height, width = min(a[1], b[1]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[2], b[2])
    both = max(0, height) * max(0, width)
    return both / (sum((box[1] - box[0]) * (box[3] - box[2]) for box in (a, b)) - both)


def test_the_thorax_of_phantoms(tmp_path):
    for folder in ("images", "truth"):
        (tmp_path / folder).mkdir()
    found = []
    for number, label in enumerate(("normal", "opacity", "covid_19", "aortic_enlargement") * 2):
        plan = PatientPlan(tmp_path, SEED, number, label, False, None, None, SIZE, 1, False)
        (record,) = write_patient(plan)
        thorax = estimate(read(tmp_path / record.path))
        assert thorax.found == 4
        found.append(overlap(lungs_of(plan), (thorax.top, thorax.bottom, thorax.left, thorax.right)))
    assert min(found) > 0.7
    assert np.mean(found) > 0.85  # the usual box, without looking at the image, reaches about 0.83


def test_a_flat_image_gets_the_usual_box(frame_of):
    assert estimate(frame_of(np.full((60, 50), 2000))) == Thorax(0.12, 0.85, 0.12, 0.88, 0)


@pytest.mark.real_data
def test_real_radiographs_give_a_box_of_sensible_size(real_data):
    for path in sorted((real_data / "dicom_cxr").glob("*.dcm")):
        thorax = estimate(read(path))
        assert 0 <= thorax.top < 0.3
        assert 0.6 < thorax.bottom <= 1
        assert 0 <= thorax.left < 0.35
        assert 0.65 < thorax.right <= 1


def heat_of(values, spec):
    return HeatMap("gradcam", "a", values.astype(np.float32), 1.0, spec, "", "m", "", "", "", 0)


def test_shares_by_hand(frame_of):
    spec = PreprocessSpec("native", 16, 16)
    frame = frame_of(np.zeros((40, 20), int))  # lies in columns 4 to 12 of the input
    box = Thorax(0.25, 0.75, 0.0, 0.5, 4)  # rows 4 to 12, columns 4 to 8
    everywhere = heat_of(np.ones((16, 16)), spec)
    assert area_share(frame, spec, box) == pytest.approx(8 * 4 / 256)
    assert share_inside(everywhere, frame, box) == pytest.approx(8 * 4 / 256)
    one = np.zeros((16, 16))
    one[5, 6], one[5, 9] = 3, 1
    assert share_inside(heat_of(one, spec), frame, box) == pytest.approx(0.75)
    half = Thorax(0.25, 0.75, 0.0, 5 / 16, 4)  # ends in the middle of column 6
    assert share_inside(heat_of(one, spec), frame, half) == pytest.approx(1.5 / 4)
    assert math.isnan(share_inside(heat_of(np.zeros((16, 16)), spec), frame, box))


def test_a_damaged_image_has_no_thorax(frame_of):
    from core.errors import ModelRefusedError

    with pytest.raises(ModelRefusedError, match="damaged"):
        estimate(frame_of(np.zeros((9, 9), int), damaged="the last row is missing.", path=Path("x.dcm")))
