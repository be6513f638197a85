"""Distances of features against SciPy and scikit-learn; files that are not what they should be."""

import hashlib
import io
from dataclasses import replace

import numpy as np
import pytest
from scipy.spatial.distance import mahalanobis
from sklearn.covariance import ledoit_wolf as sklearn_ledoit_wolf

from core import ood
from core.errors import ModelRefusedError
from core.models.card import OutOfDistribution


@pytest.fixture
def features():
    rng = np.random.default_rng(0)
    mixing = rng.normal(0, 1, (12, 12))
    labels = np.arange(90) % 3
    return rng.normal(0, 1, (90, 12)) @ mixing + 4 * labels[:, None], labels, rng.normal(0, 1, (40, 12)) @ mixing


@pytest.fixture
def written(features, tmp_path):
    statistics, threshold = ood.fit(*features)
    sha256 = ood.write(tmp_path, statistics)
    return tmp_path, OutOfDistribution(ood.METHOD, ood.FILE, sha256, threshold, (), "made up"), statistics


def test_the_shrinkage_is_that_of_scikit_learn(features):
    given, labels, _ = features
    within = given - np.stack([given[labels == k].mean(axis=0) for k in range(3)])[labels]
    assert ood.ledoit_wolf(within) == pytest.approx(sklearn_ledoit_wolf(within, assume_centered=True)[1])


def test_the_score_is_the_smallest_mahalanobis_distance(features):
    given, labels, others = features
    statistics, threshold = ood.fit(given, labels, others)
    means = np.stack([given[labels == k].mean(axis=0) for k in range(3)])
    covariance, _ = sklearn_ledoit_wolf(given - means[labels], assume_centered=True)
    inverse = np.linalg.inv(covariance)
    expected = [min(mahalanobis(row, mean, inverse) for mean in means) / np.sqrt(12) for row in others]
    found = statistics.scores(others)
    # eleven of twelve directions are kept and the last stands for itself: nothing is lost
    np.testing.assert_allclose(found, expected, rtol=1e-6)
    assert (found <= threshold).sum() == 38  # 95 % of 40
    assert threshold in found


def test_of_more_directions_than_are_kept_the_rest_share_their_variance(features, monkeypatch):
    monkeypatch.setattr(ood, "MOST_DIRECTIONS", 4)
    given, labels, others = features
    statistics, _ = ood.fit(given, labels, others)
    means = np.stack([given[labels == k].mean(axis=0) for k in range(3)])
    covariance, _ = sklearn_ledoit_wolf(given - means[labels], assume_centered=True)
    values, vectors = np.linalg.eigh(covariance)
    values[:8] = values[:8].mean()
    inverse = np.linalg.inv(vectors @ np.diag(values) @ vectors.T)
    expected = [min(mahalanobis(row, mean, inverse) for mean in means) / np.sqrt(12) for row in others]
    np.testing.assert_allclose(statistics.scores(others), expected, rtol=1e-6)
    assert statistics.directions.shape == (12, 4)


def test_what_lies_off_scores_higher(features):
    given, labels, others = features
    statistics, threshold = ood.fit(given, labels, others)
    assert (statistics.scores(others + 100) > threshold).all()


def test_written_and_read_again(written, features):
    folder, about, statistics = written
    found = ood.read(folder, about, 3)
    np.testing.assert_allclose(found.scores(features[2]), statistics.scores(features[2]), rtol=1e-4)


def test_a_file_that_was_changed_or_is_gone(written):
    folder, about, _ = written
    path = folder / ood.FILE
    content = path.read_bytes()
    path.write_bytes(content[:-1] + b"x")
    with pytest.raises(ModelRefusedError, match="SHA-256 differs"):
        ood.read(folder, about, 3)
    path.unlink()
    with pytest.raises(ModelRefusedError, match="none that can be read"):
        ood.read(folder, about, 3)


def _npz(save=np.savez, **arrays):
    buffer = io.BytesIO()
    save(buffer, **arrays)
    return buffer.getvalue()


def _arrays(**change):
    usual = {
        "means": np.zeros((3, 5), "<f4"),
        "directions": np.zeros((5, 2), "<f4"),
        "variances": np.ones(2, "<f4"),
        "rest": np.ones(1, "<f4"),
    }
    return {**usual, **change}


@pytest.mark.parametrize(
    "content",
    [
        b"not a zip at all",
        _npz(),
        _npz(save=np.savez_compressed, **_arrays()),
        _npz(**_arrays(means=np.array([[object()]]))),
        _npz(**_arrays(means=np.zeros((3, 5)))),
        _npz(**_arrays(means=np.zeros((2, 5), "<f4"))),
        _npz(**_arrays(directions=np.zeros((4, 2), "<f4"))),
        _npz(**_arrays(variances=np.zeros(2, "<f4"))),
        _npz(**_arrays(rest=np.array([np.nan], "<f4"))),
        _npz(**_arrays(other=np.zeros(1, "<f4"))),
    ],
    ids=("noise", "empty", "compressed", "objects", "double", "classes", "shape", "variance", "nan", "more"),
)
def test_a_file_of_something_else_is_refused(written, content):
    folder, about, _ = written
    (folder / ood.FILE).write_bytes(content)
    with pytest.raises(ModelRefusedError, match="expected the statistics"):
        ood.read(folder, replace(about, sha256=hashlib.sha256(content).hexdigest()), 3)


def test_a_path_in_the_card_leads_nowhere_else(written):
    folder, about, _ = written
    (folder / "inside").mkdir()
    with pytest.raises(ModelRefusedError, match="none that can be read"):
        ood.read(folder / "inside", replace(about, file=f"../{ood.FILE}"), 3)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"labels": np.zeros(90, int) + 1}, "two images of every class"),
        ({"validation": np.zeros((19, 12))}, "at least 20 validation images"),
        ({"validation": np.zeros((40, 11))}, "as many features"),
        ({"features": np.full((90, 12), np.nan)}, "finite features"),
        ({"features": np.zeros((90, 12))}, "constant"),
    ],
)
def test_what_cannot_be_fitted(features, change, why):
    usual = dict(zip(("features", "labels", "validation"), features, strict=True))
    with pytest.raises(ValueError, match=why):
        ood.fit(**{**usual, **change})


def test_other_features_than_the_statistics_are_of(features):
    statistics, _ = ood.fit(*features)
    with pytest.raises(ValueError, match="rows of 12 features"):
        statistics.scores(np.zeros((2, 11)))
