"""Thousands of damaged files: each is an image of the size that its header says or a refusal, and nothing else happens.

``CXR12_SOAK=1`` (``make soak``) makes it 10,000 headers and 500 files a codec instead of 500 and 30.
"""

import json
import os
import resource
import struct
import time
import zlib
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from mutants import mutate
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

import core.dicom.dicomdir as dicomdir
from core.dicom.decoders import decoders
from core.dicom.header import read_header
from core.dicom.preview import preview
from core.dicom.read import read
from core.errors import Cxr12Error, DecoderEndedError

pytestmark = pytest.mark.soak
HEADERS, CODESTREAMS = (10_000, 500) if os.environ.get("CXR12_SOAK") == "1" else (500, 30)
LIMIT_S = 8.0  # what a decoder may take for a small frame, and a new one to start
GROWTH_MIB = 256
JPEG = "1.2.840.10008.1.2.4."


def peak_mib():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def starts():
    return sum(child.starts for child in decoders.children)


def is_sound(frame, *, whole):
    """Its pixels have the size and the range that its facts say, which are those of the file's header."""
    facts = read_header(frame.path)
    frames, *sides = frame.stored.shape[:3]
    assert sides == [facts.rows, facts.columns]
    assert frames == facts.frames if whole else 1 <= frames <= facts.frames
    assert frame.stored.dtype.itemsize * 8 == frame.bits_allocated
    if frame.stored.dtype.kind != "f":
        lowest, highest = frame.stored_range
        assert lowest <= frame.stored.min() <= frame.stored.max() <= highest
    if frame.color is not None:
        assert frame.color.shape == (frames, *sides, 3)


def outcome(call, path):
    """What became of a file; anything but a value or a refusal is an error of ours and ends the test."""
    begin = time.perf_counter()
    try:
        return call(path)
    except Cxr12Error as error:
        return error
    finally:
        assert time.perf_counter() - begin < LIMIT_S


def survive(mutants, path):
    """Open every mutant in each way there is; return how many opened and how many ended the decoder."""
    before, opened, ended = peak_mib(), 0, 0
    warm = starts()
    for number, mutant in mutants:
        path.write_bytes(mutant)
        try:
            frame = outcome(read, path)
            if not isinstance(frame, Exception):
                opened += 1
                is_sound(frame, whole=True)
            elif isinstance(frame, DecoderEndedError):
                ended += 1  # one restart is what a file may cost: it is not tried again
            else:
                part = outcome(lambda path: read(path, damaged=True), path)
                if isinstance(part, DecoderEndedError):
                    ended += 1
                elif not isinstance(part, Exception):
                    assert part.damaged
                    is_sound(part, whole=False)
        except Exception as error:
            error.add_note(f"seed {number}, {path.name}")
            raise
    assert starts() - warm <= ended + len(decoders.children)
    assert peak_mib() - before < GROWTH_MIB
    return opened, ended


