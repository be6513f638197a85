"""Compressed pixels: equal to their uncompressed twins, and every kind of damage refused with the child alive again."""

import contextlib
import io
import os
import resource
import struct
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from pydicom.data import get_testdata_file

from core.dicom.decoders import Decoders, decoders
from core.dicom.encapsulated import FragmentsError, split
from core.dicom.read import read
from core.errors import DamagedError

J2K, JPEG_LS, RLE = "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.5"
SOF3, EXTENDED, HTJ2K, JXL = (f"1.2.840.10008.1.2.4.{n}" for n in (70, 51, 201, 110))
CORNERSTONE = "conformance/cornerstone/testImages/CTImage.dcm_"
PYLIBJPEG = "conformance/pylibjpeg-data/ljdata/ds"


def sample(name):
    return Path(get_testdata_file(name, download=False))


def packed_rle(cells):
    """RLE with literal runs only (PS3.5 G.3), most significant bytes first."""
    planes = cells.astype(">u2").view(np.uint8).reshape(-1, 2).T
    segments = []
    for plane in planes:
        runs = [plane[at : at + 128] for at in range(0, len(plane), 128)]
        segment = b"".join(bytes([len(run) - 1]) + run.tobytes() for run in runs)
        segments.append(segment + b"\x80" * (len(segment) % 2))
    starts = [64, 64 + len(segments[0])]
    return struct.pack("<16I", 2, *starts, *[0] * 13) + b"".join(segments)


def j2k(cells):
    return imagecodecs.jpeg2k_encode(cells, level=0, codecformat="j2k", reversible=True)


def damaged(path):
    with pytest.raises(DamagedError) as caught:
        read(path)
    return caught.value.reason


@pytest.mark.parametrize(
    ("syntax", "encode"),
    [
        (J2K, j2k),
        (JPEG_LS, imagecodecs.jpegls_encode),
        (SOF3, lambda cells: imagecodecs.ljpeg_encode(cells, bitspersample=16)),
        (RLE, packed_rle),
        (JXL, lambda cells: imagecodecs.jpegxl_encode(cells, lossless=True)),
        (HTJ2K, lambda cells: imagecodecs.htj2k_encode(cells, reversible=True)),
    ],
)
def test_lossless_codecs_return_the_ramp(make, write, ramp, syntax, encode):
    cells = np.kron(ramp, np.ones((8, 8), np.uint16)) + np.arange(64, dtype=np.uint16)[:, None]
    frame = read(write(make.compress(make.image(cells, bits_stored=13), [encode(cells)], syntax)))
    assert np.array_equal(frame.stored[0], cells)
    assert frame.decoder.startswith("imagecodecs")
    assert not frame.acquisition.lossy


def test_header_decides_on_signedness(make, write):
    cells = np.arange(4096, dtype=np.uint16).reshape(64, 64)
    frame = read(write(make.compress(make.image(cells, bits_stored=12, signed=True), [j2k(cells)], J2K)))
    assert np.array_equal(frame.stored[0], np.where(cells < 2048, cells, cells.astype(int) - 4096))


def test_rle_follows_high_bit(make, write):
    cells = np.array([[0b1111_1010101010_01] * 64], np.uint16)
    frame = read(write(make.compress(make.image(cells, bits_stored=10, high_bit=11), [packed_rle(cells)], RLE)))
    assert set(frame.stored.ravel()) == {0b1010101010}


@pytest.mark.parametrize("offsets", [True, False])
def test_frames_keep_their_order(make, write, offsets):
    frames = np.stack([np.full((32, 32), 100 * n, np.uint16) for n in range(1, 4)])
    dataset = make.compress(make.image(frames, bits_stored=12), [j2k(one) for one in frames], J2K, offsets=offsets)
    assert np.array_equal(read(write(dataset)).stored, frames)


def test_radiograph_in_jpeg2000_equals_its_uncompressed_twin():
    packed, plain = read(sample("RG1_J2KR.dcm")), read(sample("RG1_UNCR.dcm"))
    assert np.array_equal(packed.stored, plain.stored)
    assert packed.pixel_sha256() == plain.pixel_sha256()
    assert (plain.rows, plain.columns, plain.bits_stored, plain.photometric) == (1955, 1841, 15, "MONOCHROME1")


