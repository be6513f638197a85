"""Batches, changes of the training images, loss and the kept epoch, in this process."""

import hashlib
from types import SimpleNamespace

import keras
import numpy as np
import pytest

from core.errors import ModelRefusedError
from core.models import network
from core.models.card import ModelCard
from core.preprocess import PreprocessSpec
from trainer.averaging import Average
from trainer.config import TrainConfig
from trainer.fit import Material, TrainingDivergedError, fit, start_from
from trainer.judging import mean_loss
from trainer.keeper import Sitting
from trainer.pipeline import plain_batches, steps_per_epoch, training_batches, varied
from trainer.recipe import RECIPES, Augmentation, activation


def numbered(count=37, side=8):
    """Images whose grey value tells their number."""
    return np.broadcast_to(np.arange(count, dtype=np.float32)[:, None, None, None] / 100, (count, side, side, 1))


def epochs_of(seed=1, batch_size=8, epochs=2, augmentation=None, rows=None):
    rows = np.arange(5, 37) if rows is None else rows
    targets = np.eye(2, dtype=np.float32)[np.arange(len(rows)) % 2]
    weights = np.arange(len(rows), dtype=np.float32)
    options = {"batch_size": batch_size, "epochs": epochs, "seed": seed, "augmentation": augmentation}
    return [
        tuple(part.numpy() for part in batch)
        for batch in training_batches(numbered(), rows, targets, weights, **options)
    ]


def test_every_epoch_shows_every_image_once_with_its_label_and_weight():
    rows = np.arange(3, 37)
    batches = epochs_of(batch_size=10, epochs=3, rows=rows)
    assert [len(pictures) for pictures, _, _ in batches[:4]] == [9, 9, 8, 8]  # 34 in 4 batches of at most 10
    shown = []
    for epoch in range(3):
        its = batches[4 * epoch : 4 * epoch + 4]
        numbers = np.concatenate([np.rint(pictures[:, 0, 0, 0] * 100) for pictures, _, _ in its]).astype(int)
        assert sorted(numbers) == list(rows)
        np.testing.assert_array_equal(np.concatenate([weight for _, _, weight in its]), numbers - 3)
        np.testing.assert_array_equal(np.concatenate([truth.argmax(1) for _, truth, _ in its]), (numbers - 3) % 2)
        shown.append(tuple(numbers))
    assert len(set(shown)) == 3


def test_order_follows_from_the_seed():
    one, again, other = (np.concatenate([batch[2] for batch in epochs_of(seed)]) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, again)
    assert not np.array_equal(one, other)


def test_changes_follow_from_the_seed():
    by = RECIPES["modern"].augmentation
    one, again, other = (np.concatenate([b[0] for b in epochs_of(seed, augmentation=by)]) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, again)
    assert not np.array_equal(one, other)


def test_plain_batches_are_the_images_in_order():
    batches = [batch.numpy() for batch in plain_batches(numbered(), np.array([4, 2, 9, 9, 1]), 2)]
    assert [len(batch) for batch in batches] == [2, 2, 1]
    np.testing.assert_allclose(np.concatenate(batches)[:, 0, 0, 0] * 100, [4, 2, 9, 9, 1], rtol=1e-6)


def test_steps():
    assert [steps_per_epoch(images, 16) for images in (1, 16, 17, 624)] == [1, 1, 2, 39]


def changed(pictures, by, seed=(1, 2)):
    return np.asarray(varied(pictures, by, np.array(seed, dtype=np.int64)))


def test_no_change_is_no_change():
    pictures = np.random.default_rng(0).random((4, 16, 12, 1), dtype=np.float32)
    np.testing.assert_array_equal(changed(pictures, Augmentation()), pictures)
    np.testing.assert_allclose(changed(pictures, Augmentation(rotation_deg=1e-6, gamma=1e-9)), pictures, atol=1e-5)


