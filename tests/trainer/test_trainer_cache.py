"""Cached arrays are the preprocessed images, no more and no less; presets and depths follow the data."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import core
from core.dicom.decoders import Decoders
from core.errors import ChildTimeoutError, DamagedError, DatasetError
from core.picture import read_image
from core.places import cache_folder
from core.preprocess import PreprocessSpec, preprocess
from trainer.cache import arrays, building, images, naming, readable, sentence
from trainer.cache.failure import failure_of
from trainer.config import TrainConfig
from trainer.dataset import read_dataset
from trainer.depth import resolve_spec

SPEC = PreprocessSpec("native", 24, 32, "12")


@pytest.fixture
def mixed_depths(tmp_path, write_dicom):
    """Two 12-bit and two 14-bit images."""
    for number, bits in enumerate((12, 14, 12, 14)):
        write_dicom(tmp_path / "data" / "ab"[number // 2] / f"{number}.dcm", 0.2 * number + 0.1, number, bits)
    return tmp_path / "data"


def read_again(path):
    raise AssertionError("an image was read again")


def test_arrays_are_the_preprocessed_images_in_row_order(mixed_depths):
    dataset = read_dataset(mixed_depths)
    made = arrays(dataset, SPEC)
    assert made.unreadable == ()
    assert made.images.shape == (4, 24, 32, 1)
    assert made.images.dtype == np.float32
    for row, image in zip(dataset.rows, made.images, strict=True):
        np.testing.assert_array_equal(image, preprocess(read_image(row.path), SPEC))
    means = {row.path.name: float(image[:, 4:28].mean()) for row, image in zip(dataset.rows, made.images, strict=True)}
    for number in range(4):  # the level each image was made with
        assert means[f"{number}.dcm"] == pytest.approx(0.2 * number + 0.1, abs=0.01)


def test_a_second_time_nothing_is_read(mixed_depths, monkeypatch):
    dataset = read_dataset(mixed_depths)
    first = arrays(dataset, SPEC)
    monkeypatch.setattr(building, "read_image", read_again)
    np.testing.assert_array_equal(arrays(dataset, SPEC).images[:], first.images[:])
    with pytest.raises(AssertionError, match="read again"):
        arrays(dataset, PreprocessSpec("native", 24, 32))


def test_a_build_that_was_stopped_goes_on_where_it_was(mixed_depths, monkeypatch):
    dataset = read_dataset(mixed_depths)
    told, read = [], []

    def stop_at_two(done, total):
        told.append((done, total))
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        arrays(dataset, SPEC, progress=stop_at_two)
    assert told == [(1, 4), (2, 4)]
    kept = shards()
    assert len(kept) >= 2  # each image is a shard here
    told.clear()
    monkeypatch.setattr(building, "read_image", lambda path: read.append(path.name) or read_image(path))
    made = arrays(dataset, SPEC, progress=lambda done, total: told.append((done, total)))
    missing = [row.path.name for number, row in enumerate(dataset.rows) if f"{number:05d}.npy" not in kept]
    assert sorted(read) == sorted(missing)
    assert told == [(done, 4) for done in range(len(kept) + 1, 5)]
    for row, image in zip(dataset.rows, made.images, strict=True):
        np.testing.assert_array_equal(image, preprocess(read_image(row.path), SPEC))


def test_unreadable_images_are_named_and_can_be_left_out(mixed_depths, write_dicom):
    broken = mixed_depths / "a" / "broken.dcm"
    content = write_dicom(mixed_depths / "a" / "whole.dcm", seed=9).read_bytes()
    broken.write_bytes(content[:-1000])
    (mixed_depths / "b" / "text.dcm").write_text("no image at all" * 20)
    write_dicom(mixed_depths / "b" / "raw.dcm", seed=10, intent="FOR PROCESSING")
    dataset = read_dataset(mixed_depths)
    made = arrays(dataset, SPEC)
    ids = {row.path.name: row.id for row in dataset.rows}
    assert {row for row, _ in made.unreadable} == {ids["broken.dcm"], ids["text.dcm"], ids["raw.dcm"]}
    assert all(reason and str(mixed_depths) not in reason and ".dcm" not in reason for _, reason in made.unreadable)
    assert sentence(made.unreadable, dataset.rows).startswith("3 of 8 images cannot be used")
    rest, kept = readable(dataset, made.unreadable)
    assert len(rest.rows) == 5
    assert [dataset.rows[i].id for i in kept] == [row.id for row in rest.rows]
    assert rest.fingerprint != dataset.fingerprint
    assert "3 unreadable images were left out" in rest.notes[-1]
    broken.write_bytes(content)  # repaired behind the cache's back
    assert len(arrays(dataset, SPEC, again=False).unreadable) == 3
    assert len(arrays(dataset, SPEC).unreadable) == 2


def shards():
    """Names of the whole shards of the only entry; nothing else may lie there."""
    (folder,) = (cache_folder() / "arrays").iterdir()
    names = sorted(path.name for path in folder.iterdir())
    assert all(name.endswith(".npy") for name in names)
    return names


def shard(number):
    (folder,) = (cache_folder() / "arrays").iterdir()
    return images.shard_path(folder, number)


def key_of(dataset):
    naming.code.cache_clear()
    found = naming.key(dataset, SPEC)
    naming.code.cache_clear()
    return found


@pytest.mark.parametrize("name", ["preprocess.py", "picture.py", "display/voi.py", "dicom/decode.py", "dicom/grey.py"])
def test_the_key_follows_the_code_that_makes_the_pixels(mixed_depths, monkeypatch, name):
    dataset = read_dataset(mixed_depths)
    before, read = key_of(dataset), Path.read_bytes
    changed = Path(core.__file__).parent / name
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + b"#" * (path == changed))
    assert key_of(dataset) != before
    monkeypatch.undo()
    assert key_of(dataset) == before


@pytest.mark.parametrize("library", ["imagecodecs", "numpy", "pydicom", "opencv", "cxr12"])
def test_the_key_follows_the_libraries_that_make_the_pixels(mixed_depths, monkeypatch, library):
    dataset = read_dataset(mixed_depths)
    before, version = key_of(dataset), naming.version
    if library == "opencv":
        monkeypatch.setattr(naming.cv2, "__version__", "0")
    elif library == "cxr12":
        monkeypatch.setattr(core, "__version__", "0")
    else:
        monkeypatch.setattr(naming, "version", lambda name: "0" if name == library else version(name))
    assert key_of(dataset) != before


def test_no_source_on_the_way_from_file_to_network_is_left_out_of_the_key():
    ask = "import sys, core.dicom.decode, core.picture, core.preprocess; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout.split()
    root = Path(core.__file__).parent
    covered = {
        path.relative_to(root.parent).with_suffix("") for pattern in naming.SOURCES for path in root.glob(pattern)
    }
    names = {".".join(path.parts).removesuffix(".__init__") for path in covered}
    assert {name for name in loaded if name.startswith("core.")} - names == {"core.errors", "core.child"}


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1],
        lambda content: content[: content.rindex(b"{")],
        lambda content: content[: content.rindex(b"{")] + b'{"unreadable": [[1, ""]], "lasting": true}',
        lambda content: content[: content.rindex(b"{")] + b"[]",
        lambda content: b"",
        lambda content: b"garbage" * 99,
        lambda content: content.replace(b"'<f4'", b"'<i4'"),
        lambda content: content.replace(b"(1, 24, 32, 1)", b"(1, 24, 16, 1)"),
    ],
)
def test_a_damaged_shard_is_made_again_and_no_other(mixed_depths, monkeypatch, damage):
    dataset, read = read_dataset(mixed_depths), []
    expected = arrays(dataset, SPEC).images[:]
    whole = shard(2).read_bytes()
    shard(2).write_bytes(damage(whole))
    monkeypatch.setattr(building, "read_image", lambda path: read.append(path) or read_image(path))
    np.testing.assert_array_equal(arrays(dataset, SPEC).images[:], expected)
    assert read == [dataset.rows[2].path]
    assert shard(2).read_bytes() == whole
    monkeypatch.setattr(building, "read_image", read_again)
    np.testing.assert_array_equal(arrays(dataset, SPEC).images[:], expected)


def test_two_that_make_the_same_array_do_not_meet(mixed_depths):
    dataset = read_dataset(mixed_depths)
    inner = []

    def meanwhile(done, total):
        if done == 2 and not inner:
            inner.append(arrays(dataset, SPEC))

    outer = arrays(dataset, SPEC, progress=meanwhile)
    np.testing.assert_array_equal(outer.images[:], inner[0].images[:])
    assert all(image.any() for image in outer.images)
    assert len(shards()) == 4


def timed_out(path):
    try:
        raise ChildTimeoutError("no answer within 5 s")
    except ChildTimeoutError:
        raise DamagedError(path, "decoding did not end within 5 s") from None


def disk_failed(path):
    raise OSError(errno.EIO, "Input/output error", str(path))


def child_timed_out(path):
    raise ChildTimeoutError("no answer within 5 s")


@pytest.fixture
def fail_at(monkeypatch):
    """Make reading ``name`` fail the first ``times`` times."""

    def arrange(name, how, times):
        left = [times]

        def read(path):
            if path.name == name and left[0]:
                left[0] -= 1
                how(path)
            return read_image(path)

        monkeypatch.setattr(building, "read_image", read)

    return arrange


@pytest.mark.parametrize("how", [timed_out, disk_failed, child_timed_out])
def test_an_accident_is_tried_once_more(mixed_depths, fail_at, how):
    dataset = read_dataset(mixed_depths)
    fail_at("2.dcm", how, times=1)
    made = arrays(dataset, SPEC, again=False)
    assert made.unreadable == ()
    for row, image in zip(dataset.rows, made.images, strict=True):
        np.testing.assert_array_equal(image, preprocess(read_image(row.path), SPEC))


@pytest.mark.parametrize("how", [disk_failed, child_timed_out])
def test_an_image_that_nobody_refused_is_never_left_out(mixed_depths, fail_at, how):
    dataset = read_dataset(mixed_depths)
    fail_at("2.dcm", how, times=2)
    with pytest.raises(DatasetError, match=r"row [0-9a-f]{16} of the dataset table could not be read, twice \((In|no)"):
        arrays(dataset, SPEC, again=False)
    assert len(shards()) == 3
    assert arrays(dataset, SPEC, again=False).unreadable == ()


def test_a_refusal_that_came_of_an_accident_is_not_remembered(mixed_depths, fail_at):
    dataset = read_dataset(mixed_depths)
    ids = {row.path.name: row.id for row in dataset.rows}
    fail_at("2.dcm", timed_out, times=2)
    assert arrays(dataset, SPEC, again=False).unreadable == ((ids["2.dcm"], "decoding did not end within 5 s"),)
    made = arrays(dataset, SPEC, again=False)
    assert made.unreadable == ()
    assert all(image.any() for image in made.images)


def test_a_decoder_that_dies_is_an_accident_and_a_broken_file_is_not(mixed_depths, tmp_path):
    decoders = Decoders(1, "core.errors:there_is_no_such_service")
    with pytest.raises(DamagedError) as died:
        decoders.decode(tmp_path / "x.dcm", {"rows": 1, "columns": 1}, b"")
    decoders.close()
    assert failure_of(died.value).passing
    broken = mixed_depths / "a" / "0.dcm"
    broken.write_bytes(broken.read_bytes()[:-99])
    with pytest.raises(DamagedError) as damaged:
        read_image(broken)
    assert not failure_of(damaged.value).passing


def test_unreadable_images_are_remembered_for_every_dataset_of_the_same_images(mixed_depths, tmp_path):
    broken = mixed_depths / "a" / "0.dcm"
    broken.write_bytes(broken.read_bytes()[:-99])
    arrays(read_dataset(mixed_depths), SPEC)
    other = tmp_path / "other"
    shutil.copytree(mixed_depths, other)
    (other / "a").rename(other / "c")
    relabelled = read_dataset(other)
    ids = {row.path.name: row.id for row in relabelled.rows}
    assert [row_id for row_id, _ in arrays(relabelled, SPEC, again=False).unreadable] == [ids["0.dcm"]]
    assert len(shards()) == 4


def test_old_drafts_go_and_fresh_ones_stay(mixed_depths):
    folder = cache_folder() / "arrays" / "another"
    folder.mkdir(parents=True)
    for name in ("old.draft", "fresh.draft"):
        (folder / name).touch()
    os.utime(folder / "old.draft", (0, 0))
    arrays(read_dataset(mixed_depths), SPEC)
    assert not (folder / "old.draft").exists()
    assert (folder / "fresh.draft").exists()


KILLED = """
import os, sys
from pathlib import Path
from core.preprocess import PreprocessSpec
from trainer.cache import arrays
from trainer.dataset import read_dataset
def kill(done, total):
    if done == 8: os.kill(os.getpid(), 9)
