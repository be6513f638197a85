"""Verdicts in words, with their numbers and without patient data."""

from __future__ import annotations

from trainer.comparing.figures import SMALLER_IS_BETTER, points, said
from trainer.comparing.types import AttainableMargin, Contrast


def verdict_sentence(one: Contrast, alpha: float, family: int) -> str:
    """Say what a contrast shows, of the methods or of these networks, and whether it is equivalence."""
    return f"on these {one.patients} patients {_difference(one, alpha, family)}; {_equivalence(one, alpha)}"


def _difference(one: Contrast, alpha: float, family: int) -> str:
    value = one.difference.value
    details = ", ".join(_details(one, alpha, family))
    arms = (one.a, one.b)
    if one.is_different:
        better, worse = arms if (value > 0) != (one.figure in SMALLER_IS_BETTER) else arms[::-1]
        amount = f"{points(one.figure, abs(value))}{_unit(one.figure)}"
        low, high = one.difference.low, one.difference.high
        if value < 0:
            low, high = -high, -low
        interval = f"{_level(1 - alpha)} interval {points(one.figure, low)} to {points(one.figure, high)}"
        if one.says_method:
            return f"{better} beats {worse} by {amount} ({interval}, {details})"
        return f"{_networks(one)} differ: that of {better} beats that of {worse} by {amount} ({interval}, {details})"
    interval = (
        f"{_level(1 - alpha)} interval {points(one.figure, one.difference.low, sign=True)} to "
        f"{points(one.figure, one.difference.high, sign=True)}"
    )
    amount = f"{points(one.figure, value, sign=True)}{_unit(one.figure)}"
    found = f"{one.a} minus {one.b} is {amount} ({interval}, {details})"
    if one.says_method:
        return f"no difference between {one.a} and {one.b} was shown: {found}"
    return f"no difference between {_networks(one)}, of {one.a} and of {one.b}, was shown: {found}"


def _equivalence(one: Contrast, alpha: float) -> str:
    margin = f"{_number(one)}{_unit_alone(one)}"
    low, high = (points(one.figure, end, sign=True) for end in (one.low90, one.high90))
    interval = f"{_level(1 - 2 * alpha)} interval of {one.a} minus {one.b} {low} to {high}"
    if one.is_equivalent and one.is_different:
        return f"the difference lies within the {margin} declared not to matter, they are equivalent ({interval})"
    if one.is_equivalent:
        return f"they are equivalent within {margin} ({interval})"
    return f"equivalence within {margin} could not be shown ({interval})"


def _details(one: Contrast, alpha: float, family: int) -> list[str]:
    details = ["paired"]
    if not one.says_method:
        details.append("patients drawn again, seeds not: this says nothing of the methods")
    elif one.is_paired_by_seed:
        details.append(f"{len(one.seeds)} seeds")
    else:
        details.append("seeds of each arm on their own")
    if family > 1:
        details.append(f"{p_value(one.p_holm)} after Holm over {family} comparisons")
    else:
        details.append(p_value(one.p))
    return details


def _networks(one: Contrast) -> str:
    return "these two networks" if one.networks == 2 else "these networks"


def margin_sentence(found: AttainableMargin, figure: str, alpha: float) -> str:
    """Say what margin can be attained."""
    seeds = f"{found.seeds} seeds an arm" if found.seeds > 1 else "one seed an arm"
    unit = "" if figure in SMALLER_IS_BETTER else " points"
    return (
        f"judged by the spread among the seeds of {found.arm}, with {seeds} no margin below "
        f"{points(figure, found.least)}{_unit(figure)} can be shown on these test patients (the "
        f"{_level(1 - 2 * alpha)} interval is wider), and equivalence of arms that do not differ is shown in four of "
        f"five studies from {points(figure, found.likely)}{unit} on"
    )


def p_value(p: float) -> str:
    """Write a p value: three decimals, or that it is less than 0.001."""
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def _unit(figure: str) -> str:
    return f" of {said(figure)}" if figure in SMALLER_IS_BETTER else f" points of {said(figure)}"


def _number(one: Contrast) -> str:
    return f"{one.margin:g}" if one.figure in SMALLER_IS_BETTER else f"{round(100 * one.margin, 6):g}"


def _unit_alone(one: Contrast) -> str:
    if one.figure in SMALLER_IS_BETTER:
        return f" of {said(one.figure)}"
    return " point" if _number(one) == "1" else " points"


def _level(level: float) -> str:
    return f"{round(100 * level, 3):g} %"