def test_the_modern_recipe_never_swaps_left_and_right_and_the_thesis_does():
    pictures = np.zeros((200, 32, 32, 1), dtype=np.float32)
    pictures[:, 8:24, 2:12] = 0.8
    modern = changed(pictures, RECIPES["modern"].augmentation)
    assert (modern[:, :, :16].mean(axis=(1, 2, 3)) > modern[:, :, 16:].mean(axis=(1, 2, 3))).all()
    assert modern.min() >= 0.0
    assert modern.max() <= 1.0
    thesis = changed(pictures, RECIPES["thesis"].augmentation)
    mirrored = (thesis[:, :, :16].mean(axis=(1, 2, 3)) < thesis[:, :, 16:].mean(axis=(1, 2, 3))).sum()
    assert 60 < mirrored < 140  # half of 200, five standard deviations either way


def centre(picture):
    grey = picture[..., 0]
    rows, columns = np.indices(grey.shape)
    return np.array([(rows * grey).sum(), (columns * grey).sum()]) / grey.sum()


def test_shift_rotation_and_zoom_stay_within_their_bounds():
    pictures = np.zeros((100, 41, 41, 1), dtype=np.float32)
    pictures[:, 19:22, 19:22] = 1.0
    moved = np.array([centre(picture) for picture in changed(pictures, Augmentation(shift=0.1))]) - 20
    assert np.abs(moved).max() <= 4.1 + 0.01
    assert (moved.max(axis=0) > 3).all()
    assert (moved.min(axis=0) < -3).all()
    pictures[:] = 0.0
    pictures[:, 19:22, 34:37] = 1.0  # 15 pixels to the right of the centre
    arm = np.array([centre(picture) for picture in changed(pictures, Augmentation(rotation_deg=10.0))]) - 20
    np.testing.assert_allclose(np.hypot(*arm.T), 15.0, atol=0.1)
    angles = np.degrees(np.arctan2(arm[:, 0], arm[:, 1]))
    assert -10.2 <= angles.min() < -8
    assert 8 < angles.max() <= 10.2
    arm = np.array([centre(picture) for picture in changed(pictures, Augmentation(zoom=0.2))])[:, 1] - 20
    assert 15 / 1.2 - 0.1 <= arm.min() < 13
    assert 18 < arm.max() <= 15 / 0.8 + 0.1


def test_losses_by_hand():
    targets = np.array([[1, 0, 0], [0, 1, 0]], dtype=np.float32)
    output = np.array([[0.5, 0.25, 0.25], [0.2, 0.8, 0.0]], dtype=np.float32)
    assert mean_loss(targets, output, binary=False) == pytest.approx((np.log(2) + np.log(1.25)) / 2, rel=1e-6)
    by_hand = [-np.log(x) for x in (0.5, 0.75, 0.75, 0.8, 0.8)]
    assert mean_loss(targets, output, binary=True) == pytest.approx(sum(by_hand) / 6, rel=1e-5)


def test_the_running_average_by_hand():
    network_of_two = SimpleNamespace(weights=[keras.Variable([0.0]), keras.Variable([[1.0, 2.0]])])
    average = Average(0.25)
    for value in (8.0, 4.0, 0.0):
        network_of_two.weights[0].assign([value])
        average.add(network_of_two)
    # 8 as it is; then 2/11 of the distance 4 stays; then 3/12 of that.
    assert average.weights[0][0] == pytest.approx((4 + 2 / 11 * 4) * 0.25)
    np.testing.assert_array_equal(average.weights[1], [[1.0, 2.0]])
    other = Average(0.5)  # another average of the same weights is one of its own
    other.add(network_of_two)
    assert other.weights[0][0] == 0.0


def test_the_thesis_ended_its_small_resnet_in_a_sigmoid():
    settings = {"recipe": "thesis", "architecture": "resnet50", "variant": "proposed"}
    assert activation(TrainConfig(**settings, size=128)) == "sigmoid"
    assert activation(TrainConfig(**settings, size=512)) == "softmax"
    assert activation(TrainConfig(**settings | {"variant": "standard"}, size=128)) == "softmax"
    assert activation(TrainConfig(size=128)) == "softmax"