arrays(read_dataset(Path(sys.argv[1])), PreprocessSpec("native", 24, 32, "12"), progress=kill)
"""


def test_a_build_that_was_killed_goes_on_where_it_was(mixed_depths, write_dicom, monkeypatch):
    for number in range(8):
        write_dicom(mixed_depths / "ab"[number % 2] / f"more{number}.dcm", 0.5, 10 + number)
    done = subprocess.run([sys.executable, "-c", KILLED, str(mixed_depths)], check=False, capture_output=True)
    assert done.returncode == -9, done.stderr
    (folder,) = (cache_folder() / "arrays").iterdir()
    kept = len(list(folder.glob("*.npy")))
    assert kept >= 8 - (os.cpu_count() + 1)  # eight images were made; each thread may have had one not in its place
    dataset, read = read_dataset(mixed_depths), []
    monkeypatch.setattr(building, "read_image", lambda path: read.append(path) or read_image(path))
    made = arrays(dataset, SPEC)
    assert len(read) == 12 - kept
    for row, image in zip(dataset.rows, made.images, strict=True):
        np.testing.assert_array_equal(image, preprocess(read_image(row.path), SPEC))


def test_a_full_disk_is_told_beforehand_and_leaves_what_is_whole(mixed_depths, monkeypatch):
    dataset = read_dataset(mixed_depths)
    usage = shutil.disk_usage("/")
    with monkeypatch.context() as little:
        little.setattr(building.shutil, "disk_usage", lambda path: usage._replace(free=2 << 20))
        with pytest.raises(DatasetError, match=r"need 4 MB in the cache folder, and 2 MB are free there: make room"):
            arrays(dataset, PreprocessSpec("native", 512, 512, "12"))
    seal, sealed = building.Draft.seal, []

    def full_at_the_third(draft):
        if len(sealed) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sealed.append(draft.path.name)
        return seal(draft)

    with monkeypatch.context() as full:
        full.setattr(building.Draft, "seal", full_at_the_third)
        with pytest.raises(OSError, match="No space left"):
            arrays(dataset, SPEC)
    (folder,) = [path for path in (cache_folder() / "arrays").iterdir() if any(path.iterdir())]
    assert sorted(path.name for path in folder.iterdir()) == sorted(sealed)
    assert all(image.any() for image in arrays(dataset, SPEC).images)


@pytest.fixture
def sharded(mixed_depths, monkeypatch):
    """The same images in shards of three and one, and in memory."""
    monkeypatch.setattr(images, "_FEWEST_SHARDS", 2)
    monkeypatch.setattr(images, "_MOST_PER_SHARD", 3)
    dataset = read_dataset(mixed_depths)
    monkeypatch.setattr("trainer.cache.per_shard", lambda count, image_bytes: 3)
    return arrays(dataset, SPEC).images, np.stack([preprocess(read_image(row.path), SPEC) for row in dataset.rows])


def test_rows_are_read_as_from_an_array_in_memory(sharded):
    stored, memory = sharded
    assert shards() == ["00000.npy", "00001.npy"]
    assert (stored.shape, stored.dtype, len(stored)) == (memory.shape, memory.dtype, len(memory))
    rest = stored.only(np.array([3, 1, 2]))
    assert rest.shape == (3, 24, 32, 1)
    for rows in (0, -1, slice(None), slice(1, 3), np.array([3, 0, 3, 2]), np.array([], dtype=np.intp), [1, 2]):
        np.testing.assert_array_equal(stored[rows], memory[rows])
    np.testing.assert_array_equal(stored[memory.mean(axis=(1, 2, 3)) > 0.3], memory[memory.mean(axis=(1, 2, 3)) > 0.3])
    np.testing.assert_array_equal(rest[:], memory[[3, 1, 2]])
    np.testing.assert_array_equal(rest.only(np.array([2, 0]))[np.array([1, 0])], memory[[3, 2]])
    with pytest.raises(IndexError):
        stored[4]
    with pytest.raises(IndexError):
        rest[3]


def test_a_shard_is_an_array_that_numpy_reads(sharded):
    _, memory = sharded
    np.testing.assert_array_equal(np.load(shard(0), mmap_mode="r"), memory[:3])
    np.testing.assert_array_equal(np.load(shard(1), mmap_mode="r"), memory[3:])


@pytest.mark.parametrize(
    ("count", "image_bytes", "each"),
    [
        (4, 24 * 32 * 4, 1),
        (33, 1 << 16, 2),  # so that there are no fewer than 17 shards for the cores to share
        (20_000, 1 << 16, 256),
        (20_000, 1 << 20, 64),  # 64 MB
        (20_000, 2048 * 2048 * 4, 4),
    ],
)
def test_shards_are_small_and_many(count, image_bytes, each):
    assert images.per_shard(count, image_bytes) == each


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_what_was_read_does_not_stay_in_memory(tmp_path):
    """Shards of 512 MB in all, read through once: the peak grows by a small part of that."""
    ask = """