@pytest.mark.real_data
@pytest.mark.parametrize(
    "name",
    [
        "LittleEndianImplicitTransferSyntax_1.2.840.10008.1.2",
        "BigEndianExplicitTransferSyntax_1.2.840.10008.1.2.2",
        "DeflatedExplicitVRLittleEndianTransferSyntax_1.2.840.10008.1.2.1.99",
        "JPEGProcess14TransferSyntax_1.2.840.10008.1.2.4.57",
        "JPEGProcess14SV1TransferSyntax_1.2.840.10008.1.2.4.70",
        "JPEGLSLosslessTransferSyntax_1.2.840.10008.1.2.4.80",
        "JPEG2000LosslessOnlyTransferSyntax_1.2.840.10008.1.2.4.90",
        "RLELosslessTransferSyntax_1.2.840.10008.1.2.5",
    ],
)
def test_ct_in_every_lossless_syntax_is_the_same(real_data, name):
    plain = read(real_data / f"{CORNERSTONE}LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm")
    assert np.array_equal(read(real_data / f"{CORNERSTONE}{name}.dcm").stored, plain.stored)


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("JPEG2000TransferSyntax_1.2.840.10008.1.2.4.91", 5),
        ("JPEGLSLossyTransferSyntax_1.2.840.10008.1.2.4.81", 1),  # NEAR = 1 bounds the error
    ],
)
def test_ct_in_lossy_syntaxes_is_close(real_data, name, levels):
    plain = read(real_data / f"{CORNERSTONE}LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm")
    lossy = read(real_data / f"{CORNERSTONE}{name}.dcm")
    assert 0 < np.abs(lossy.stored.astype(int) - plain.stored).max() <= levels
    assert lossy.acquisition.lossy


@pytest.mark.real_data
def test_twelve_bit_jpeg_processes_agree(real_data):
    """Sequential, spectral selection and full progression code the same coefficients of the same CT."""
    names = [
        "JPEGProcess2_4TransferSyntax_1.2.840.10008.1.2.4.51",
        "JPEGProcess6_8TransferSyntax_1.2.840.10008.1.2.4.53",
    ]
    names.append("JPEGProcess10_12TransferSyntax_1.2.840.10008.1.2.4.55")
    first, *others = [read(real_data / f"{CORNERSTONE}{name}.dcm") for name in names]
    assert first.bits_stored == 12
    assert first.stored.max() > 255
    for other in others:
        assert np.array_equal(other.stored, first.stored)
    plain = read(real_data / f"{CORNERSTONE}LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm")
    inside = plain.stored > -1000
    error = np.abs(first.stored * first.slope + first.intercept - (plain.stored * plain.slope + plain.intercept))[
        inside
    ]
    assert first.slope != plain.slope  # it was rescaled to 12 bits before it was compressed
    assert error.mean() < 6  # Hounsfield units, of a range of 4400; one stored level is 2
    assert np.percentile(error, 99) < 25


@pytest.mark.real_data
@pytest.mark.parametrize(
    "name",
    [
        "JPEG2000Lossless/emri_small_jpeg_2k_lossless",
        "JPEGLSLossless/emri_small_jpeg_ls_lossless",
        "RLELossless/emri_small_RLE",
    ],
)
def test_multi_frame_equals_uncompressed(real_data, name):
    plain = read(real_data / PYLIBJPEG / "LittleEndianExplicit/emri_small.dcm")
    assert plain.stored.shape == (10, 64, 64)
    assert np.array_equal(read(real_data / PYLIBJPEG / f"{name}.dcm").stored, plain.stored)


@pytest.mark.real_data
def test_fragmented_frames_without_offsets(real_data):
    frame = read(real_data / "conformance/cornerstone/testImages/CT0012.fragmented_no_bot_jpeg_baseline.51.dcm")
    assert frame.stored.shape == (2, 512, 512)
    assert frame.stored.max() > 255


