"""What the network saw, and what changes its answer, on images and networks worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from core.dicom.frame import LookupTable
from core.explain.seen import BINS, what_it_saw
from core.explain.sensitivity import KINDS, sensitivity
from core.prediction import Prediction
from core.preprocess import PreprocessSpec, preprocess
from core.validity import UNCHECKED


def with_prediction(classifier):
    """Let it predict, too: what ``predict_inputs`` says of the one image."""

    def predict(frame, index=0):
        row = tuple(float(p) for p in classifier.predict_inputs(classifier.prepare(frame, index).pixels[None])[0])
        card = classifier.card
        return Prediction(
            card.classes, row, row, card.activation, card.thresholds, card.name, card.sha256, True, card.spec, "1.2.3",
            "00ff", index, "none", "float32", 1.0, UNCHECKED, 1.0, "0", "",
        )  # fmt: skip

    classifier.predict = predict
    return classifier


def left_and_right(inputs):
    """Three probabilities: mean of the left half, of the right half, and the rest."""
    left, right = (part.mean(axis=(1, 2, 3)) / 2 for part in (inputs[:, :, :16], inputs[:, :, 16:]))
    return np.stack([left, right, 1 - left - right], axis=1)


@pytest.fixture
def two_halves(frame_of):
    """Left 3000, right 1000 of 4095; no 0.1 % tail is shorter than a column."""
    return frame_of(np.repeat([[3000] * 16 + [1000] * 16], 32, axis=0))


def test_each_change_does_what_it_says(asked, two_halves):
    found = {v.kind: v for v in sensitivity(with_prediction(asked(answer=left_and_right)), two_halves)}
    assert tuple(found) == KINDS
    left, right = 3000 / 4095, 1000 / 4095
    middle, width = (left + right) / 2, left - right
    expected = {
        "unchanged": (left, right),
        "inverted": (1 - left, 1 - right),
        "mirrored": (right, left),
        "narrower": (middle + width / 2 / 0.9, middle - width / 2 / 0.9),
        "wider": (middle + width / 2 / 1.1, middle - width / 2 / 1.1),
        "brighter": (left + 0.1 * width, right + 0.1 * width),
        "darker": (left - 0.1 * width, right - 0.1 * width),
        "8 bits": ((3000 >> 4) / 255, (1000 >> 4) / 255),
    }
    for kind, halves in expected.items():
        assert found[kind].probabilities[:2] == pytest.approx([half / 2 for half in halves], abs=1e-6), kind
        differences = [a - b for a, b in zip(found[kind].probabilities, found["unchanged"].probabilities, strict=True)]
        assert found[kind].deltas == pytest.approx(differences)
        assert found[kind].largest_delta == max(map(abs, differences))
    assert found["unchanged"].deltas == (0, 0, 0)


def test_what_was_decided_and_whether_it_changed(asked, two_halves):
    found = {v.kind: v for v in sensitivity(with_prediction(asked(answer=left_and_right)), two_halves)}
    # 0.366, 0.122, 0.512; inverted 0.134, 0.378, 0.488; mirrored 0.122, 0.366, 0.512.
    assert (found["unchanged"].top, found["inverted"].top, found["mirrored"].top) == ("opacity",) * 3
    limits = asked(answer=left_and_right, thresholds=(0.3, 0.3, 0.9))
    found = {v.kind: v for v in sensitivity(with_prediction(limits), two_halves)}
    assert [(found[kind].top, found[kind].top_changed) for kind in ("unchanged", "inverted", "mirrored", "8 bits")] == [
        ("normal", False), ("covid_19", True), ("covid_19", True), ("normal", False),
    ]  # fmt: skip


def test_cropping_prepares_the_image_anew(asked, frame_of):
    stored = np.random.default_rng(0).integers(0, 4096, (2, 100, 60))
    spec = PreprocessSpec("native", 32, 32)
    shown = []

    def answer(inputs):
        shown.append(inputs.copy())
        return np.full((len(inputs), 3), 1 / 3)

    sensitivity(with_prediction(asked(spec, answer)), frame_of(stored), 1)
    inputs = dict(zip(KINDS, shown[-1], strict=True))
    for kind, rows, columns in (("cropped 5 %", 5, 3), ("cropped 10 %", 10, 6)):
        inner = frame_of(stored[1, rows : 100 - rows, columns : 60 - columns])
        np.testing.assert_array_equal(inputs[kind], preprocess(inner, spec))
    np.testing.assert_array_equal(inputs["8 bits"], preprocess(frame_of(stored[1]), replace(spec, bits="8")))


def test_black_around_the_image_stays_black(asked, frame_of):
    shown = []

    def answer(inputs):
        shown.append(inputs.copy())
        return np.full((len(inputs), 3), 1 / 3)

    sensitivity(with_prediction(asked(answer=answer)), frame_of(np.full((64, 32), 2000)))
    assert not shown[-1][:, :, :8].any()
    assert shown[-1][: KINDS.index("cropped 5 %"), :, 8:24].all()


@pytest.mark.parametrize("preset", ["display8", "thesis12", "thesis8"])
def test_other_presets_stay_in_their_range(asked, frame_of, preset):
    shown = []

    def answer(inputs):
        shown.append(inputs.copy())
        return np.full((len(inputs), 3), 1 / 3)

    stored = np.random.default_rng(0).integers(0, 4096, (32, 32))
    sensitivity(with_prediction(asked(PreprocessSpec(preset, 32, 32), answer)), frame_of(stored))
    top = 255 / 4095 if preset == "thesis8" else 1
    assert shown[-1].min() >= 0
    assert shown[-1].max() == pytest.approx(top, rel=0.02)
    levels = shown[-1][KINDS.index("8 bits")] / top * 255
    np.testing.assert_allclose(levels, np.rint(levels), atol=1e-3)


# --- what it saw ---


def test_the_facts_of_an_input(asked, frame_of):
    stored = np.zeros((40, 20), int)
    stored[:, 10:] = 4095
    seen = what_it_saw(asked(PreprocessSpec("native", 20, 20)), frame_of(stored))
    np.testing.assert_array_equal(seen.values[:, 5:10], 0)
    np.testing.assert_array_equal(seen.values[:, 10:15], 1)
    assert (seen.smallest, seen.largest, seen.full_range, seen.levels) == (0, 1, (0, 1), 2)
    assert seen.padding == 0.5
    assert (seen.counts[0], seen.counts[-1], seen.counts.sum(), seen.counts.size) == (100, 100, 200, BINS)
    assert (seen.polarity, seen.channels) == ("as stored", 1)


def test_polarity_is_told_where_it_counts(asked, frame_of):
    frame = frame_of(np.full((8, 8), 1000), photometric="MONOCHROME1")
    assert what_it_saw(asked(PreprocessSpec("native", 8, 8)), frame).polarity == "inverted"
    assert what_it_saw(asked(PreprocessSpec("thesis12", 8, 8)), frame).polarity == "ignored"


def test_the_range_of_the_thesis_presets(asked, frame_of):
    frame = frame_of(np.full((8, 8), 1000))
    assert what_it_saw(asked(PreprocessSpec("thesis8", 8, 8)), frame).full_range == pytest.approx((0, 255 / 4095))
    wide = frame_of(np.full((8, 8), 8190), bits_stored=14)
    assert what_it_saw(asked(PreprocessSpec("thesis12", 8, 8)), wide).full_range == (0, 2)


def test_an_image_that_no_network_gets_is_refused(asked, frame_of):
    from core.errors import ModelRefusedError

    lut = LookupTable(np.array([0, 255], dtype=np.uint16), 0, 8)
    frame = frame_of(np.zeros((8, 8), int), modality_lut=lut)
    with pytest.raises(ModelRefusedError, match="8-max"):
        what_it_saw(asked(PreprocessSpec("native", 8, 8, "8-max")), frame)
