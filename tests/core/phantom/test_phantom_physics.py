"""Contrast, noise and locality of the findings, worked out from the definition and not by the solver."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.errors import Cxr12Error
from core.phantom.acquisition import draw_acquisition
from core.phantom.anatomy import NORMAL_ARCH, make_patient
from core.phantom.canvas import SIDE, STEP_MM, X, Y, splat
from core.phantom.lesion import ENLARGED_ARCH, make_finding
from core.phantom.physics import expose, finding_mask, grey, mean_difference, project_finding, solve_strength, store

FINDINGS = ("aortic_enlargement", "covid_19", "opacity")


@pytest.fixture(scope="module")
def patient():
    return make_patient(np.random.default_rng(3))


@pytest.fixture(scope="module")
def acquisition():
    drawn = draw_acquisition(np.random.default_rng(4), bits_stored=12, matrix=240)
    return replace(drawn, margin_mm=(0.0, 0.0, 0.0, 0.0))


@pytest.fixture(scope="module")
def exposure(patient, acquisition):
    return expose(patient, acquisition)


def noise_free(exposure, extra):
    """Beer-Lambert, scatter and logistic curve, in double precision, straight from the documented formula."""
    signal = (np.exp(-exposure.depth.astype(float) - extra) + exposure.scatter) * exposure.beam
    return 1.0 / (1.0 + (signal / exposure.level) ** exposure.slope)


@pytest.mark.parametrize("label", FINDINGS)
@pytest.mark.parametrize("levels", [2.0, 16.0, 256.0])
def test_the_noise_free_mean_difference_inside_the_mask_is_the_contrast_asked_for(
    label, levels, patient, acquisition, exposure
):
    wanted = levels / 4095.0
    finding = make_finding(label, patient, np.random.default_rng(5), wanted)
    assert finding.contrast == wanted
    added = project_finding(finding, patient, acquisition)
    strength = solve_strength(exposure, added, wanted)

    mask = added > 0.25 * added.max()
    difference = noise_free(exposure, strength * added.astype(float)) - noise_free(exposure, 0.0)
    assert difference[mask].mean() == pytest.approx(wanted, rel=1e-5)
    drawn = grey(exposure, np.float32(strength) * added) - grey(exposure)
    assert drawn[mask].mean(dtype=float) == pytest.approx(wanted, rel=1e-3)
    assert mean_difference(exposure, added, strength) == pytest.approx(wanted, rel=1e-5)
    assert np.array_equal(finding_mask(added), mask)


def test_a_contrast_that_no_tissue_can_give_is_refused(patient, acquisition, exposure):
    finding = make_finding("opacity", patient, np.random.default_rng(5), 0.97)
    with pytest.raises(Cxr12Error, match="cannot be reached"):
        solve_strength(exposure, project_finding(finding, patient, acquisition), 0.97)


@pytest.mark.parametrize("label", FINDINGS)
def test_findings_lie_inside_the_lungs_and_change_nothing_elsewhere(label, patient, acquisition, exposure):
    finding = make_finding(label, patient, np.random.default_rng(6), None)
    air = patient.bent(patient.room_mm)
    assert finding.shape.max() > 0
    assert finding.shape[air < 1.0].max() < 0.05 * finding.shape.max()

    added = project_finding(finding, patient, acquisition)
    noise = np.random.default_rng(1).standard_normal(exposure.depth.shape, dtype=np.float32)
    with_it, without = grey(exposure, added, noise), grey(exposure, noise=noise)
    assert np.array_equal(with_it[added == 0], without[added == 0])
    assert (with_it[finding_mask(added)] > without[finding_mask(added)]).all()
    rim = max(1, round(0.05 * min(added.shape)))
    inner = added[rim:-rim, rim:-rim]
    assert np.count_nonzero(inner) == np.count_nonzero(added), "nothing in the outer 5 % may depend on the class"


def test_covid_is_in_both_lungs_and_the_focus_in_one(patient):
    bilateral = make_finding("covid_19", patient, np.random.default_rng(7), None).shape
    focus = make_finding("opacity", patient, np.random.default_rng(7), None).shape
    right, left = np.broadcast_to(X < -20, bilateral.shape), np.broadcast_to(X > 20, bilateral.shape)
    assert bilateral[right].sum() > 0.1 * bilateral.sum()
    assert bilateral[left].sum() > 0.1 * bilateral.sum()
    assert min(focus[right].sum(), focus[left].sum()) == 0.0
    columns = np.broadcast_to(np.abs(X), bilateral.shape)
    assert np.average(columns, weights=bilateral) > 75.0, "peripheral: far from the midline"


def test_the_aortic_classes_are_apart_by_a_declared_gap(patient):
    ratios = [make_finding("aortic_enlargement", patient, np.random.default_rng(s), None).arch_ratio for s in range(20)]
    assert NORMAL_ARCH[1] < ENLARGED_ARCH[0]
    assert min(ratios) >= ENLARGED_ARCH[0]
    assert max(ratios) <= ENLARGED_ARCH[1]
    assert NORMAL_ARCH[0] <= patient.anatomy.arch_ratio <= NORMAL_ARCH[1]


def test_an_unknown_class_is_named(patient):
    with pytest.raises(ValueError, match="'cardiomegaly'"):
        make_finding("cardiomegaly", patient, np.random.default_rng(0), None)


def test_noise_has_the_variance_of_counted_quanta(exposure):
    rng = np.random.default_rng(8)
    signal = (np.exp(-exposure.depth.astype(float)) + exposure.scatter) * exposure.beam
    draws = [grey(exposure, noise=rng.standard_normal(signal.shape, dtype=np.float32)) for _ in range(60)]
    spread = np.std(draws, axis=0, ddof=1)
    clean = noise_free(exposure, 0.0)
    # d(grey)/d(ln signal) = -slope * g * (1 - g), and the relative noise of n quanta is 1 / sqrt(n)
    expected = exposure.slope * clean * (1.0 - clean) / np.sqrt(signal * exposure.quanta)
    ratio = spread / expected
    assert ratio.mean() == pytest.approx(1.0, abs=0.01)
    assert np.median(ratio[signal < np.percentile(signal, 10)]) == pytest.approx(1.0, abs=0.02)
    assert (signal * exposure.quanta).min() > 50, "few enough quanta that the normal limit would not hold"


def test_monochrome1_stores_the_inverse(exposure, acquisition):
    level = grey(exposure)
    plain = store(level, replace(acquisition, photometric="MONOCHROME2"))
    inverse = store(level, replace(acquisition, photometric="MONOCHROME1"))
    assert plain.dtype == np.uint16
    assert plain.max() <= 4095
    assert np.array_equal(inverse, 4095 - plain)


def test_bone_is_brighter_and_lung_darker_than_soft_tissue(patient, acquisition, exposure):
    level = grey(exposure)
    rows, columns = level.shape
    lung = level[int(0.45 * rows), int(0.27 * columns)]
    spine = level[int(0.62 * rows), int(0.50 * columns)]
    air = level[2, 2]
    assert air < lung < spine
    assert np.ptp(level) > 0.8, "the picture uses the range"


def test_projected_volume_is_kept():
    rng = np.random.default_rng(0)
    x, y = rng.uniform(-100, 100, 50), rng.uniform(0, 200, 50)
    plane = splat(x, y, np.full(50, 3.0))
    assert plane.sum() * STEP_MM**2 == pytest.approx(150.0, rel=1e-5)
    assert (plane * X).sum() / plane.sum() == pytest.approx(x.mean(), abs=1e-2)
    assert (plane * Y).sum() / plane.sum() == pytest.approx(y.mean(), abs=1e-2)
    assert plane.shape == (SIDE, SIDE)


def test_acquisition_draws_do_not_depend_on_what_is_fixed():
    free = draw_acquisition(np.random.default_rng(9), None, None)
    fixed = draw_acquisition(np.random.default_rng(9), 12, 512)
    assert max(fixed.rows, fixed.columns) == 512
    assert fixed.bits_stored == 12
    assert (
        replace(fixed, rows=free.rows, columns=free.columns, bits_stored=free.bits_stored, spacing_mm=free.spacing_mm)
        == free
    )
    for ends in ((12, 15), (13, 13)):
        ranged = draw_acquisition(np.random.default_rng(9), ends, None)
        assert ends[0] <= ranged.bits_stored <= ends[1]
        assert replace(ranged, bits_stored=free.bits_stored) == free


def test_bits_of_a_range_are_drawn_evenly():
    drawn = [draw_acquisition(np.random.default_rng(s), (12, 15), None).bits_stored for s in range(400)]
    # 400 draws at 1/4: standard deviation 8.7 of each count.
    assert all(abs(drawn.count(bits) - 100) < 35 for bits in (12, 13, 14, 15))


def test_natural_acquisitions_cover_the_stated_ranges():
    drawn = [draw_acquisition(np.random.default_rng(s), None, None) for s in range(400)]
    sides = [side for a in drawn for side in (a.rows, a.columns)]
    assert 1500 <= min(sides) < 1560
    assert 2940 < max(sides) <= 3000
    assert {a.bits_stored for a in drawn} == {10, 11, 12, 13, 14, 15}
    assert len({a.transfer_syntax for a in drawn}) == 6
    assert {a.photometric for a in drawn} == {"MONOCHROME1", "MONOCHROME2"}
    for a in drawn:
        assert 395.0 < a.spacing_mm * max(a.rows, a.columns) < 435.0
        assert 320.0 < a.spacing_mm * min(a.rows, a.columns) < 435.0