def test_size_disagreement_states_both(make, write, ramp):
    cells = np.zeros((40, 50), np.uint16)
    reason = damaged(write(make.compress(make.image(ramp, bits_stored=12), [j2k(cells)], J2K)))
    assert "8 x 16" in reason
    assert "40 x 50" in reason


def test_size_disagreement_of_jpeg_xl_is_found_in_the_child(make, write, ramp):
    code = imagecodecs.jpegxl_encode(np.zeros((40, 50), np.uint16), lossless=True)
    reason = damaged(write(make.compress(make.image(ramp), [code], JXL)))
    assert "8 x 16" in reason
    assert "40 x 50" in reason


def test_colour_codestream_under_a_grey_header(make, write):
    code = imagecodecs.jpeg8_encode(np.zeros((16, 16, 3), np.uint8))
    reason = damaged(write(make.compress(make.image(np.zeros((16, 16), np.uint8)), [code], EXTENDED)))
    assert "codestream 3" in reason


def test_missing_end_mark(make, write, ramp):
    code = imagecodecs.jpeg8_encode(np.zeros((8, 16), np.uint8))
    assert "end mark" in damaged(
        write(make.compress(make.image(ramp.astype(np.uint8)), [code[:-2] + b"\0\0"], EXTENDED))
    )


@pytest.mark.parametrize(
    "code",
    [
        b"\0" * 30,
        struct.pack("<16I", 255, *[64] * 15) + b"\0" * 100,
        struct.pack("<16I", 2, 64, 60, *[0] * 13) + b"\0" * 100,
        struct.pack("<16I", 2, 64, 9999, *[0] * 13) + b"\0" * 100,
        struct.pack("<16I", 2, 64, 66, *[0] * 13) + b"\0\1\0\1",
        struct.pack("<16I", 2, 64, 70, *[0] * 13) + b"\x81\0" * 200,
    ],
    ids=["header", "255 segments", "backwards", "beyond", "too short", "too long"],
)
def test_bad_rle(make, write, ramp, code):
    assert "compressed pixel data" in damaged(write(make.compress(make.image(ramp), [code], RLE)))


def test_mutated_codestreams_are_refused_or_decoded_and_the_next_file_opens(make, write):
    """Whatever a damaged codestream does to the child, the process here lives and the next file opens."""
    random = np.random.default_rng(5)
    cells = (random.integers(0, 4096, (64, 64))).astype(np.uint16)
    good = write(make.compress(make.image(cells, bits_stored=12), [j2k(cells)], J2K), "good.dcm")
    for syntax, code in ((J2K, j2k(cells)), (JPEG_LS, imagecodecs.jpegls_encode(cells))):
        for turn in range(8):
            mutant = np.frombuffer(code, np.uint8).copy()
            mutant[random.integers(20, len(mutant) - 20, 12)] = random.integers(0, 256, 12)
            path = write(make.compress(make.image(cells, bits_stored=12), [mutant.tobytes()], syntax), f"{turn}.dcm")
            with contextlib.suppress(DamagedError):
                assert read(path).stored.shape == (1, 64, 64)
            assert np.array_equal(read(good).stored[0], cells)


def items(*parts):
    return b"".join(struct.pack("<HHI", 0xFFFE, 0xE000, len(part)) + part for part in parts)


END = struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)


def split_bytes(data, frames, most_bytes=1000):
    """Split encapsulated pixel data that begins three bytes into its file."""
    return split(io.BytesIO(b"..." + data), 3, 3 + len(data), frames, one_each=False, most_bytes=most_bytes)[:2]


@pytest.mark.parametrize(
    ("data", "frames"),
    [
        (items(b"") + END, 1),
        (items(b"", b"") + END, 1),
        (items(b"", b"ab"), 2),
        (items(b"") + struct.pack("<HHI", 0xFFFE, 0xE000, 100) + b"ab", 1),
        (items(struct.pack("<I", 4), b"abcd") + END, 1),
        (items(struct.pack("<II", 0, 5), b"abcd", b"ef") + END, 2),
        (items(struct.pack("<II", 0, 0), b"abcd", b"ef") + END, 2),
        (items(b"abc", b"ab") + END, 1),
        (items(b"", b"ab") + END, 2),
        (b"garbage!" * 4, 1),
    ],
)
def test_bad_fragments(data, frames):
    with pytest.raises(FragmentsError):
        split_bytes(data, frames)


