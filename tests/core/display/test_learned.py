"""Learned windows in modality units, by hand, and against what the network is really given."""

from dataclasses import replace

import numpy as np
import pytest

from core.dicom.frame import LookupTable, VoiFunction, Window
from core.display.learned import learned_presets
from core.display.render import render
from core.display.view import View, default_view
from core.models.card import Golden, LearnedWindow, ModelCard
from core.preprocess import PreprocessSpec, preprocess

LOW, MIDDLE = LearnedWindow(0.25, 0.125), LearnedWindow(0.5, 1.0)


def card(preset="native", bits="native", windows=(LOW, MIDDLE)):
    return ModelCard(
        name="lungs",
        architecture="resnet50",
        variant="proposed",
        head="average",
        classes=("a", "b"),
        activation="softmax",
        spec=PreprocessSpec(preset, 8, 8, bits),
        parameters=10,
        sha256="0" * 64,
        golden=Golden(1, (0.5, 0.5)),
        verified=True,
        created="",
        app_version="",
        seed=1,
        data="",
        data_fingerprint="",
        split_fingerprint="",
        windows=windows,
    )


def found(frame, model=None, default=None):
    """Centre and width of each window offered."""
    presets = learned_presets(frame, model or card(), default or default_view(frame))
    assert all(preset.view.voi.function is VoiFunction.SIGMOID for preset in presets)
    assert not any(preset.view.inverted for preset in presets)
    return [(preset.view.voi.center, preset.view.voi.width) for preset in presets]


@pytest.fixture
def ramp(make_frame):
    """Every fourth of 4096 stored values, 32 x 32, twelve bits."""
    return lambda **facts: make_frame(4 * np.arange(1024).reshape(32, 32), **facts)


def test_names_tell_number_and_model(ramp):
    presets = learned_presets(ramp(), card(), View(None))
    assert [preset.name for preset in presets] == ["Learned 1 (lungs)", "Learned 2 (lungs)"]
    assert [preset.view.voi.explanation for preset in presets] == ["Learned 1 (lungs)", "Learned 2 (lungs)"]


