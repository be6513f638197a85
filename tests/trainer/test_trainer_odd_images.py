"""A colour image or one cut short among the originals: told before the run, by row and reason, and of no influence."""

import numpy as np
import pydicom
import pytest

from core.preprocess import PreprocessSpec
from trainer.cache import arrays
from trainer.config import TrainConfig
from trainer.dataset import read_dataset
from trainer.depth import resolve_spec


@pytest.fixture
def odd(tmp_path, write_dicom):
    """Four 12-bit originals, a colour image and a cut one."""
    folder = tmp_path / "odd"
    for number in range(4):
        write_dicom(folder / "ab"[number % 2] / f"{number}.dcm", 0.3 + 0.1 * number, number)
    colour = pydicom.dcmread(write_dicom(folder / "a" / "colour.dcm", seed=8))
    colour.SamplesPerPixel, colour.PhotometricInterpretation, colour.PlanarConfiguration = 3, "RGB", 0
    colour.BitsAllocated, colour.BitsStored, colour.HighBit = 8, 8, 7
    colour.PixelData = np.random.default_rng(8).bytes(40 * 40 * 3)
    colour.save_as(folder / "a" / "colour.dcm")
    cut = write_dicom(folder / "b" / "cut.dcm", seed=9)
    cut.write_bytes(cut.read_bytes()[:-1600])
    return folder


def test_both_are_listed_with_their_reasons_and_the_others_stay_native(odd):
    dataset = read_dataset(odd)
    spec, notes = resolve_spec(TrainConfig(size=32), dataset)
    assert (spec.preset, spec.bits, notes) == ("native", "native", ())
    rows = {row.path.name: row for row in dataset.rows}
    assert (rows["colour.dcm"].bits, rows["cut.dcm"].bits) == (0, 12)
    lost = dict(arrays(dataset, PreprocessSpec("native", 32, 32), again=False).unreadable)
    assert set(lost) == {rows["colour.dcm"].id, rows["cut.dcm"].id}
    assert "networks here read greyscale" in lost[rows["colour.dcm"].id]
    assert "expected 3200 bytes, found 1600" in lost[rows["cut.dcm"].id]