def test_fragments_by_offset_table_and_by_end_mark():
    parts = [b"ab", b"c\xff\xd9.", b"de\xff\xd9"]
    table = struct.pack("<II", 0, 8 + 2 + 8 + 4)
    for first in (table, b""):
        frames, note = split_bytes(items(first, *parts) + END, 2)
        assert frames == [b"abc\xff\xd9.", b"de\xff\xd9"]
        assert note == ""
    assert split_bytes(items(table, *parts) + END, 1)[1]


def test_a_decoder_killed_midway_marks_the_file_and_the_next_one_decodes():
    pool = Decoders(children=1)
    cells = np.arange(4096, dtype=np.uint16).reshape(64, 64)
    request = {"codec": "jpeg2k", "rows": 64, "columns": 64, "samples": 1, "cell": "<u2", "clip": 0}
    (child,) = pool.children
    try:
        with ThreadPoolExecutor(1) as threads:
            answer = threads.submit(pool.decode, Path("x.dcm"), request, j2k(cells))
            while not answer.done():  # killed again and again, it cannot even finish starting
                child.kill()
                wait([answer], timeout=0.005)
        with pytest.raises(DamagedError, match="the decoder crashed"):
            answer.result()
        assert child.starts == 1
        assert np.array_equal(np.frombuffer(pool.decode(Path("x.dcm"), request, j2k(cells)), "<u2"), cells.ravel())
        assert child.starts == 2
    finally:
        pool.close()
    assert child.pid is None


def test_a_child_that_breaks_is_the_files_fault():
    pool = Decoders(children=1, service="os:abort")  # cannot even be called: ends its process
    try:
        with pytest.raises(DamagedError, match=r"x\.dcm: the decoder crashed"):
            pool.decode(Path("x.dcm"), {"rows": 1, "columns": 1}, b"")
    finally:
        pool.close()


@pytest.fixture
def pool(monkeypatch):
    """One decoder child that runs ``wayward_codec`` under small limits, already started."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    made = Decoders(children=1, service="wayward_codec:serve", memory_bytes=512 << 20, limit_s=0.5)
    assert made.decode(Path("x.dcm"), {"rows": 1, "columns": 1}, b"warm") == b"warm"
    yield made
    made.close()


def test_a_decoder_that_hangs_is_ended_at_its_time_limit(pool):
    (child,) = pool.children
    pid = child.pid
    with pytest.raises(DamagedError, match=r"x\.dcm: decoding did not end within 1 s"):  # 0.5 s, and 0.5 megapixels
        pool.decode(Path("x.dcm"), {"codec": "hangs", "rows": 1000, "columns": 500}, b"")
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert pool.decode(Path("y.dcm"), {"rows": 1, "columns": 1}, b"next") == b"next"
    assert child.starts == 2


def test_a_decoder_that_takes_too_much_memory_dies_at_its_cap(pool):
    (child,) = pool.children
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    request = {"codec": "takes too much", "rows": 1, "columns": 1, "bytes": 512 << 20}
    with pytest.raises(DamagedError, match=r"x\.dcm: the decoder crashed or ran out of memory"):
        pool.decode(Path("x.dcm"), request, b"")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 32 << 10  # KiB
    assert pool.decode(Path("y.dcm"), request | {"bytes": 1 << 20}, b"next") == b"next"
    assert child.starts == 2


def test_the_pool_serves_threads(make, write):
    frames = [np.full((32, 32), n, np.uint16) for n in range(6)]
    paths = [
        write(make.compress(make.image(one, bits_stored=12), [j2k(one)], J2K), f"{n}.dcm")
        for n, one in enumerate(frames)
    ]
    with ThreadPoolExecutor(4) as threads:
        for one, frame in zip(frames, threads.map(read, paths), strict=True):
            assert np.array_equal(frame.stored[0], one)
    assert all(child.starts <= 12 for child in decoders.children)
