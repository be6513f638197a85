"""Prediction: engines against ``keras.Model.predict``; from a file to an answer against the bare parts of that way."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

import core
from benchmarks.measure import Figure, interleaved, milliseconds
from benchmarks.radiograph import COLUMNS, ROWS, radiograph, write
from core.classify import Classifier
from core.models import card as cards
from core.models import ir
from core.models.card import MODEL_FILE, ModelCard
from core.models.shelf import Entry, default_shelf
from core.phantom import generate
from core.picture import read_image
from core.preprocess import PreprocessSpec, preprocess

SIZE = 128
PHANTOMS = 200
NAME = "resnet50_standard_128"
BF16_GATE = 5.0  # times model.predict, where the processor multiplies 16-bit matrices (AMX)

_FIRST = """
import sys
from pathlib import Path
from core.classify import Classifier
from core.models.card import read
from core.models.shelf import Entry
from core.picture import read_image
folder = Path(sys.argv[1])
classifier = Classifier(Entry(folder, read(folder)), sys.argv[2])
classifier.warm()
found = classifier.predict(read_image(Path(sys.argv[3])))
assert len(found.probabilities) == 4, found
assert found.engine.lower().startswith(sys.argv[2]), found.engine
assert sys.argv[2] == "keras" or classifier.computing.keras.child.starts == 0
print(sum(found.probabilities), flush=True)
classifier.close()
"""


def figures() -> Iterator[Figure]:
    """Take an untrained standard ResNet50 at 128 pixels, and phantom4 where answers must mean something."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        model, entry = _untrained(folder)
        yield from _engines(model, entry)
        yield from _agreement(folder, (entry, default_shelf().get("phantom4")))
        path = write(folder / "image.dcm", radiograph().astype("<u2").tobytes(), 0)
        yield from _first_result(entry, path)
        yield from _file_to_prediction(entry, path)
        yield from _preprocessing(path)


def _untrained(folder: Path) -> tuple[Any, Entry]:
    """Build the network, save it and write its card."""
    from core.models import network

    model = network.build(
        "resnet50", "standard", head="thesis", input_shape=(SIZE, SIZE, 1), classes=4, activation="softmax"
    )
    place = folder / NAME
    place.mkdir()
    network.save(model, place / MODEL_FILE)
    card = ModelCard(
        name=NAME,
        architecture="resnet50",
        variant="standard",
        head="thesis",
        classes=tuple("abcd"),
        activation="softmax",
        spec=PreprocessSpec("native", SIZE, SIZE),
        parameters=model.count_params(),
        sha256=hashlib.sha256((place / MODEL_FILE).read_bytes()).hexdigest(),
        golden=network.golden_for(model),
        verified=True,
        created="",
        app_version=core.__version__,
        seed=1,
        data="none",
        data_fingerprint="",
        split_fingerprint="",
    )
    cards.write(card, place)
    return model, Entry(place, card)


def _engines(model: Any, entry: Entry) -> Iterator[Figure]:
    """One prepared image to probabilities; ours includes the way to the child process and back."""
    image = np.random.default_rng(0).random((1, SIZE, SIZE, 1), dtype=np.float32)
    kinds = [("Keras engine", "keras", "float32"), ("OpenVINO f32", "openvino", "float32")]
    if _has("avx512_bf16") or _has("amx_bf16"):
        kinds.append(("OpenVINO bf16", "openvino", "bfloat16"))
    for text, engine, precision in kinds:
        classifier = Classifier(entry, engine, precision)
        try:
            used = classifier.computing.infer(image)
            if (engine, precision) != (used.engine.partition(" ")[0].lower(), used.precision):
                raise RuntimeError(f"asked for {engine}, {precision}, found {used.engine}")
            ours, peer = interleaved(
                lambda classifier=classifier: classifier.computing.infer(image),  # type: ignore[misc]
                lambda: model.predict(image, verbose=0),
                repeat=40,
            )
        finally:
            classifier.close()
        gate = 2.0 if precision == "float32" else (BF16_GATE if _has("amx_bf16") else None)
        yield Figure(f"one image, ResNet50 standard 128, {text}", ours, "ms", peer, "model.predict", at_least=gate)


