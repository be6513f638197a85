"""What was declared before the first run."""

from __future__ import annotations

from dataclasses import dataclass

_CHANCE_TO_PERFECT = 0.5  # of an AUC


@dataclass(frozen=True, slots=True)
class Declared:
    """What was declared before the first run, so that the results could not choose the question.

    Attributes
    ----------
    figure : str
        What is compared: ``macro_auc``, ``balanced_accuracy``, ``accuracy``, ``macro_f1``, ``log_loss``, ``brier``, or
        of one class ``auc:NAME``, ``sensitivity:NAME``, ``specificity:NAME``. NAME is one of the runs' classes.
    margin : float
        Differences smaller than this do not matter, in units of the figure: 0.02 is two points of AUC. Above 0
        and below 1; at most 0.5 for an AUC, which is from chance to perfect.
    alpha : float
        Error accepted over the whole family of comparisons, 0.001 to 0.2. Intervals are at 1 - alpha, those of
        equivalence at 1 - 2 alpha: 95 and 90 % at 0.05.
    resamples, seed : int
        Of the bootstrap over patients; at least 200.
    contrasts : tuple of (str, str)
        The family: pairs of arm labels (:func:`trainer.comparing.arm_labels`), the difference being the first minus the
        second. Empty: all pairs.

    Raises
    ------
    ValueError
        If a value is outside its range; the message names it.
    """

    figure: str = "macro_auc"
    margin: float = 0.02
    alpha: float = 0.05
    resamples: int = 2000
    seed: int = 0
    contrasts: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not 0 < self.margin < 1:
            raise ValueError(f"margin must lie between 0 and 1, both left out, found {self.margin}")
        if self.figure.partition(":")[0] in ("auc", "macro_auc") and self.margin > _CHANCE_TO_PERFECT:
            raise ValueError(
                f"margin of an AUC must be at most 0.5, which lies between chance and perfect, found {self.margin}: "
                "within it any two networks that learned something are equivalent"
            )
        if not 0.001 <= self.alpha <= 0.2:
            raise ValueError(f"alpha must lie between 0.001 and 0.2, found {self.alpha}")
        if self.resamples < 200 or self.seed < 0:
            raise ValueError(
                f"resamples must be at least 200 and seed at least 0, found {self.resamples} and {self.seed}"
            )
        for pair in self.contrasts:
            if len(pair) != 2 or pair[0] == pair[1]:
                raise ValueError(f"a contrast must be two different arms, found {', '.join(pair)}")