def rich(make, syntax, frames=0):
    """An image with a bit of everything that is read: LUTs, windows, overlay, shutter, groups, text, private data."""
    rng = np.random.default_rng(4)
    shape = (frames, 24, 32) if frames else (24, 32)
    dataset = make.image(rng.integers(0, 4096, shape).astype(np.uint16), bits_stored=12, syntax=syntax)
    table = Dataset()
    table.LUTDescriptor = [16, 0, 12]
    table.LUTData = [256 * step for step in range(16)]
    table["LUTData"].VR = "US"
    table["LUTDescriptor"].VR = "US"
    table.LUTExplanation = "A"
    dataset.VOILUTSequence = [table]
    dataset.WindowCenter, dataset.WindowWidth = ["2048", "1000"], ["4096", "500"]
    dataset.RescaleSlope, dataset.RescaleIntercept, dataset.RescaleType = "1", "0", "US"
    dataset.PixelPaddingValue = 0
    dataset["PixelPaddingValue"].VR = "US"
    dataset.PixelSpacing, dataset.ImagerPixelSpacing = ["0.1", "0.1"], ["0.1", "0.1"]
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.InstitutionName, dataset.StudyDescription = "Bệnh viện", "Thorax"
    dataset.PatientOrientation = ["L", "F"]
    dataset.ShutterShape = "RECTANGULAR"
    dataset.ShutterLeftVerticalEdge, dataset.ShutterRightVerticalEdge = 2, 30
    dataset.ShutterUpperHorizontalEdge, dataset.ShutterLowerHorizontalEdge = 2, 20
    dataset.add_new(0x60000010, "US", 24)
    dataset.add_new(0x60000011, "US", 32)
    dataset.add_new(0x60000040, "CS", "G")
    dataset.add_new(0x60000050, "SS", [1, 1])
    dataset.add_new(0x60000100, "US", 1)
    dataset.add_new(0x60000102, "US", 0)
    dataset.add_new(0x60003000, "OW", bytes(24 * 32 // 8))
    measures, group = Dataset(), Dataset()
    measures.PixelSpacing = ["0.2", "0.2"]
    group.PixelMeasuresSequence = [measures]
    dataset.SharedFunctionalGroupsSequence = [group]
    return dataset


HEADER_KINDS = {
    "explicit": (ExplicitVRLittleEndian, 0),
    "implicit": (ImplicitVRLittleEndian, 0),
    "big endian": (ExplicitVRBigEndian, 0),
    "frames": (ExplicitVRLittleEndian, 3),
    "no preamble": (ImplicitVRLittleEndian, 0),
}


@pytest.mark.parametrize("kind", HEADER_KINDS)
def test_mutated_headers(make, write, kind):
    syntax, frames = HEADER_KINDS[kind]
    path = write(rich(make, syntax, frames))
    good = path.read_bytes()
    if kind == "no preamble":
        good = good[132:]
        path.write_bytes(good)
    assert read(path).windows
    tag = b"\x7f\xe0\x00\x10" if kind == "big endian" else b"\xe0\x7f\x10\x00"
    region = (0 if kind == "no preamble" else 128, good.index(tag) + 12)
    count = HEADERS // len(HEADER_KINDS)
    opened, ended = survive(((seed, mutate(good, seed, region)) for seed in range(count)), path)
    assert 0 < opened < count
    assert ended == 0  # no decoder has to do with it


def rle(cells):
    planes = cells.astype(">u2").view(np.uint8).reshape(-1, 2).T
    parts = [imagecodecs.packbits_encode(plane.tobytes()) for plane in planes]
    parts = [part + bytes(len(part) % 2) for part in parts]
    return struct.pack("<16I", 2, 64, 64 + len(parts[0]), *[0] * 13) + b"".join(parts)


CODECS = {
    "RLE": ("1.2.840.10008.1.2.5", 12, rle),
    "JPEG baseline": (f"{JPEG}50", 8, lambda cells: imagecodecs.jpeg8_encode((cells >> 4).astype(np.uint8), level=90)),
    "JPEG extended": (f"{JPEG}51", 12, lambda cells: imagecodecs.jpeg8_encode(cells, bitspersample=12, level=90)),
    "JPEG lossless": (f"{JPEG}70", 12, lambda cells: imagecodecs.ljpeg_encode(cells, bitspersample=12)),
    "JPEG-LS": (f"{JPEG}80", 12, imagecodecs.jpegls_encode),
    "JPEG 2000": (f"{JPEG}90", 12, lambda cells: imagecodecs.jpeg2k_encode(cells, level=0, codecformat="j2k")),
    "HTJ2K": (f"{JPEG}201", 12, lambda cells: imagecodecs.htj2k_encode(cells, reversible=True)),
    "JPEG XL": (f"{JPEG}110", 12, lambda cells: imagecodecs.jpegxl_encode(cells, lossless=True)),
    "deflated frames": ("1.2.840.10008.1.2.8.1", 12, lambda cells: zlib.compress(cells.tobytes(), wbits=-15)),
}


@pytest.fixture(scope="module")
def chest():
    """A small image, smooth with a little noise."""
    down, along = np.mgrid[0:64, 0:80]
    noise = np.random.default_rng(7).normal(0, 20, (64, 80))
    return np.clip(2000 + 1200 * np.sin(down / 9) * np.cos(along / 13) + noise, 0, 4095).astype(np.uint16)


@pytest.mark.parametrize("codec", CODECS)
def test_mutated_codestreams(make, write, chest, codec):
    syntax, bits, encode = CODECS[codec]
    code = encode(chest)
    cells = chest if bits == 12 else (chest >> 4).astype(np.uint8)
    path = write(make.compress(make.image(cells, bits_stored=bits), [code], syntax))
    good = path.read_bytes()
    assert read(path).stored.shape == (1, 64, 80)
    start = good.index(code[:32])
    region = (start - 8, start + len(code))  # with the length of its fragment
    opened, _ = survive(((seed, mutate(good, seed, region)) for seed in range(CODESTREAMS)), path)
    assert opened < CODESTREAMS
    path.write_bytes(good)
    assert read(path).stored.shape == (1, 64, 80)


def test_mutated_deflated_files(make, write, chest):
    path = write(make.image(chest, bits_stored=12, syntax=DeflatedExplicitVRLittleEndian))
    good = path.read_bytes()
    start = 144 + struct.unpack_from("<I", good, 140)[0]
    opened, ended = survive(((seed, mutate(good, seed, (start, len(good)))) for seed in range(CODESTREAMS)), path)
    assert opened < CODESTREAMS
    assert ended == 0


def test_mutated_previews(make, write):
    """Another library decodes previews: it must not do worse."""
    down, along = np.mgrid[0:1030, 0:1030]
    cells = ((down + along) % 4096).astype(np.uint16)
    code = imagecodecs.jpeg2k_encode(cells, level=0, codecformat="j2k", reversible=True)
    path = write(make.compress(make.image(cells, bits_stored=12), [code], f"{JPEG}90"))
    good = path.read_bytes()
    assert preview(path).factor == 4
    start = good.index(code[:32])
    warm, ended = starts(), 0
    for seed in range(CODESTREAMS):
        path.write_bytes(mutate(good, seed, (start, start + 400)))
        result = outcome(preview, path)
        ended += isinstance(result, DecoderEndedError)
        if result is not None and not isinstance(result, Exception):
            assert result.frame.stored.shape == (1, 258, 258)
    assert starts() - warm <= ended + len(decoders.children)


def test_mutated_directories(tmp_path, monkeypatch):
    """Parsed here and not in a child, so that an error of ours is seen; whatever it lists is inside its folder."""
    source = Path(get_testdata_file("DICOMDIR", download=False))
    good, path = source.read_bytes(), tmp_path / "DICOMDIR"

    def parsed_here(path, data):
        answer, rows = dicomdir.serve({}, bytearray(data))
        return answer["first"], [dicomdir._Record(*row[:3], tuple(row[3])) for row in json.loads(rows)]

    monkeypatch.setattr(dicomdir, "_parsed", parsed_here)
    listed = 0
    for seed in range(HEADERS // 5):
        path.write_bytes(mutate(good, seed, (128, len(good))))
        directory = outcome(dicomdir.read_dicomdir, path)
        if not isinstance(directory, Exception):
            listed += 1
            assert directory.files == ()
            assert all(missing.is_relative_to(tmp_path) and ".." not in missing.parts for missing in directory.missing)
    assert listed
