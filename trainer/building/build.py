"""Builds a dataset: what the sources say, the class or classes of each image, facts of every file, a table."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from core.errors import Cxr12Error, DatasetError
from trainer.building.gathering import gather
from trainer.building.reading import Known, read_known
from trainer.building.seal import seal_rows
from trainer.building.table import check_place, writable, write_record, write_table
from trainer.building.types import BuildPlan, Built, Findings
from trainer.dataset import Dataset, Row, class_order, classes_in, dataset_fingerprint, with_patients
from trainer.dataset_folder import dataset_folder, salt_of, salted
from trainer.importing import Source, read_source
from trainer.sources import PARTS, Labelled
from trainer.splits import split_patients
from trainer.threads import mapped

_MOST_REASONS = 8
_VALIDATION = 0.1  # any share: the test part is dealt first
_UNWRITABLE = "its path cannot be written into a table: rename the file or its folder"


class BuildStoppedError(Cxr12Error):
    """The user stopped the builder; nothing was written."""


def findings_of(source: Source) -> Findings:
    """Count the findings of a source, without opening its images.

    Raises
    ------
    DatasetError
        If the source is not what its importer expects; one sentence says why and, of a sheet, in which line.
    """
    found = read_source(source)
    counts = Counter(finding for one in found.images for finding in {word for its in one.readings for word in its})
    return Findings(
        dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        len(found.images),
        found.missing,
        max(len(one.readings) for one in found.images),
        sum(len({frozenset(reading) for reading in one.readings}) > 1 for one in found.images),
        found.notes,
    )


def build(
    plan: BuildPlan,
    progress: Callable[[int, int], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Built:
    """Build the dataset: label, check and list every image, and write the table.

    Parameters
    ----------
    progress : callable or None
        Called with (images read, images in all).
    stopped : callable
        Asked often; True ends the work, nothing is written.

    Raises
    ------
    DatasetError
        If the sources cannot be read, contradict each other, or leave no dataset; one sentence says why.
    BuildStoppedError
        If it was stopped.
    OSError
        If the table cannot be written.
    """
    check_place(plan)

    def watched(done: int, total: int) -> None:
        if stopped():
            raise BuildStoppedError("the dataset was not built: it was stopped")
        if progress is not None:
            progress(done, total)

    listed, facts, notes, unusable = _usable(plan, watched)
    salt = salt_of(dataset_folder(hashlib.sha256("\n".join(sorted(f.sha256 for f in facts)).encode()).hexdigest()))
    listed, unknown = _named_patients(listed, facts, salt if plan.hash_patients else None)
    listed = _divided(plan, listed, facts)
    built = Built(
        table=plan.table,
        counts=_counted(listed),
        parts={part: count for part in PARTS if (count := sum(item.part == part for item in listed))},
        images=len(listed),
        patients=len({item.patient for item in listed}) if listed[0].patient else len(listed),
        fingerprint=_fingerprint(listed, facts),
        notes=(*notes, *unknown),
        refusals=_sentences(unusable),
        unusable=tuple(unusable),
    )
    if plan.seal:  # first, because it may be refused
        placed = [(fact.sha256, item.part == "test") for item, fact in zip(listed, facts, strict=True)]
        images, others = ([sha256 for sha256, tests in placed if tests == test] for test in (True, False))
        seal_rows(built.fingerprint, images, others)
    write_table(plan, listed, facts, salt)
    write_record(plan, built)
    return built


def _usable(
    plan: BuildPlan, watched: Callable[[int, int], None]
) -> tuple[list[Labelled], list[Known], tuple[str, ...], list[tuple[Path, str]]]:
    """Gather and read the images; return the good ones with their facts, notes, and the others with their reasons."""
    gathered, notes = gather(plan)
    read = list(zip(gathered, mapped(_read, [item.path for item in gathered], watched), strict=True))
    unusable = [(item.path, fact.refused) for item, fact in read if fact.refused]
    good = [(item, fact) for item, fact in read if not fact.refused]
    listed, facts, on_copies, conflicts = _without_copies(*_with_their_patients(good))
    unusable += conflicts
    if not listed:
        raise DatasetError(f"none of the {len(read)} images can be used: of the first, {unusable[0][1]}")
    class_order(classes_in(listed))  # refuses fewer than two
    return listed, facts, (*notes, *on_copies), unusable


def _read(path: Path) -> Known:
    return read_known(path) if writable(path) else Known(_UNWRITABLE)


def _with_their_patients(good: Sequence[tuple[Labelled, Known]]) -> tuple[list[Labelled], list[Known]]:
    """Say whose each image is as :func:`trainer.dataset.read_dataset` does, and let the header fill in facts."""
    known = [fact for _, fact in good]
    owned = with_patients([item for item, _ in good], [(fact.sha256, fact.patient, fact.issuer) for fact in known])
    merged = [
        replace(item, facts=tuple((dict(fact.facts) | dict(item.facts)).items()))
        for item, fact in zip(owned, known, strict=True)
    ]
    return merged, known


def _without_copies(
    listed: Sequence[Labelled], known: Sequence[Known]
) -> tuple[list[Labelled], list[Known], tuple[str, ...], list[tuple[Path, str]]]:
    """Keep one image of each that has the same pixels; where copies contradict each other, none."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, fact in enumerate(known):
        groups[fact.pixels].append(number)
    kept, conflicts = [], []
    for numbers in groups.values():
        said = {(listed[i].label, listed[i].part) for i in numbers}
        owners = {listed[i].patient for i in numbers if not listed[i].patient.startswith("image:")}
        if len(said) > 1 or len(owners) > 1:
            conflicts += [(listed[i].path, "its pixels are also another image's of another class, patient or part")
                          for i in numbers]  # fmt: skip
        else:
            kept.append(next((i for i in numbers if listed[i].patient in owners), numbers[0]))
    kept.sort()
    copies = len(listed) - len(conflicts) - len(kept)
    notes = (f"{copies} images have the same pixels as others of the same class and were left out.",) if copies else ()
    return [listed[i] for i in kept], [known[i] for i in kept], notes, conflicts