import sys
from pathlib import Path
import numpy as np
from trainer.cache.images import HEADER_BYTES, ShardedImages, shard_path
def peak(): return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]) >> 10
folder = Path(sys.argv[1])
for number in range(8):
    with shard_path(folder, number).open("wb") as file: file.truncate(HEADER_BYTES + 64 * (1 << 20))
stored = ShardedImages(folder, (512, 512, 512, 1), 64, 512)
before = peak()
for rows in np.array_split(np.random.default_rng(0).permutation(512), 32): stored[rows]
print(peak() - before)
"""
    done = subprocess.run([sys.executable, "-c", ask, str(tmp_path)], check=True, capture_output=True, text=True)
    assert int(done.stdout) < 120  # MB: a batch of 16 in memory and 16 mapped, and room for chance


def resolved(source, **settings):
    spec, notes = resolve_spec(TrainConfig(size=32, **settings), read_dataset(source))
    return spec.preset, spec.bits, notes


def test_auto_takes_all_bits_there_are(mixed_depths):
    assert resolved(mixed_depths) == ("native", "native", ())
    assert resolved(mixed_depths, bits="8") == ("native", "8", ())
    assert resolved(mixed_depths, bits="12") == ("native", "12", ())
    assert resolved(mixed_depths, preset="thesis12") == ("thesis12", "native", ())
    assert resolved(mixed_depths, preset="thesis8", bits="8") == ("thesis8", "native", ())


def test_an_arm_that_needs_more_bits_than_there_are_is_refused(mixed_depths, write_dicom):
    write_dicom(mixed_depths / "a" / "shallow.dcm", seed=5, bits=10)
    with pytest.raises(DatasetError, match="1 of 5 images store fewer than 12 bits"):
        resolved(mixed_depths, bits="12")
    assert resolved(mixed_depths, bits="10")[1] == "10"


def test_8_bit_originals_enter_as_pictures(bright_and_dark):
    assert resolved(bright_and_dark) == ("display8", "native", ())
    assert resolved(bright_and_dark, bits="8") == ("display8", "native", ())
    with pytest.raises(DatasetError, match="12 bits were asked of images that enter as 8-bit pictures"):
        resolved(bright_and_dark, bits="12")
    with pytest.raises(DatasetError, match="24 of 24 images are 8-bit originals"):
        resolved(bright_and_dark, preset="native")


def test_mixed_depths_are_brought_to_8_bits_and_said(mixed_depths, write_dicom, write_png):
    write_png(mixed_depths / "a" / "picture.png", seed=6)
    write_dicom(mixed_depths / "a" / "8.dcm", seed=7, bits=8)
    preset, _, notes = resolved(mixed_depths)
    assert preset == "display8"
    assert notes[0].startswith("2 of 6 images are 8-bit originals")
    with pytest.raises(DatasetError, match="fixes its own bit depth"):
        resolved(mixed_depths, preset="thesis12", bits="12")
