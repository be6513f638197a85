"""The detective's sentences. They name facts and classes, never a value of a header, a file or a patient."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trainer.detective.findings import Association, Overlap, Shortcut

NOTHING = (
    "No leak, no fact of the equipment that goes with the class, and no model that knows the class "
    "from the file's header or the picture's border was found; that does not prove that there is none."
)

_SAME = {
    "patient": "patients have images",
    "study": "studies (Study Instance UID) have images",
    "instance": "images (SOP Instance UID) are there more than once,",
    "pixels": "pictures are there more than once, with the same grey levels,",
    "near_duplicate": "pairs of nearly identical pictures lie",
}
_ONE = {
    "patient": "patient has images",
    "study": "study (Study Instance UID) has images",
    "instance": "image (SOP Instance UID) is there more than once,",
    "pixels": "picture is there more than once, with the same grey levels,",
    "near_duplicate": "pair of nearly identical pictures lies",
}
_FACTS = {
    "manufacturer": "the manufacturer",
    "matrix": "the matrix size",
    "bits_stored": "BitsStored",
    "photometric": "the photometric interpretation",
    "view": "the view",
    "source": "the source",
    "file_name": "the pattern of the file names",
}
_SEES = {
    "header": "A model that sees only the file's header",
    "border": "A model that sees only the picture's border, its outer 5 %,",
}


def overlap(found: Overlap) -> str:
    """Say what lies on both sides, and what to do about it."""
    what = (_ONE if found.groups == 1 else _SAME)[found.kind]
    if found.parts:
        return (
            f"Leak: {found.groups} {what} in more than one part of the split ({found.images} images): what was taught "
            "is asked again, so figures are too good; put them into one part."
        )
    if found.kind == "patient":
        return (
            f"Leak: {found.groups} Patient IDs of the headers belong to several patients of the table ({found.images} "
            "images): a split would tear people apart; correct the patient column."
        )
    return (
        f"Leak: {found.groups} {what} under different patients ({found.images} images): a split by patient may put "
        "them on both sides; give them one patient, or leave copies out."
    )


def association(found: Association) -> str:
    """Say how closely a fact goes with the class."""
    known = "" if found.stated == found.patients else f", stated for {found.stated}"
    most = f", most of all with {found.most}" if found.most else ""
    return (
        f"Shortcut: {_FACTS.get(found.fact, found.fact)} goes with the class{most} (Cramer's V {found.v:.2f}, "
        f"{_p(found.p_holm)}, {found.patients} patients{known}): a network can learn it instead of the finding."
    )


def shortcuts(found: Sequence[Shortcut]) -> tuple[str, ...]:
    """One sentence for each model: the class that it tells best, and how many others."""
    sentences = []
    for model, sees in _SEES.items():
        its = sorted((one for one in found if one.model == model), key=lambda one: (not one.target, -one.low))
        if not its:
            continue
        best = its[0]
        others = [one.target for one in its[1:] if one.target]
        also = f"; it also tells {', '.join(others)}" if others else ""
        what = f"tells {best.target} from the rest" if best.target else "tells the classes apart"
        sentences.append(
            f"Shortcut: {sees} {what} with an AUC of {best.auc:.2f} (lower 99 % limit {best.low:.2f}, chance 0.50)"
            f"{also}: a network can be right without looking at the finding."
        )
    return tuple(sentences)


def baseline(found: Shortcut) -> str:
    """Say what a thumbnail is enough for."""
    return (
        f"Baseline: a model that sees 16 x 16 pixels of the picture reaches a macro AUC of {found.auc:.2f} (lower 99 % "
        f"limit {found.low:.2f}, chance 0.50); a network should do better than that."
    )


def _p(p: float) -> str:
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"