def _named_patients(
    listed: Sequence[Labelled], known: Sequence[Known], salt: bytes | None
) -> tuple[list[Labelled], tuple[str, ...]]:
    """Give each patient the name it has in the table: a salted hash, or what the source says."""
    unknown = sum(item.patient.startswith("image:") for item in listed)
    if unknown == len(listed):
        named = [replace(item, patient="") for item in listed]
    elif salt is not None:
        named = [replace(item, patient=salted(salt, f"patient:{item.patient}")) for item in listed]
    else:
        named = [replace(item, patient=_readable(item.patient)) for item in listed]
    if not unknown:
        return named, ()
    return named, (
        f"{unknown} of {len(listed)} images name no patient: each counts as its own, so pictures of one person may lie "
        "on both sides of the split.",
    )


def _readable(patient: str) -> str:
    kind, _, text = patient.partition(":")
    if kind == "dicom":
        number, issuer = json.loads(text)
        return f"{number}@{issuer}" if issuer else str(number)
    return patient if kind == "image" else text


def _divided(plan: BuildPlan, listed: list[Labelled], known: Sequence[Known]) -> list[Labelled]:
    """Give each image its part, where the sources or the plan name parts."""
    if any(item.part for item in listed):
        if plan.test_fraction:
            raise DatasetError("a source names parts already: give no test_fraction besides, or leave its split out")
        placed = [replace(item, part=item.part or "train") for item in listed]
        parts: dict[str, set[str]] = defaultdict(set)
        for item in placed:
            parts[item.patient or str(item.path)].add(item.part)
        torn = sum(len(its) > 1 for its in parts.values())
        if torn:
            raise DatasetError(f"{torn} patients would be in more than one part: a patient may be in one")
        if plan.seal and not any(item.part == "test" for item in placed):
            raise DatasetError("there is no test part to seal: no source names a test image")
        return placed
    if not plan.test_fraction:
        return listed
    rows = [
        Row("", item.path, item.label, item.patient or fact.sha256, "", fact.sha256, fact.bits)
        for item, fact in zip(listed, known, strict=True)
    ]
    order = sorted(range(len(rows)), key=lambda i: rows[i].sha256)
    dataset = Dataset(tuple(rows[i] for i in order), tuple(_counted(listed)), "", multi_label=plan.multi_label)
    fraction = min(_VALIDATION, (1.0 - plan.test_fraction) / 2)
    split = split_patients(
        dataset, seed=plan.split_seed, validation_fraction=fraction, test_fraction=plan.test_fraction
    )
    part = dict(zip(order, split.parts, strict=True))
    return [replace(item, part="test" if part[i] == "test" else "train") for i, item in enumerate(listed)]


def _counted(listed: Sequence[Labelled]) -> dict[str, int]:
    found = Counter(name for item in listed for name in classes_in([item]))
    return {name: found[name] for name in class_order(set(found))}


def _fingerprint(listed: Sequence[Labelled], known: Sequence[Known]) -> str:
    """Compute what :func:`trainer.dataset.read_dataset` will find in the table."""
    rows = (
        (fact.sha256, item.label, f"table:{item.patient}" if item.patient else f"image:{fact.sha256}")
        for item, fact in zip(listed, known, strict=True)
    )
    return dataset_fingerprint(rows, listed[0].multi_label)


def _sentences(unusable: Sequence[tuple[Path, str]]) -> tuple[str, ...]:
    reasons = Counter(reason for _, reason in unusable).most_common()
    told = [f"{count} images were left out; the reason: {reason}." for reason, count in reasons[:_MOST_REASONS]]
    rest = sum(count for _, count in reasons[_MOST_REASONS:])
    return (*told, *([f"{rest} more images were left out for other reasons."] if rest else []))
