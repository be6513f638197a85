"""``cxr12 classify``: the probabilities a network gives for each image."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from viewer.command_line.classified import Output
from viewer.command_line.keeping import open_catalogue, why_not_here
from viewer.command_line.output import ALL_WELL, SOME_REFUSED, WRONG_USAGE, fail, tracked
from viewer.command_line.preferences import computing, keeps_nothing

if TYPE_CHECKING:
    from core.batch import Control
    from core.classify import Classifier
    from core.ensemble import Predictor
    from core.results.store import ResultStore
    from viewer.results.labels import Labels


def command(
    paths: Annotated[
        list[Path], typer.Argument(readable=False, help="Files or folders: DICOM, or greyscale PNG of 8 or 16 bits.")
    ],
    model: Annotated[str, typer.Option("--model", help="A name that 'cxr12 models' lists.")],
    also: Annotated[
        list[str] | None,
        typer.Option("--also", help="Another model of the same classes; the answer is the mean of all. Repeatable."),
    ] = None,
    tta: Annotated[
        bool, typer.Option("--tta", help="Ask about each image a little moved, zoomed and in other windows, too.")
    ] = False,
    mirror: Annotated[
        bool, typer.Option("--mirror", help="Ask about it with left and right swapped, too: sides are lost.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
    csv_file: Annotated[Path | None, typer.Option("--csv", help="Write the results to this CSV file.")] = None,
    parquet: Annotated[Path | None, typer.Option("--parquet", help="Write all that is known to this file.")] = None,
    labels: Annotated[
        Path | None, typer.Option("--labels", help="Compare with the labels of this table or folder.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Take answers that are kept instead of asking again.")
    ] = False,
    keep: Annotated[bool, typer.Option("--keep/--no-keep", help="Keep the results in the catalogue.")] = True,
    engine: Annotated[str, typer.Option("--engine", help="auto, keras or openvino; else what is preferred.")] = "",
    precision: Annotated[
        str, typer.Option("--precision", help="float32, or bfloat16 (OpenVINO); else what is preferred.")
    ] = "",
) -> None:
    """Classify images with a network from the shelf. Research use only, never a diagnosis.

    Ctrl-C ends it; what is finished is told and kept, and --resume goes on from there.
    """
    from core.batch import Control, classify_batch, list_files
    from core.errors import Cxr12Error

    if as_json and csv_file is not None:
        fail("--json and --csv exclude each other: give one of them", WRONG_USAGE)
    for name, file, suffix in (("--csv", csv_file, ".csv"), ("--parquet", parquet, ".parquet")):
        why = why_not_here(file, (suffix,), any_new=suffix == ".csv") if file is not None else ""
        if why:  # before the work, not after it
            fail(f"{name} {file}: {why}", WRONG_USAGE)
    engine, precision = computing(engine, precision)
    known = _labels(labels)
    classifier = _predictor((model, *(also or ())), engine, precision, alter=tta, mirror=mirror)
    out = Output(as_json, csv_file, parquet, classifier.card.classes, known)
    control, problem = Control(), ""
    try:
        with _store(keep, resume) as store, _interrupt(lambda: _stop(control, classifier)):
            files = list_files(paths)
            rows = classify_batch(
                files, classifier, store=store, resume=resume, control=control, engine=engine, precision=precision
            )
            for made in tracked(rows, "Classifying", len(files), quiet=as_json):
                out.take(made)
    except Cxr12Error as error:  # the network itself; what is finished is not lost
        problem = str(error)
    finally:
        classifier.close()
    out.finish()
    if problem:
        fail(problem)
    if control.is_cancelled:
        kept = "they are kept, and --resume goes on" if store is not None else "nothing is kept"
        fail(f"stopped: {len(out.rows)} results are finished; {kept}")
    raise typer.Exit(SOME_REFUSED if out.failed else ALL_WELL)


def classifier_for(model: str, engine: str, precision: str) -> Classifier:
    """Open a model of the shelf, or end the command with the reason why not."""
    from core.classify import Classifier
    from core.errors import Cxr12Error
    from core.models.shelf import default_shelf

    try:
        classifier = Classifier(default_shelf().get(model), engine, precision)
    except Cxr12Error as error:
        fail(f"--model {model}: {error}", WRONG_USAGE)
    except ValueError as error:
        fail(f"--engine {engine} --precision {precision}: {error}", WRONG_USAGE)
    if classifier.makes_ready_first:
        typer.echo("The network is made ready for OpenVINO first, which is done once and takes a while.", err=True)
    return classifier


def _predictor(models: Sequence[str], engine: str, precision: str, *, alter: bool, mirror: bool) -> Predictor:
    """Open one model, or several answers to be averaged, or end the command with the reason why not."""
    from core.ensemble import Ensemble

    members = [classifier_for(name, engine, precision) for name in models]
    if len(members) == 1 and not (alter or mirror):
        return members[0]
    try:
        return Ensemble(members, alter=alter, mirror=mirror)
    except ValueError as error:
        for member in members:
            member.close()
        fail(f"--also: {error}", WRONG_USAGE)


def _labels(source: Path | None) -> Labels | None:
    from core.errors import DatasetError
    from viewer.results.labels import read_labels

    try:
        return None if source is None else read_labels(source)
    except DatasetError as error:
        fail(f"--labels {source}: {error}", WRONG_USAGE)


@contextlib.contextmanager
def _store(keep: bool, resume: bool) -> Iterator[ResultStore | None]:
    """Open the store where results are kept, unless none are to be."""
    from core.errors import Cxr12Error
    from core.results.store import ResultStore

    if keep and keeps_nothing():
        typer.echo("the preferences keep results for a session only: these are not kept", err=True)
        keep = False
    if not keep:
        if resume:
            fail("--resume needs results that are kept, and none are", WRONG_USAGE)
        yield None
        return
    try:
        catalogue = open_catalogue()
    except Cxr12Error as error:
        if resume:
            fail(f"--resume: {error}")
        typer.echo(f"the results are not kept: {error}", err=True)
        yield None
        return
    with contextlib.closing(catalogue):
        yield ResultStore(catalogue)


@contextlib.contextmanager
def _interrupt(stop: Callable[[], object]) -> Iterator[None]:
    """Let Ctrl-C end the batch in good order, instead of tearing it down."""
    before = signal.signal(signal.SIGINT, lambda *_: stop())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _stop(control: Control, classifier: Predictor) -> None:
    control.cancel()
    classifier.close_soon()  # a network that is only loading need not be waited for
