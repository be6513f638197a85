"""What the card of a trained network says of how it was chosen and whom it was measured on."""

import numpy as np
import pytest

from core.metrics import evaluate
from core.models.card import Golden
from core.preprocess import PreprocessSpec
from trainer.config import TrainConfig
from trainer.dataset import Dataset, Row
from trainer.detective import Findings
from trainer.outcome import Outcome
from trainer.run_card import made_card
from trainer.session import Prepared
from trainer.splits import Split

PARTS = ("train", "train", "validation", "validation", "test", "test")
CLASSES = ("a", "b")


def card(folder, sources=("",) * 6, **settings):
    (folder / "model.keras").write_bytes(b"weights")
    rows = tuple(
        Row(f"r{i}", folder / f"{i}.png", CLASSES[i % 2], f"p{i}", "", f"{i}", 8, (("source", source),))
        for i, source in enumerate(sources)
    )
    found = Findings("d", "s", 6, 6, 0, 0, (), (), ())
    spec = PreprocessSpec("display8", 32, 32)
    prepared = Prepared(TrainConfig(**settings), Dataset(rows, CLASSES, "d"), Split(PARTS, "s", "t"), spec, None, found)
    measured = evaluate(np.array([0, 1]), np.array([[0.9, 0.1], [0.2, 0.8]]), CLASSES, ["p4", "p5"], resamples=10)
    two = dict.fromkeys(("train", "validation", "test"), 2)
    outcome = Outcome(
        CLASSES, measured, measured, "loss", 0.5, 1, 3, 1.0, 2.0, 10, "display8", "native", two, two, "d", "s", "t"
    )
    return made_card(prepared, outcome, folder, Golden(1, (0.5, 0.5)))


@pytest.mark.parametrize(
    ("monitor", "words"), [("val_loss", "by validation loss."), ("val_macro_auc", "by validation macro AUC.")]
)
def test_the_card_says_what_chose_the_epoch(tmp_path, monitor, words):
    assert card(tmp_path, monitor=monitor).source.endswith(f"best of 3 epochs {words}")


@pytest.mark.parametrize(
    ("sources", "external"),
    [
        (("",) * 6, False),
        (("here",) * 6, False),
        (("here",) * 4 + ("there",) * 2, True),
        (("here",) * 3 + ("there",) * 3, False),  # it chose the epoch
        (("here",) * 4 + ("there", ""), False),  # one image of the test may be from anywhere
        (("",) * 4 + ("there",) * 2, False),
    ],
)
def test_the_card_says_whether_the_test_came_from_elsewhere(tmp_path, sources, external):
    (limit,) = [text for text in card(tmp_path, sources).limits if text.startswith("Taught with")]
    assert ("2 other patients of another source." in limit) == external
    assert ("of the same dataset, which says nothing of another hospital." in limit) != external
