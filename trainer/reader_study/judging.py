"""What one reader's two sets of answers say."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from core.intervals import wilson
from core.kappa import Kappa, cohen
from core.paired.calls import McNemar, mcnemar
from trainer.reader_study.design import ARMS
from trainer.reader_study.record import ReaderStudy, ReaderStudyError

_FEWEST_DISCORDANT = 6  # all one way: 2 * 0.5 ** 6 = 0.031, while 2 * 0.5 ** 5 = 0.063
_ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % interval (Wilson) and the number that it is of."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class ArmFigures:
    """How one bit depth was read: against the labels, which need not be right."""

    arm: str
    sensitivity: Share
    specificity: Share
    seconds: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one reader's answers say.

    Attributes
    ----------
    kappa : Kappa
        Agreement of the answers at the two depths with each other, on the same images.
    mcnemar : McNemar
        Of being right by the labels; ``a`` is the first of :data:`~trainer.reader_study.design.ARMS`.
    figures : tuple of ArmFigures
        In the order of the arms; ``seconds`` is the median of a reading.
    changed : tuple of str
        Rows of the images that were read otherwise at the other depth.
    sentence : str
        What may be said.
    """

    reader: str
    images: int
    kappa: Kappa
    mcnemar: McNemar
    figures: tuple[ArmFigures, ...]
    changed: tuple[str, ...]
    days_between: float
    sentence: str


def judge(study: ReaderStudy) -> Judgement:
    """Compare a reader's answers at the two depths; images are of different patients, so they count alone.

    Raises
    ------
    ReaderStudyError
        If not everything has been read.
    """
    days = study.days_between
    if not study.is_over or days is None:
        raise ReaderStudyError(f"{study.reader} has read {len(study.answers)} of {len(study.readings)}: read the rest")
    said: dict[str, dict[int, bool]] = {arm: {} for arm in ARMS}
    seconds: dict[str, list[float]] = {arm: [] for arm in ARMS}
    for reading, answer in zip(study.readings, study.answers, strict=True):
        said[reading.arm][reading.case] = answer.present
        seconds[reading.arm].append(answer.seconds)
    cases = range(len(study.cases))
    words = [["present" if said[arm][i] else "absent" for i in cases] for arm in ARMS]
    right = [[said[arm][i] == study.cases[i].present for i in cases] for arm in ARMS]
    kappa, test = cohen(*words), mcnemar(*right)
    return Judgement(
        study.reader,
        len(study.cases),
        kappa,
        test,
        tuple(_figures(study, arm, said[arm], seconds[arm]) for arm in ARMS),
        tuple(study.cases[i].row for i in cases if words[0][i] != words[1][i]),
        days,
        _sentence(study, test),
    )


def _figures(study: ReaderStudy, arm: str, said: dict[int, bool], seconds: list[float]) -> ArmFigures:
    def right(present: bool) -> Share:
        of_kind = [i for i, case in enumerate(study.cases) if case.present is present]
        share = sum(said[i] is present for i in of_kind) / len(of_kind)
        return Share(share, *wilson(share, len(of_kind)), len(of_kind))

    return ArmFigures(arm, right(True), right(False), median(seconds))


def _sentence(study: ReaderStudy, test: McNemar) -> str:
    first, second = (f"{arm} bits" for arm in ARMS)
    discordant = test.only_a + test.only_b
    found = (
        f"on {len(study.cases)} images, {study.reader} was right at {first} alone on {test.only_a} and at {second} "
        f"alone on {test.only_b} (McNemar p = {test.p:.3f})"
    )
    if test.p <= _ALPHA:
        better, worse = (first, second) if test.only_a > test.only_b else (second, first)
        return f"{found}: {better} were read better than {worse} by this reader"
    if discordant < _FEWEST_DISCORDANT:
        return (
            f"{found}: too few images were judged differently to show any difference, for which at least "
            f"{_FEWEST_DISCORDANT} are needed; that is no proof of equivalence"
        )
    return f"{found}: no difference was shown, which is no proof of equivalence"
