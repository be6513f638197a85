"""Checkpoints: whole or not there, checked, and as good as never having stopped."""

import contextlib
import errno
import json
import os
import random
import zipfile
from pathlib import Path

import numpy as np
import pytest

from trainer import checkpoint, keeper
from trainer.checkpoint import CHECKPOINT, PREVIOUS, CheckpointError, Identity, TrainingState, differences
from trainer.config import TrainConfig
from trainer.fit import Material, fit
from trainer.keeper import Sitting
from trainer.recipe import RECIPES

IDENTITY = Identity("data", "split", {"seed": "1", "batch_size": "4"}, {"keras": "3.1", "cxr12": "0.1"})


def state(epoch=1, **more):
    plain = {"identity": IDENTITY, "epoch": epoch, "step": 0, "steps": 3, "best_epoch": epoch, "best_loss": 0.5}
    plain |= {"best_auc": None, "averaged": 3, "seconds": 1.5, "seconds_to_best": 1.0, "told": "{}"}
    return TrainingState(**plain | more)


def arrays(seed=0):
    draw = np.random.default_rng(seed)
    return {
        "model": [draw.random((3, 4), dtype=np.float32), np.array(7, dtype=np.int64)],
        "optimizer": [draw.random(5, dtype=np.float32), np.array([1, 2], dtype=np.uint32)],
        "empty": [],
    }


def saved(folder, count=2):
    for epoch in range(1, count + 1):
        checkpoint.write(folder, state(epoch), arrays(epoch))