def material(seed=0, count=12):
    random = np.random.default_rng(seed)
    labels = np.arange(count) % 2
    images = random.random((count, 32, 32, 1), dtype=np.float32) * 0.2 + 0.6 * labels[:, None, None, None]
    rows = np.arange(count)
    return Material(
        images.astype(np.float32), np.eye(2, dtype=np.float32)[labels], rows[: count - 4], rows[count - 4 :]
    )


def test_a_loss_that_is_no_number_stops(tmp_path):
    stuff, told = material(), []
    stuff.targets[3] = np.nan
    sitting = Sitting(tmp_path, lambda kind, **_: told.append(kind), lambda: False)
    with pytest.raises(TrainingDivergedError, match=r"no longer a number \(epoch 1\).*learning rate than 0.001"):
        fit(TrainConfig(size=32), RECIPES["modern"], stuff, sitting)
    assert "epoch" not in told
    assert list(tmp_path.iterdir()) == []


def test_the_best_network_is_kept_in_float32_when_a_later_epoch_fails(tmp_path):
    stuff, told = material(), []

    def emit(kind, **facts):
        told.append(kind)
        if kind == "epoch":
            stuff.targets[:] = np.nan  # the second judgement finds no number

    config = TrainConfig(size=32, epochs=3, batch_size=4, augment=False, precision="bfloat16")
    with pytest.raises(TrainingDivergedError, match=r"\(epoch 2\)"):
        fit(config, RECIPES["modern"], stuff, Sitting(tmp_path, emit, lambda: False))
    assert told.count("epoch") == 1
    kept = network.build(
        "resnet50", "proposed", head="average", input_shape=(32, 32, 1), classes=2, activation="softmax"
    )
    kept.load_weights(tmp_path / "model.keras")
    output = kept(stuff.images, training=False).numpy()
    assert output.dtype == np.float32
    np.testing.assert_allclose(output.sum(axis=1), 1.0, atol=1e-5)
    assert not np.allclose(output[0], output[1], atol=1e-4)


def shelved(folder):
    """A small network of three classes with its card, as a shelf has it."""
    folder.mkdir()
    shape = {"head": "average", "input_shape": (32, 32, 1), "classes": 3, "activation": "softmax"}
    model = network.build("resnet50", "proposed", **shape)
    network.save(model, folder / "model.keras")
    return model, ModelCard(
        name=folder.name,
        architecture="resnet50",
        variant="proposed",
        head="average",
        classes=("a", "b", "c"),
        activation="softmax",
        spec=PreprocessSpec("display8", 32, 32),
        parameters=model.count_params(),
        sha256=hashlib.sha256((folder / "model.keras").read_bytes()).hexdigest(),
        golden=network.golden_for(model),
        verified=True,
        created="",
        app_version="",
        seed=1,
        data="",
        data_fingerprint="",
        split_fingerprint="",
    )


def test_a_network_starts_from_the_body_of_another_with_other_classes(tmp_path):
    other, card = shelved(tmp_path / "other")
    shape = {"head": "average", "input_shape": (32, 32, 1), "classes": 2, "activation": "softmax"}
    model = network.build("resnet50", "proposed", **shape)
    last = model.layers[-1].get_weights()
    start_from(model, tmp_path / "other", card)
    for mine, theirs in zip(model.layers[:-1], other.layers[:-1], strict=True):
        for one, its in zip(mine.get_weights(), theirs.get_weights(), strict=True):
            np.testing.assert_array_equal(one, its)
    for one, its in zip(model.layers[-1].get_weights(), last, strict=True):
        np.testing.assert_array_equal(one, its)
    unlike = network.build("resnet50", "standard", **shape)
    with pytest.raises(ModelRefusedError, match="expected the layers of resnet50_standard_average to start from"):
        start_from(unlike, tmp_path / "other", card)
