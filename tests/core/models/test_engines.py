"""OpenVINO beside Keras: the same numbers, no TensorFlow in its process, and what happens when it cannot."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core import ood
from core.classify import Classifier
from core.dicom.frame import Frame
from core.errors import ChildDiedError, ChildTimeoutError, ModelRefusedError
from core.models import card as cards
from core.models import engines, ir
from core.models.card import MODEL_FILE, Golden, OutOfDistribution
from core.models.shelf import Entry

FEATURES = 512


@pytest.fixture(scope="module")
def model(tiny_original, tmp_path_factory):
    """The tiny network with statistics of its features beside it, so that features are answered, too."""
    folder = shutil.copytree(tiny_original, tmp_path_factory.mktemp("engines") / "tiny")
    statistics = ood.Statistics(np.zeros((3, FEATURES)), np.eye(FEATURES, 2), np.ones(2), 1.0)
    about = OutOfDistribution(ood.METHOD, ood.FILE, ood.write(folder, statistics), 0.5, (), "made up")
    cards.write(replace(cards.read(folder), ood=about), folder)
    return Entry(folder, cards.read(folder))


@pytest.fixture(scope="module")
def kept(model, tmp_path_factory):
    """A home in which the IR of the tiny network was made, by the classifier itself."""
    home = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CXR12_HOME", str(home))
        classifier = Classifier(model, "openvino")
        classifier.load()
        assert classifier.computing.keras.child.starts == 1
        assert classifier.computing.keras.child.pid is None  # made, it rests
        classifier.close()
        return ir.place(model.card)


@pytest.fixture
def with_ir(model, kept):
    """Put the IR that is kept into the home of this test."""
    return Path(shutil.copyfile(kept, ir.place(model.card)))


@pytest.fixture
def opened():
    """Make classifiers that are closed when the test is over."""
    made = []

    def open_one(*arguments):
        made.append(Classifier(*arguments))
        return made[-1]

    yield open_one
    for one in made:
        one.close()


@pytest.fixture
def frame():
    stored = np.random.default_rng(0).integers(0, 4096, (1, 60, 50), dtype=np.uint16)
    return Frame(Path("image.dcm"), stored, 16, 12, False, "MONOCHROME2")


def inputs(count):
    return np.random.default_rng(count).random((count, 32, 32, 1), dtype=np.float32)


def test_both_engines_give_the_same(model, with_ir, opened, frame):
    fast, keras = opened(model, "openvino"), opened(model, "keras")
    for count in (1, 7):
        ours, theirs = fast.computing.infer(inputs(count)), keras.computing.infer(inputs(count))
        np.testing.assert_allclose(ours.output.probabilities, theirs.output.probabilities, atol=1e-4)
        np.testing.assert_allclose(ours.output.features, theirs.output.features, atol=1e-3)
        assert ours.output.features.shape == (count, FEATURES)
    found, same = fast.predict(frame), keras.predict(frame)
    assert found.engine == f"OpenVINO {engines.openvino_version()}, float32"
    assert found.precision == same.precision == "float32"
    assert found.validity.score == pytest.approx(same.validity.score, rel=1e-3)
    # The distance from a mean of 0 with variances of 1 is the root of the mean square.
    features = keras.computing.infer(keras.prepare(frame).pixels[np.newaxis]).output.features
    assert found.validity.score == pytest.approx(float(np.sqrt((features**2).mean())), rel=1e-3)
    assert (found.validity.threshold, found.validity.is_far) == (0.5, found.validity.score > 0.5)


def test_the_same_again_in_another_process(model, with_ir, opened, frame):
    first, second = (opened(model, "openvino").predict(frame).probabilities for _ in range(2))
    np.testing.assert_allclose(first, second, atol=1e-4)


def test_its_process_holds_no_tensorflow_and_no_telemetry(model, with_ir):
    code = (
        "import sys; from pathlib import Path; import numpy as np; from core.models import ir_service, card as cards;"
        "folder = sys.argv[1]; card = cards.read(Path(folder));"
        "about = {'folder': folder, 'card': cards.to_json(card), 'precision': 'float32'};"
        "ir_service.serve({'op': 'load', **about}, bytearray());"
        "ir_service.serve({'op': 'predict', **about}, bytearray(np.zeros((1, 32, 32, 1), '<f4').tobytes()));"
        "print([name for name in ('tensorflow', 'keras', 'h5py', 'openvino_telemetry') if sys.modules.get(name)])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(model.folder)], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.strip() == "[]"


def test_what_is_kept_is_for_its_owner_alone_and_makes_keras_needless(model, with_ir, opened, frame):
    assert with_ir.parent.stat().st_mode & 0o777 == 0o700
    classifier = opened(model, "openvino")
    classifier.predict(frame)
    assert classifier.computing.keras.child.starts == 0
    assert not classifier.makes_ready_first


@pytest.fixture(scope="module")
def windowed(tmp_path_factory, card_for):
    """A tiny network behind two learned windows, and the network itself."""
    from core.models import network, windownet

    folder = tmp_path_factory.mktemp("windowed") / "windowed"
    folder.mkdir()
    made = network.build(
        "resnet50", "proposed", head="average", input_shape=(32, 32, 1), classes=3, activation="softmax", windows=2
    )
    network.save(made, folder / MODEL_FILE)
    return Entry(folder, card_for(folder, made, windows=windownet.learned(made))), made


def test_learned_windows_go_through_openvino_and_grad_cam(windowed, opened, frame):
    from core.explain.gradcam import cam
    from core.explain.heat import normalised
    from core.explain.maps import grad_cam
    from core.preprocess import preprocess

    entry, made = windowed
    classifier = opened(entry, "openvino")
    found = classifier.predict(frame)
    assert found.engine.startswith("OpenVINO")
    image = preprocess(frame, entry.card.spec)[np.newaxis]
    assert found.probabilities == pytest.approx(np.asarray(made(image, training=False))[0], abs=1e-4)
    heat = grad_cam(classifier, frame, 0, 2)
    make, layer = cam(made)
    expected, largest = normalised(make(image, np.array([2], np.int32))[0], 32, 32)
    assert heat.layer == layer
    assert heat.largest == pytest.approx(largest, rel=1e-2, abs=1e-9)
    np.testing.assert_allclose(heat.values, expected, atol=1e-2)


def _damaged(path):
    content = bytearray(path.read_bytes())
    content[-100] ^= 1
    path.write_bytes(content)


def _of_another_network(path):
    """Weights of another network under the right name, well formed: only the golden prediction tells."""
    found = ir.read(path, _of_another_network.card)
    weights = np.frombuffer(found.weights, "<f4").copy()
    weights[np.abs(weights) < 1] *= 1.5
    ir.write(path, _of_another_network.card, ir.Representation(found.xml, weights.tobytes()))


@pytest.mark.parametrize("spoil", [_damaged, _of_another_network])
def test_one_that_does_not_check_out_is_made_again(model, with_ir, opened, frame, spoil):
    _of_another_network.card = model.card
    before = with_ir.read_bytes()
    spoil(with_ir)
    assert with_ir.read_bytes() != before
    classifier = opened(model, "openvino")
    assert classifier.predict(frame).engine.startswith("OpenVINO")
    assert classifier.computing.keras.child.starts == 1
    ir.read(with_ir, model.card)


def test_a_model_file_that_was_replaced_is_refused_though_its_ir_is_kept(model, with_ir, opened, frame, tmp_path):
    folder = shutil.copytree(model.folder, tmp_path / "tiny")
    with (folder / MODEL_FILE).open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelRefusedError, match="SHA-256"):
        opened(Entry(folder, model.card), "auto").predict(frame)


def test_a_child_that_is_killed_is_replaced(model, with_ir, opened, frame):
    classifier = opened(model, "openvino")
    before = classifier.predict(frame)
    classifier.computing.predicting.child.kill()
    after = classifier.predict(frame)
    assert before.probabilities == pytest.approx(after.probabilities, abs=1e-6)
    assert after.engine.startswith("OpenVINO")
    assert classifier.computing.predicting.child.starts == 2


def test_closed_it_does_not_fall_back(model, with_ir, opened, frame):
    classifier = opened(model, "openvino")
    classifier.load()
    classifier.close()
    with pytest.raises(ChildDiedError, match="closed"):
        classifier.predict(frame)
    assert classifier.computing.keras.child.starts == 0


def test_where_none_can_be_made_keras_answers_and_says_why(model, opened, frame):
    folder = ir.place(model.card).parent
    folder.rmdir()
    folder.write_bytes(b"in the way")
    found = opened(model, "openvino").predict(frame)
    assert found.engine.startswith("Keras 3.")
    assert "not OpenVINO: expected a folder for IRs in the cache, found: File exists" in found.engine


def test_a_kept_ir_that_can_be_neither_read_nor_replaced_leaves_it_to_keras(model, opened, frame):
    ir.place(model.card).mkdir()
    found = opened(model, "openvino").predict(frame)
    assert "not OpenVINO: expected an IR that can be replaced, found: Is a directory" in found.engine


def test_an_ir_that_takes_too_long_to_make_leaves_it_to_keras(model, opened, frame, monkeypatch):
    classifier = opened(model, "openvino")
    assert classifier.makes_ready_first
    asked = classifier.computing.keras.call

    def slow(operation, *arguments, **more):
        if operation == "convert":
            raise ChildTimeoutError("expected an answer within 120 s, found none")
        return asked(operation, *arguments, **more)

    monkeypatch.setattr(classifier.computing.keras, "call", slow)
    assert "not OpenVINO: expected an answer within 120 s" in classifier.predict(frame).engine


def test_a_network_that_openvino_computes_otherwise_is_left_to_keras(model, with_ir, opened, frame):
    """The golden prediction is wrong by more than OpenVINO may be off, and by less than Keras may not be told from."""
    card = replace(model.card, golden=Golden(model.card.golden.seed, (0.9, 0.05, 0.05)))
    classifier = opened(Entry(model.folder, card), "openvino")
    with pytest.raises(ModelRefusedError, match="golden prediction"):  # Keras, too, refuses: no engine is right
        classifier.predict(frame)


@pytest.mark.parametrize(("asked", "told"), [("auto", ""), ("openvino", "not OpenVINO: it is not installed")])
def test_without_openvino(model, opened, frame, monkeypatch, asked, told):
    monkeypatch.delenv(engines.ENGINE_VARIABLE)
    for module in (engines, sys.modules["core.models.computing"]):
        monkeypatch.setattr(module, "openvino_version", lambda: "")
    found = opened(model, asked).predict(frame)
    assert found.engine.startswith("Keras 3.")
    assert found.engine.endswith(f"({told})" if told else "float32")


def test_sixteen_bits_are_asked_for_and_marked(model, with_ir, opened, frame):
    exact, coarse = opened(model, "openvino").predict(frame), opened(model, "openvino", "bfloat16").predict(frame)
    assert coarse.precision in ("bfloat16", "float32")  # what the processor has
    assert coarse.engine.endswith(coarse.precision)
    assert coarse.probabilities == pytest.approx(exact.probabilities, abs=0.05)
    assert exact.precision == "float32"


def test_which_engine_is_begun_with(monkeypatch):
    monkeypatch.delenv(engines.ENGINE_VARIABLE)
    assert engines.chosen("auto") == "openvino"
    assert engines.chosen("keras") == "keras"
    monkeypatch.setenv(engines.ENGINE_VARIABLE, "keras")
    assert engines.chosen("auto") == "keras"
    assert engines.chosen("openvino") == "openvino"
    with pytest.raises(ValueError, match="expected an engine out of auto"):
        engines.chosen("torch")


def test_unknown_precision(model):
    with pytest.raises(ValueError, match="expected a precision out of"):
        Classifier(model, "keras", "float16")


def test_other_operations_go_to_keras(model, with_ir, opened, frame):
    classifier = opened(model, "openvino")
    classifier.predict(frame)
    former = with_ir.with_name(f"{model.card.sha256}-2020.1.0.ir")
    former.write_bytes(b"of an OpenVINO that was here before")
    answer, _ = classifier.ask("convert", timeout_s=60)
    assert [path.name for path in with_ir.parent.iterdir()] == [with_ir.name]
    assert answer["engine"].startswith("Keras")
    assert classifier.computing.keras.child.starts == 1
    assert classifier.predict(frame).engine.startswith("OpenVINO")
