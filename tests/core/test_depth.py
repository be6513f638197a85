"""What a bit depth leaves of an image, by hand, and what a network of arithmetic says of it."""

from pathlib import Path

import numpy as np
import pytest

from core.depth.network import Answer, ask, find_flips, heats, why_not_asked
from core.depth.pixels import ARMS, difference, difference_picture, largest_shown, shown_at, why_not
from core.dicom.frame import Frame, Identity, LookupTable, Window
from core.display.view import View
from core.preprocess import BITS, PreprocessSpec, at_depth, preprocess


def frame(stored, **facts):
    stored = np.asarray(stored, dtype=facts.pop("dtype", np.uint16))[np.newaxis]
    stored.flags.writeable = False
    usual = {"path": Path("x.dcm"), "bits_allocated": 16, "bits_stored": 12, "signed": False}
    return Frame(stored=stored, **{**usual, "photometric": "MONOCHROME2", **facts})


def test_the_arms_are_those_of_the_network_input():
    assert set(ARMS) == set(BITS) - {"8-voi", "8-after-resize"}


@pytest.mark.parametrize(
    ("bits", "left"),
    [
        ("native", [0, 15, 16, 2049, 4095]),
        ("12", [0, 15, 16, 2049, 4095]),
        # floor(v / 16) = 0, 0, 1, 128, 255, of 255, back on the scale of 4095: times 4095 / 255 = 16.0588
        ("8", [0, 0, 16, 2056, 4095]),
        # floor(v / 64) = 0, 0, 0, 32, 63, of 63: times 65
        ("6", [0, 0, 0, 2080, 4095]),
        # the maximum of the image is 4095: floor(v * 255 / 4095) = 0, 0, 0, 127, 255
        ("8-max", [0, 0, 0, 2039, 4095]),
    ],
)
def test_stored_values_left_by_hand(bits, left):
    image = frame([[0, 15, 16, 2049, 4095]])
    np.testing.assert_array_equal(at_depth(image.stored[0], image, bits)[0], left)
    np.testing.assert_array_equal(shown_at(image, bits).stored[0, 0], left)


def test_what_is_shown_is_what_the_network_gets():
    rng = np.random.default_rng(3)
    image = frame(rng.integers(0, 4096, (32, 32)))
    for bits in ("12", "10", "8", "6"):
        given = preprocess(image, PreprocessSpec("native", 32, 32, bits))[..., 0]
        np.testing.assert_allclose(shown_at(image, bits).stored[0] / 4095, given, atol=0.5001 / 4095)


def test_signed_values_keep_their_range():
    image = frame([[-2048, -1, 0, 2047]], dtype=np.int16, signed=True)
    # counted from -2048: 0, 2047, 2048, 4095, of which 0, 127, 128, 255 of 255 are left
    np.testing.assert_array_equal(shown_at(image, "8").stored[0, 0], [-2048, -9, 8, 2047])


def test_padding_stays_padding_and_nothing_becomes_padding():
    image = frame([[0, 5, 500]], padding=(0, 0))
    np.testing.assert_array_equal(shown_at(image, "6").stored[0, 0], [0, 1, 455])


def test_nobody_is_named_in_what_is_shown():
    shown = shown_at(frame([[1, 2]], identity=Identity(patient_name="DOE^JANE", patient_id="1")), "8")
    assert shown.identity == Identity()
    assert shown.path == Path()


def test_differences_are_weighed_by_the_pixels():
    # 8 bits leave 0 of 15 (three pixels of four are 15) and 4095 of 4095; a window of 256 units shows each unit as one
    image = frame([[15, 15, 15, 4095]])
    apart = difference(image, 0, View(Window(128, 256)), ("native", "8"))
    assert (apart.largest_stored, apart.mean_stored) == (15, 45 / 4)
    assert (apart.largest_grey, apart.mean_grey) == (15, 45 / 4)
    same = difference(image, 0, View(Window(128, 256)), ("native", "12"))
    assert (same.largest_stored, same.mean_grey) == (0, 0)


def test_an_image_of_padding_differs_nowhere():
    assert difference(frame([[7, 7]], padding=(7, 7)), 0, View(None), ("native", "6")).largest_stored == 0