@pytest.mark.parametrize(
    ("facts", "windows"),
    [
        # 12 bits reach from 0 to 4095: a quarter of that, and an eighth.
        ({"photometric": "MONOCHROME2"}, [(1023.75, 511.875), (2047.5, 4095)]),
        # The network sees MONOCHROME1 the other way round: its quarter is the image's three quarters.
        ({"photometric": "MONOCHROME1"}, [(3071.25, 511.875), (2047.5, 4095)]),
        ({"photometric": "MONOCHROME1", "presentation_shape": "IDENTITY"}, [(1023.75, 511.875), (2047.5, 4095)]),
        # A rescale of 2 m - 100: from -100 to 8090.
        ({"slope": 2.0, "intercept": -100.0}, [(1947.5, 1023.75), (3995, 8190)]),
        ({"slope": 2.0, "intercept": -100.0, "photometric": "MONOCHROME1"}, [(6042.5, 1023.75), (3995, 8190)]),
        # A falling rescale turns the stored values round, not the modality values: from -4095 to 0.
        ({"slope": -1.0}, [(-3071.25, 511.875), (-2047.5, 4095)]),
        ({"slope": -1.0, "photometric": "MONOCHROME1"}, [(-1023.75, 511.875), (-2047.5, 4095)]),
        # A Modality LUT of 10 bits: its output range, 0 to 1023.
        (
            {"modality_lut": LookupTable(np.arange(4096, dtype=np.uint16) // 4, 0, 10)},
            [(255.75, 127.875), (511.5, 1023)],
        ),
    ],
    ids=["2", "1", "1 identity", "rescaled", "rescaled 1", "falling", "falling 1", "lut"],
)
def test_native_windows_by_hand(ramp, facts, windows):
    np.testing.assert_allclose(found(ramp(**facts)), windows, rtol=1e-12)


def test_signed_values(make_frame):
    # 12 bits from -2048 to 2047: a quarter is -1024.25.
    frame = make_frame(np.arange(-32, 32).reshape(8, 8), signed=True)
    np.testing.assert_allclose(found(frame, card(windows=(LOW,))), [(-1024.25, 511.875)], rtol=1e-12)


@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
@pytest.mark.parametrize("slope", [1.0, -0.5])
@pytest.mark.parametrize(("preset", "default"), [("native", None), ("display8", Window(2000, 1500))])
def test_the_screen_shows_what_the_network_sees(ramp, photometric, slope, preset, default):
    windows = () if default is None else (replace(default, center=default.center * slope),)
    frame = ramp(photometric=photometric, slope=slope, windows=windows)
    spec = PreprocessSpec(preset, 32, 32)
    given = preprocess(frame, spec)[..., 0].astype(float)
    (offered,) = learned_presets(frame, replace(card(preset, windows=(LOW,)), spec=spec), default_view(frame))
    channel = 1 / (1 + np.exp(-4 * (given - LOW.center) / LOW.width))
    shown = render(frame, offered.view) / 255
    # display8 gives the network 256 levels; at the steepest, half a level is 8 / 510 of the channel. What is white or
    # black in the default view stays as it is there.
    inside = (given > 0) & (given < 1)
    assert inside.sum() > 300
    np.testing.assert_allclose(shown[inside], channel[inside], atol=0.003 if preset == "native" else 0.02)


@pytest.mark.parametrize("bits", ["12", "10", "8", "6", "8-after-resize"])
def test_the_arms_of_fixed_range_share_their_windows(ramp, bits):
    assert found(ramp(), card(bits=bits)) == found(ramp())


def test_display8_goes_through_the_default_view(ramp):
    linear = ramp(windows=(Window(2000, 1001),))  # black at 1499.5, white at 2499.5: PS3.3 C.11.2.1.2.1
    np.testing.assert_allclose(found(linear, card("display8")), [(1749.5, 125), (1999.5, 1000)], rtol=1e-12)
    exact = ramp(windows=(Window(2000, 1000, VoiFunction.LINEAR_EXACT),), photometric="MONOCHROME1")
    np.testing.assert_allclose(found(exact, card("display8")), [(2250, 125), (2000, 1000)], rtol=1e-12)
    assert found(linear, card(bits="8-voi")) == found(linear, card("display8"))


def test_an_8_bit_image_is_display_ready(make_frame):
    frame = make_frame(np.arange(64, dtype=np.uint8).reshape(8, 8), bits=8)
    np.testing.assert_allclose(found(frame, card("display8")), [(63.75, 31.875), (127.5, 255)], rtol=1e-12)


def test_thesis12_divides_stored_values_whatever_the_polarity(ramp):
    for photometric in ("MONOCHROME1", "MONOCHROME2"):
        frame = ramp(slope=-2.0, intercept=10.0, photometric=photometric)
        expected = [(10 - 2047.5, 1023.75), (10 - 4095, 8190)]
        np.testing.assert_allclose(found(frame, card("thesis12")), expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("facts", "model"),
    [
        ({}, card(windows=())),
        ({}, card("thesis8")),
        ({}, card(bits="8-max")),
        ({"modality_lut": LookupTable(np.arange(4096, dtype=np.uint16), 0, 12)}, card("thesis12")),
        ({"windows": (Window(2000, 1000, VoiFunction.SIGMOID),)}, card("display8")),
        ({"voi_luts": (LookupTable(np.arange(100, dtype=np.uint16), 0, 12),)}, card("display8")),
        ({"color": np.zeros((1, 32, 32, 3), np.uint8)}, card()),
        ({"slope": 0.0}, card()),
    ],
    ids=["none", "thesis8", "8-max", "thesis12 lut", "sigmoid", "voi lut", "colour", "flat"],
)
def test_no_windows_where_there_is_no_straight_line(ramp, facts, model):
    frame = ramp(**facts)
    assert learned_presets(frame, model, default_view(frame)) == ()


def test_no_windows_where_the_network_takes_no_such_image(make_frame):
    assert found(make_frame(np.arange(64, dtype=np.uint8).reshape(8, 8), bits=8)) == []
    assert found(make_frame(np.arange(64, dtype=np.float32).reshape(8, 8), bits=32)) == []