def test_what_is_written_is_read_and_the_one_before_is_kept(tmp_path):
    saved(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [PREVIOUS, CHECKPOINT]
    found, note = checkpoint.read(tmp_path)
    assert note == ""
    assert found.state == state(2)
    for name, group in arrays(2).items():
        assert len(found.arrays[name]) == len(group)
        for one, other in zip(found.arrays[name], group, strict=True):
            np.testing.assert_array_equal(one, other)
            assert (one.dtype, one.shape) == (other.dtype, other.shape)
    (tmp_path / CHECKPOINT).unlink()
    assert checkpoint.read(tmp_path)[0].state == state(1)


def test_any_program_reads_the_file_and_the_sum_is_over_all_before_it(tmp_path):
    import hashlib

    saved(tmp_path, 1)
    raw = (tmp_path / CHECKPOINT).read_bytes()
    with zipfile.ZipFile(tmp_path / CHECKPOINT) as archive:
        assert archive.testzip() is None
        assert archive.comment.decode() == hashlib.sha256(raw[:-64]).hexdigest()
        assert json.loads(archive.read("state.json"))["state"]["epoch"] == 1
        with archive.open("model/00000.npy") as member:
            np.testing.assert_array_equal(np.load(member), arrays(1)["model"][0])


def damaged(raw, kind):
    if kind == "empty":
        return b""
    if kind == "truncated":
        return raw[: len(raw) // 2]
    if kind == "foreign":
        return b"x" * 500
    draw = random.Random(kind)
    place = draw.randrange(len(raw))
    return raw[:place] + bytes([raw[place] ^ 1 << draw.randrange(8)]) + raw[place + 1 :]


@pytest.mark.parametrize("kind", ["empty", "truncated", "foreign", *range(40)])
def test_a_damaged_checkpoint_gives_way_to_the_one_before_and_that_is_said(tmp_path, kind):
    saved(tmp_path)
    raw = (tmp_path / CHECKPOINT).read_bytes()
    (tmp_path / CHECKPOINT).write_bytes(damaged(raw, kind))
    found, note = checkpoint.read(tmp_path)
    assert found.state == state(1)
    assert "the one before it, of epoch 1, is used" in note
    assert ("breaks off" in note) == (kind == "empty")
    checkpoint.write(tmp_path, state(3), arrays(3))
    (tmp_path / CHECKPOINT).write_bytes(b"")
    assert checkpoint.read(tmp_path)[0].state == state(1)  # the sound one was not pushed out by the damaged one


def test_without_a_sound_one_the_training_begins_anew_and_that_is_said(tmp_path):
    assert checkpoint.read(tmp_path) == (None, "")
    saved(tmp_path)
    for name in (CHECKPOINT, PREVIOUS):
        (tmp_path / name).write_bytes(b"")
    found, note = checkpoint.read(tmp_path)
    assert found is None
    assert "begins anew" in note
    assert not checkpoint.has_checkpoint(tmp_path)


def test_a_checkpoint_of_a_later_version_is_not_guessed_at(tmp_path, monkeypatch):
    monkeypatch.setattr(checkpoint, "_FORMAT", 2)
    saved(tmp_path, 1)
    monkeypatch.undo()
    with pytest.raises(checkpoint.OtherVersionError, match="its checkpoint was written by another version of CXR-12"):
        checkpoint.read(tmp_path)
    assert checkpoint.has_checkpoint(tmp_path)  # a night's training, perhaps
    (tmp_path / PREVIOUS).write_bytes(b"damaged")
    with pytest.raises(checkpoint.OtherVersionError):
        checkpoint.read(tmp_path)


def test_nothing_is_unpickled(tmp_path):
    with pytest.raises(ValueError, match=r"(?i)object arrays"):
        checkpoint.write(tmp_path, state(), {"model": [np.array([print], dtype=object)]})
    assert list(tmp_path.iterdir()) == []


CALLS = ("fsync", "link", "replace", "write")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("name", ["fsync", "open", "replace"])
def test_whatever_fails_at_whichever_time_a_sound_checkpoint_stays(tmp_path, monkeypatch, name, number):
    saved(tmp_path)
    for n in range(6):
        calls = []

        def failing(*arguments, real, n=n, calls=calls, **options):
            calls.append(1)
            if len(calls) == n + 1:
                raise OSError(number, os.strerror(number))
            return real(*arguments, **options)

        owner, real = (checkpoint.Path, getattr(checkpoint.Path, name)) if name != "fsync" else (os, os.fsync)
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, lambda *a, real=real, **o: failing(*a, real=real, **o))
            with contextlib.suppress(OSError):
                checkpoint.write(tmp_path, state(3), arrays(3))
        found, note = checkpoint.read(tmp_path)
        assert note == ""
        assert found.state.epoch in (2, 3)
        assert not list(tmp_path.glob(".*.checkpoint")) or name == "replace"
        checkpoint.remove(tmp_path)
        saved(tmp_path)


def test_a_disk_that_fills_up_inside_the_file_leaves_the_last_one(tmp_path, monkeypatch):
    saved(tmp_path)
    before = (tmp_path / CHECKPOINT).read_bytes()
    real = np.lib.format.write_array
    for n in range(4):
        left = [n]

        def full(file, array, left=left, **options):
            left[0] -= 1
            if left[0] < 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            real(file, array, **options)

        monkeypatch.setattr(np.lib.format, "write_array", full)
        with pytest.raises((OSError, ValueError)):
            checkpoint.write(tmp_path, state(3), arrays(3))
        assert (tmp_path / CHECKPOINT).read_bytes() == before
        assert sorted(path.name for path in tmp_path.iterdir()) == [PREVIOUS, CHECKPOINT]


def test_the_file_is_on_the_disk_before_it_has_its_name_and_its_folder_after(tmp_path, monkeypatch):
    saved(tmp_path, 1)
    told, sync, replace = [], os.fsync, checkpoint.Path.replace

    def synced(descriptor):
        told.append(("sync", Path(f"/proc/self/fd/{descriptor}").readlink().name))
        sync(descriptor)

    def replaced(self, target):
        told.append(("name", target.name))
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(checkpoint.Path, "replace", replaced)
    checkpoint.write(tmp_path, state(2), arrays(2))
    assert told[0][0] == "sync"
    assert told[0][1].endswith(".checkpoint")
    assert told[1:] == [("name", PREVIOUS), ("name", CHECKPOINT), ("sync", tmp_path.name)]


def test_what_has_changed_is_named():
    now = Identity("other", "split", {"seed": "1", "batch_size": "8"}, {"keras": "3.2", "cxr12": "0.1", "jax": "0.5"})
    assert differences(IDENTITY, IDENTITY) == ()
    assert differences(IDENTITY, now) == (
        "the data are others (fingerprint data, now other)",
        "batch size was 4, is 8",
        "jax was not there, is 0.5",
        "keras was 3.1, is 3.2",
    )


def material(count=16):
    draw = np.random.default_rng(5)
    labels = np.arange(count) % 2
    images = (draw.random((count, 32, 32, 1)) * 0.3 + 0.3 * labels[:, None, None, None]).astype(np.float32)
    rows = np.arange(count)
    return Material(images, np.eye(2, dtype=np.float32)[labels], rows[:10], rows[10:])


def sitting(folder, told, *, begun=None, pause_at=None, stop_at=None):
    """A sitting that is asked to pause or to stop after so many batches."""
    batches = [0]

    def emit(kind, **facts):
        told.append((kind, facts))

    def asked(at):
        batches[0] += 1
        return at is not None and batches[0] >= at

    return Sitting(
        folder, emit, (lambda: asked(stop_at)) if stop_at else lambda: False,
        (lambda: asked(pause_at)) if pause_at else lambda: False, IDENTITY, begun,
    )  # fmt: skip


def epochs(told):
    return [
        {
            name: facts[name]
            for name in ("epoch", "loss", "accuracy", "val_loss", "val_macro_auc", "learning_rate", "best")
        }
        for kind, facts in told
        if kind == "epoch"
    ]


@pytest.mark.parametrize(("recipe", "mixup", "each"), [("small", 0.2, 4), ("thesis", 0.0, 6)])
def test_a_training_that_was_paused_is_the_training_that_was_not(tmp_path, recipe, mixup, each):
    """10 images in batches of 4 are 3 batches: pauses come in epochs 2 and 3, or at the end of epoch 2."""
    config = TrainConfig(size=32, epochs=3, batch_size=4, recipe=recipe, mixup=mixup, seed=3)
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    whole.mkdir()
    parts.mkdir()
    told, told_in_parts, begun = [], [], None
    straight = fit(config, RECIPES[recipe], material(), sitting(whole, told))
    for _ in range(10):
        fitted = fit(config, RECIPES[recipe], material(), sitting(parts, told_in_parts, begun=begun, pause_at=each))
        if not fitted.left:
            break
        begun, note = checkpoint.read(parts)
        assert note == ""
    assert [kind for kind, _ in told_in_parts].count("epoch") == 3
    for one, other in zip(epochs(told), epochs(told_in_parts), strict=True):
        assert other == pytest.approx(one, rel=1e-6)
    assert fitted.best_epoch == straight.best_epoch
    for one, other in zip(straight.model.get_weights(), fitted.model.get_weights(), strict=True):
        np.testing.assert_allclose(other, one, rtol=1e-5, atol=1e-7)


def test_the_best_network_comes_back_with_its_checkpoint(tmp_path):
    """Killed between the checkpoint and the file of the best network, or with that of a later epoch in the folder."""
    config = TrainConfig(size=32, epochs=2, batch_size=4)
    fit(config, RECIPES["modern"], material(), sitting(tmp_path, [], pause_at=4))
    right = (tmp_path / "model.keras").read_bytes()
    begun, _ = checkpoint.read(tmp_path)
    assert (begun.state.epoch, begun.state.step, begun.state.best_epoch) == (1, 1, 1)
    (tmp_path / "model.keras").write_bytes(b"of another epoch")
    fitted = fit(config, RECIPES["modern"], material(), sitting(tmp_path, [], begun=begun, stop_at=1))
    assert (fitted.epochs, fitted.left) == (1, False)
    for one, other in zip(fitted.model.get_weights(), begun.arrays["best"], strict=True):
        np.testing.assert_array_equal(one, other)
    with zipfile.ZipFile(tmp_path / "model.keras") as new:
        assert new.testzip() is None
    assert len(right) == pytest.approx((tmp_path / "model.keras").stat().st_size, rel=0.01)


def test_a_checkpoint_of_another_network_is_refused(tmp_path):
    fit(TrainConfig(size=32, epochs=1, batch_size=4), RECIPES["modern"], material(), sitting(tmp_path, []))
    begun, _ = checkpoint.read(tmp_path)
    other = TrainConfig(size=32, epochs=2, batch_size=4, architecture="densenet121", variant="standard")
    with pytest.raises(CheckpointError, match=r"of another network than the one config\.json describes"):
        fit(other, RECIPES["modern"], material(), sitting(tmp_path, [], begun=begun))


def test_early_stopping_waits_as_long_as_it_was_told(tmp_path, monkeypatch):
    losses = iter([0.5, 0.4, 0.6, 0.45, 0.3, 0.2])
    monkeypatch.setattr(keeper, "mean_loss", lambda *_: next(losses))
    told = []
    config = TrainConfig(size=32, epochs=6, batch_size=8, early_stopping=2)
    fitted = fit(config, RECIPES["modern"], material(), sitting(tmp_path, told))
    assert (fitted.epochs, fitted.best_epoch, fitted.best_val_loss) == (4, 2, 0.4)
    begun, _ = checkpoint.read(tmp_path)
    again = fit(config, RECIPES["modern"], material(), sitting(tmp_path, told, begun=begun))
    assert (again.epochs, again.left) == (4, False)  # it was over before


def test_the_macro_auc_chooses_the_epoch_where_that_is_asked(tmp_path, monkeypatch):
    found = iter([(0.5, 0.7), (0.6, 0.8), (0.4, 0.75), (0.55, 0.8)])
    now = []

    def loss(*_):
        now[:] = [next(found)]
        return now[0][0]

    monkeypatch.setattr(keeper, "mean_loss", loss)
    monkeypatch.setattr(keeper, "figures", lambda *_: {"val_accuracy": 0.5, "val_macro_auc": now[0][1]})
    config = TrainConfig(size=32, epochs=4, batch_size=8, monitor="val_macro_auc")
    told = []
    fitted = fit(config, RECIPES["modern"], material(), sitting(tmp_path, told))
    assert [facts["best"] for kind, facts in told if kind == "epoch"] == [True, True, False, True]
    assert (fitted.best_epoch, fitted.best_val_loss) == (4, 0.55)


def test_tensorboard_reads_what_was_written_and_no_computer_is_named(tmp_path):
    import platform

    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    told = []
    config = TrainConfig(size=32, epochs=2, batch_size=8, tensorboard=True)
    fit(config, RECIPES["modern"], material(), sitting(tmp_path, told))
    (path,) = (tmp_path / "tensorboard").iterdir()
    assert platform.node() not in path.name
    board = EventAccumulator(str(path))
    board.Reload()
    for name in ("loss", "val_loss", "val_macro_auc", "learning_rate"):
        values = [(scalar.step, scalar.value) for scalar in board.Scalars(name)]
        assert values == [
            (facts["epoch"], pytest.approx(facts[name], rel=1e-6)) for kind, facts in told if kind == "epoch"
        ]


def test_what_a_killed_process_was_writing_goes(tmp_path):
    saved(tmp_path)
    there = sorted(path.name for path in tmp_path.iterdir())
    (tmp_path / ".3f.checkpoint").write_bytes(b"half")
    (tmp_path / ".saving-x").mkdir()
    (tmp_path / ".saving-x" / "model.keras").write_bytes(b"half")
    checkpoint.remove_drafts(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == there


def test_a_run_with_a_checkpoint_of_another_version_asks_before_it_begins_anew(tmp_path, monkeypatch):
    from trainer.session import PausedError, _begun

    monkeypatch.setattr(checkpoint, "_FORMAT", 2)
    saved(tmp_path, 1)
    monkeypatch.undo()
    told = []

    def emit(kind, **facts):
        told.append((kind, facts))

    with pytest.raises(PausedError, match=r"^not resumed, because its checkpoint was written by another version"):
        _begun(tmp_path, None, emit, accept_changes=False)
    assert told == [("changed", {"differences": ["its checkpoint was written by another version of CXR-12"]})]
    assert checkpoint.has_checkpoint(tmp_path)
    assert _begun(tmp_path, None, emit, accept_changes=True) is None
    assert "the training begins anew" in told[-1][1]["text"]
    assert not checkpoint.has_checkpoint(tmp_path)
