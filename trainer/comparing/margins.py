"""How small a margin of equivalence is attainable, from the spread among runs of one arm.

Two arms that do not differ are like two sets of seeds of one arm: the variance of their difference is twice that of the
figure over the seeds, divided by the seeds of an arm, and at least what drawing the patients again makes of the
difference of two runs. That is the best case: arms that do differ in kind also differ in which patients they get right.

References
----------
Phillips, "Power of the two one-sided tests procedure in bioequivalence", J. Pharmacokinet. Biopharm. 1990;18:137.
"""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np

from core.paired import Arms, quantile
from trainer.comparing.sentences import margin_sentence
from trainer.comparing.types import AttainableMargin, Declared

_POWER = 0.8


def margin(label: str, arm: Arms, declared: Declared, seeds: int = 0) -> AttainableMargin:
    """Find the attainable margin for ``seeds`` of each arm (0: as many as the arm has) from at least two runs."""
    planned, runs = seeds or arm.values.size, range(arm.values.size)
    of_pairs = [float(np.var(arm.drawn[i] - arm.drawn[j], ddof=1)) for i, j in combinations(runs, 2)]
    from_patients = float(np.mean(of_pairs)) / planned
    from_seeds = 2 * float(arm.values.var(ddof=1)) / planned
    variance, df = from_patients, math.inf
    if planned > 1:
        variance = max(from_patients, from_seeds)
        df = (planned - 1) * (variance / from_seeds) ** 2 if from_seeds > 0 else math.inf
    se = math.sqrt(variance)
    least = quantile(df, 1 - 2 * declared.alpha) * se
    found = AttainableMargin(label, planned, least, least + quantile(math.inf, _POWER) * se, "")
    return AttainableMargin(
        label, planned, found.least, found.likely, margin_sentence(found, declared.figure, declared.alpha)
    )