def _agreement(folder: Path, entries: tuple[Entry, ...]) -> Iterator[Figure]:
    """Largest difference from Keras on phantoms, and how many get another top class at 16 bits: none, with AMX."""
    made = folder / "phantoms"
    made.mkdir()
    frames = [
        read_image(made / record.path)
        for record in generate(made, PHANTOMS, 5, matrix=256, images_per_patient=1, workers=2)
    ]
    if len(frames) != PHANTOMS:
        raise RuntimeError(f"expected {PHANTOMS} phantoms, found {len(frames)}")
    for entry in entries:
        if entry.card is None:
            raise RuntimeError("expected a card")
        inputs = np.stack([preprocess(frame, entry.card.spec) for frame in frames])
        (keras, _), (exact, _), (coarse, computed) = (
            _scores(entry, inputs, engine, precision)
            for engine, precision in (("keras", "float32"), ("openvino", "float32"), ("openvino", "bfloat16"))
        )
        off = float(np.abs(exact - keras).max()) * 1e6
        yield Figure(f"OpenVINO f32 off Keras, {PHANTOMS} phantoms, {entry.name}", off, "1e-6", at_most=100.0)
        other = float((coarse.argmax(axis=1) != keras.argmax(axis=1)).sum())
        unit, told = f"of {PHANTOMS}", f"bf16: phantoms of another top class, {entry.name}"
        if computed != "bfloat16":
            yield Figure(f"{told}: computed in {computed} here", other, unit)
        elif _has("amx_bf16"):
            yield Figure(told, other, unit, at_most=0.0)
        else:
            yield Figure(f"{told}, no AMX: no gate", other, unit)


def _scores(entry: Entry, inputs: NDArray[np.float32], engine: str, precision: str) -> tuple[NDArray[np.float32], str]:
    """Give the probabilities, and the precision that they were really computed in."""
    classifier = Classifier(entry, engine, precision)
    try:
        parts = np.array_split(inputs, max(1, len(inputs) // 20))
        found = [classifier.computing.infer(part) for part in parts]
        return np.concatenate([one.output.probabilities for one in found]), found[0].precision
    finally:
        classifier.close()


def _first_result(entry: Entry, path: Path) -> Iterator[Figure]:
    """Time whole processes: interpreter, imports, model, image. The IR is kept from an earlier time."""
    for engine, gate in (("openvino", 2500.0), ("keras", 8000.0)):
        command = [sys.executable, "-c", _FIRST, str(entry.folder), engine, str(path)]
        times = [_until_line(command) for _ in range(4)][1:]
        yield Figure(f"first result, new process, 7 MP, {engine}", sorted(times)[1], "ms", at_most=gate)


def _until_line(command: list[str]) -> float:
    """Milliseconds until a process prints its first line; what ending takes does not count."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        taken = (time.perf_counter() - began) * 1000
    if process.returncode or not line:
        raise RuntimeError("the process ended without an answer")
    return taken


def _file_to_prediction(entry: Entry, path: Path) -> Iterator[Figure]:
    """Read, prepare and infer, against a bare read, a bare resize in float32 and a bare inference in this process."""
    classifier = Classifier(entry, "openvino")
    infer = _bare_inference(entry)
    start = path.stat().st_size - 2 * ROWS * COLUMNS

    def bare() -> None:
        pixels = np.fromfile(path, "<u2", offset=start).reshape(ROWS, COLUMNS)
        made = np.zeros((1, SIZE, SIZE, 1), np.float32)
        resized = _bare_resize(pixels)
        made[0, : resized.shape[0], : resized.shape[1], 0] = resized
        infer(made)

    try:
        ours, peer = interleaved(lambda: classifier.predict(read_image(path)), bare, repeat=40, warm=5)
    finally:
        classifier.close()
    yield Figure("file to prediction, 7 MP, OpenVINO", ours, "ms", peer, "bare parts", at_least=1 / 1.3)


def _bare_inference(entry: Entry) -> Callable[[NDArray[np.float32]], object]:
    if entry.card is None:
        raise RuntimeError("expected a card")
    found, library = ir.read(ir.place(entry.card), entry.card), ir.openvino()
    settings = {"INFERENCE_PRECISION_HINT": "f32", "PERFORMANCE_HINT": "LATENCY"}
    kernel = library.Core()
    request = kernel.compile_model(kernel.read_model(found.xml, found.weights), "CPU", settings).create_infer_request()
    return lambda images: request.infer({0: images})


def _bare_resize(pixels: NDArray[np.uint16]) -> NDArray[np.float32]:
    size = (round(COLUMNS * SIZE / ROWS), SIZE)
    return np.asarray(cv2.resize(pixels.astype(np.float32), size, interpolation=cv2.INTER_AREA), np.float32)


def _preprocessing(path: Path) -> Iterator[Figure]:
    frame = read_image(path)
    for preset in ("native", "display8"):
        spec = PreprocessSpec(preset, SIZE, SIZE)
        ours, peer = interleaved(
            lambda spec=spec: preprocess(frame, spec),  # type: ignore[misc]
            lambda: _bare_resize(frame.stored[0]),
            repeat=40,
        )
        gate = 1 / 1.5 if preset == "native" else None
        yield Figure(f"preprocessing, 7 MP to {SIZE}, {preset}", ours, "ms", peer, "bare resize", at_least=gate)
    yield Figure("SHA-256 of the pixels, 7 MP", milliseconds(frame.pixel_sha256, repeat=10), "ms")


def _has(feature: str) -> bool:
    """Whether the processor says that it has a feature; on Linux only."""
    listed = Path("/proc/cpuinfo")
    return listed.exists() and f" {feature}" in listed.read_text(encoding="utf-8")
