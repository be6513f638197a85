"""Two networks, or two methods of several seeds each, on the same patients.

A figure of an arm is the mean over its seeds. Its uncertainty has two sources, and both are drawn again: **patients**
by the bootstrap of :mod:`core.intervals`, the same draw for all networks, and **seeds**, the same seed numbers of both
arms together. Drawing three or five seeds with replacement gives too small a variance and too short tails, so the
variances are put together from their components and the quantiles are Student's (:mod:`core.paired.components`); the
layout is that of multi-reader studies with seeds as readers (Obuchowski and Rockette 1995, Hillis 2007).

Close to 0 and 1 a figure is not symmetric. Intervals are score intervals of each arm (Wilson's for proportions,
Newcombe's for AUCs) at the variance found, joined for a difference with the correlation found (Zou and Donner 2008):
:mod:`core.paired.score_intervals`. Far from the ends they are the usual estimate +- t * standard error. The p value is
the level at which the interval reaches the hypothesis, so that intervals and tests never contradict each other.

References
----------
Obuchowski and Rockette, "Hypothesis testing of diagnostic accuracy for multiple readers and multiple tests: an ANOVA
approach with dependent observations", Commun. Stat. Simul. Comput. 1995;24:285.
Hillis, "A comparison of denominator degrees of freedom methods for multiple observer ROC analysis", Stat. Med.
2007;26:596.
Newcombe, "Confidence intervals for an effect size measure based on the Mann-Whitney statistic. Part 2", Stat. Med.
2006;25:559.
Zou and Donner, "Construction of confidence limits about effect measures: a general approach", Stat. Med. 2008;27:1693.
"""

from __future__ import annotations

from core.paired.aucs import DeLong, delong
from core.paired.calls import McNemar, mcnemar
from core.paired.components import Arms, Spread, difference_spread, spread
from core.paired.family import holm
from core.paired.score_intervals import Ends, Paired, Shape, limits, quantile

__all__ = (
    "Arms",
    "DeLong",
    "Ends",
    "McNemar",
    "Paired",
    "Shape",
    "Spread",
    "delong",
    "difference_spread",
    "holm",
    "limits",
    "mcnemar",
    "quantile",
    "spread",
)
