"""What a comparison of arms takes and gives. All records are frozen; all figures are of the test part."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.metrics import Evaluation
from core.models.card import Estimate
from core.paired import DeLong, McNemar
from trainer.comparing.declared import Declared as Declared
from trainer.config import TrainConfig

DIFFERENT, EQUIVALENT, INCONCLUSIVE = "different", "equivalent", "inconclusive"
ROC, PR = "roc", "pr"


@dataclass(frozen=True, slots=True)
class Arm:
    """Runs that differ in nothing but the seed and the name.

    Attributes
    ----------
    label : str
        Short: what makes it different from the other arms.
    runs : tuple of Path
        Run folders in the order of ``seeds``; paths are for reading only and belong in no report.
    seeds : tuple of int
        Ascending, each once.
    config : TrainConfig
        That of the first run.
    """

    label: str
    runs: tuple[Path, ...]
    seeds: tuple[int, ...]
    config: TrainConfig


@dataclass(frozen=True, slots=True)
class Convergence:
    """How long one run took to its best epoch; counted from 1, seconds with validation included."""

    seed: int
    best_epoch: int
    epochs: int
    seconds_to_best: float
    seconds_total: float


@dataclass(frozen=True, slots=True)
class ArmFigure:
    """One figure of an arm.

    Attributes
    ----------
    name : str
        As in :class:`Declared`: ``macro_auc``, ``auc:NAME``...
    mean : Estimate
        Mean over the seeds, with its 1 - alpha interval from patients and seeds (from patients alone with one seed).
    per_seed : tuple of float
        In the order of the arm's seeds.
    least, most : float
        The range over seeds.
    """

    name: str
    mean: Estimate
    per_seed: tuple[float, ...]
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class ArmResult:
    """How one arm did.

    Attributes
    ----------
    evaluations : tuple of Evaluation
        Of each seed's test part, as the run measured it.
    figures : tuple of ArmFigure
        The declared figure first, then all others of :class:`Declared`, means before classes.
    """

    arm: Arm
    evaluations: tuple[Evaluation, ...]
    figures: tuple[ArmFigure, ...]
    convergence: tuple[Convergence, ...]
    parameters: int


@dataclass(frozen=True, slots=True)
class Contrast:
    """One arm against another on the same test patients.

    Attributes
    ----------
    a, b : str
        Labels; all differences are ``a`` minus ``b``.
    difference : Estimate
        With its 1 - alpha interval; ``chance`` is 0, no difference, and ``n`` the test images.
    low90, high90 : float
        The 1 - 2 alpha interval, which decides about equivalence.
    margin : float
        As declared.
    p, p_holm : float
        Of no difference, two-sided; ``p_holm`` over the whole family (Holm 1979).
    p_equivalence : float
        Of a difference outside the margin: the larger of two one-sided tests, not corrected for the family.
    is_different, is_equivalent : bool
        ``p_holm`` below alpha; the 1 - 2 alpha interval inside the margin.
    verdict : str
        ``equivalent`` where ``is_equivalent``, even if a difference was shown too: it is then one that was declared not
        to matter, and ``sentence`` says both. Else ``different`` where ``is_different``, else ``inconclusive``.
    sentence : str
        The verdict in words with its numbers, without patient data.
    seeds : tuple of int
        Seeds of both arms where ``is_paired_by_seed``, else the union.
    is_paired_by_seed : bool
        Both arms have the same seed numbers, which are drawn together.
    says_method : bool
        Both arms have at least two seeds, so that something is said about the methods and not about these networks.
    images, patients : int
        Of the test part.
    delong : tuple of DeLong
        One for each pair of runs with the same seed (or the only two runs), where the figure is one binary AUC and no
        patient has two images; else empty.
    mcnemar : tuple of McNemar
        For the same pairs, on patient-level calls: the mean probabilities of a patient's images.
    pairs : tuple of (int, int)
        Seeds of ``a`` and ``b`` in ``delong`` and ``mcnemar``, in their order.
    mixed_patients : int
        Patients left out of ``mcnemar`` because their images have different labels.
    networks : int
        Runs of both arms together.
    """

    a: str
    b: str
    figure: str
    difference: Estimate
    low90: float
    high90: float
    margin: float
    p: float
    p_holm: float
    p_equivalence: float
    is_different: bool
    is_equivalent: bool
    verdict: str
    sentence: str
    seeds: tuple[int, ...]
    is_paired_by_seed: bool
    says_method: bool
    images: int
    patients: int
    delong: tuple[DeLong, ...]
    mcnemar: tuple[McNemar, ...]
    pairs: tuple[tuple[int, int], ...]
    mixed_patients: int
    networks: int = 2


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve of one arm and class, the mean over its seeds at each ``x``, with a pointwise 95 % band.

    Attributes
    ----------
    arm, class_name : str
    kind : str
        ``roc``: x is 1 - specificity, y sensitivity. ``pr``: x is sensitivity (recall), y precision.
    x, y, low, high : tuple of float
        0 to 1, of the same length, x ascending.
    chance : float
        Height of knowing nothing: the class' share for ``pr``; NaN for ``roc``, where it is the diagonal.
    """

    arm: str
    class_name: str
    kind: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    chance: float


@dataclass(frozen=True, slots=True)
class SubgroupRow:
    """The declared figure among the test images that have ``level`` in the column ``column`` of ``split.csv``.

    ``estimates`` are in the order of the arms; NaN where the subgroup has fewer than two classes, or none of the class.
    """

    column: str
    level: str
    images: int
    patients: int
    estimates: tuple[Estimate, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """What one arm says of one image: probabilities are means over its seeds, and the decision is theirs.

    ``decision`` is a class, or empty where several share the largest probability. ``seeds_agreeing`` counts the seeds
    that alone decide the same.
    """

    arm: str
    decision: str
    probability: float
    probability_of_truth: float
    seeds_agreeing: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A test image of which the arms decide differently; ``row`` is its id in the dataset table."""

    row: str
    truth: str
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class AttainableMargin:
    """How small a margin these test patients and this many seeds can bear, if the arms do not differ at all.

    Attributes
    ----------
    arm : str
        Whose runs the spread was taken from.
    seeds : int
        Seeds planned for each arm.
    least : float
        Half the 1 - 2 alpha interval: with a smaller margin, not even an observed difference of 0 shows equivalence.
    likely : float
        The margin within which equivalence is shown with probability 0.8.
    sentence : str
        The same in words.
    """

    arm: str
    seeds: int
    least: float
    likely: float
    sentence: str


@dataclass(frozen=True, slots=True)
class ComparedArms:
    """Arms that were tested on the same images of the same patients.

    Attributes
    ----------
    family : int
        Comparisons that Holm's correction counts; at least the contrasts shown.
    contrasts : tuple of Contrast
        In the order declared.
    subgroups : tuple of SubgroupRow
        By the columns of ``split.csv`` beyond row, part, label and patient; empty without any.
    disagreements : tuple of Disagreement
        Those with the largest range of the truth's probability first.
    attainable : tuple of AttainableMargin
        One for each arm with at least two seeds.
    notes : tuple of str
        Sentences that a reader of the figures must know.
    """

    classes: tuple[str, ...]
    images: int
    patients: int
    test_fingerprint: str
    declared: Declared
    family: int
    arms: tuple[ArmResult, ...]
    contrasts: tuple[Contrast, ...]
    curves: tuple[Curve, ...]
    subgroups: tuple[SubgroupRow, ...]
    disagreements: tuple[Disagreement, ...]
    attainable: tuple[AttainableMargin, ...]
    notes: tuple[str, ...]