def test_the_difference_is_signed_and_amplified():
    image = frame([[0, 15, 2049, 4095]])
    painted = difference_picture(shown_at(image, "native"), shown_at(image, "8"), 16)
    # -15 and +7 of 4095 are -14.9 and +7.0 of 255 greys when sixteen times as large
    np.testing.assert_array_equal(painted.stored[0, 0], [128, 113, 135, 128])
    assert largest_shown(image, 16) == pytest.approx(127.47, abs=0.01)
    saturated = difference_picture(shown_at(image, "native"), shown_at(image, "8"), 1600)
    np.testing.assert_array_equal(saturated.stored[0, 0], [128, 1, 255, 128])


@pytest.mark.parametrize(
    ("bits", "facts", "said"),
    [
        ("8", {"bits_stored": 8}, "more than 8 bits"),
        ("12", {"bits_stored": 10}, "stores 10 bits, not 12"),
        ("8-max", {"modality_lut": LookupTable(np.zeros(4, np.uint16), 0, 12)}, "Modality LUT"),
        ("8", {"color": np.zeros((1, 1, 2, 3), np.uint8)}, "colour"),
    ],
)
def test_what_cannot_be_compared_says_why(bits, facts, said):
    assert said in why_not(frame([[1, 2]], **facts), bits)


def test_what_can_be_compared():
    assert why_not(frame([[1, 2]], bits_stored=10), "8") == ""


class Mean:
    """Decides for ``opacity`` where the mean of the input reaches its threshold; looks where told, twice as much."""

    def __init__(self, spec=None, threshold=0.5):
        from types import SimpleNamespace

        self.card = SimpleNamespace(
            spec=spec or PreprocessSpec("native", 32, 32), channels=1, classes=("normal", "opacity"),
            thresholds=(1 - threshold, threshold),
        )  # fmt: skip
        self.strength = iter((2.0, 4.0))

    def predict_inputs(self, inputs):
        mean = inputs.mean(axis=(1, 2, 3))
        return np.stack([1 - mean, mean], axis=1)

    def ask(self, operation, blob=b"", *, timeout_s=60.0, **request):
        coarse = np.full((1, 4, 4), next(self.strength), "<f4")
        return {"layer": "last", "shape": [1, 4, 4]}, bytearray(coarse.tobytes())


def test_a_network_is_asked_at_both_depths():
    # 2063 of 4095 is 0.5038; of 8 bits 128 of 255 is 0.50196: the threshold lies between
    answer = ask(Mean(threshold=0.503), frame(np.full((32, 32), 2063)), 0, ("native", "8"))
    assert answer.first == pytest.approx((1 - 2063 / 4095, 2063 / 4095), abs=1e-6)
    assert answer.second == pytest.approx((127 / 255, 128 / 255), abs=1e-6)
    assert answer.decisions == ("opacity", "normal")
    assert answer.flips


def test_heat_maps_share_a_scale():
    made = heats(Mean(), frame(np.full((32, 32), 2000)), 0, ("native", "8"), 1)
    assert made.class_name == "opacity"
    assert made.first.max() == 0.5
    np.testing.assert_array_equal(made.difference, np.full((32, 32), 0.5, np.float32))


def test_only_native_networks_are_asked():
    assert why_not_asked(Mean()) == ""
    assert "preset display8" in why_not_asked(Mean(PreprocessSpec("display8", 32, 32)))


def test_flips_are_found_among_images(monkeypatch, tmp_path):
    from core.errors import NotDicomError

    held = {"flips.dcm": 2063, "stays.dcm": 3000, "also.dcm": 2062}

    def read(path):
        if path.name not in held:
            raise NotDicomError(path, "no image")
        return frame(np.full((32, 32), held[path.name]), path=path)

    monkeypatch.setattr("core.depth.network.read_image", read)
    paths = [tmp_path / name for name in ("flips.dcm", "notes.txt", "stays.dcm", "also.dcm")]
    search = find_flips(Mean(threshold=0.503), paths, ("native", "8"))
    steps = []
    while True:
        try:
            steps.append(next(search))
        except StopIteration as end:
            found = end.value
            break
    assert [step.done for step in steps] == [0, 4]
    assert (found.done, found.total, found.refused) == (4, 4, 1)
    assert [flip.path.name for flip in found.flips] == ["flips.dcm", "also.dcm"]
    assert all(isinstance(flip.answer, Answer) for flip in found.flips)
