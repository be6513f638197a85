"""``cxr12 export``: what a network says about images, as DICOM objects in their studies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from viewer.command_line.classify import classifier_for
from viewer.command_line.output import ALL_WELL, SOME_REFUSED, WRONG_USAGE, fail, json_line, tracked
from viewer.command_line.preferences import computing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.classify import Classifier
    from core.dicom.frame import Frame
    from core.prediction import Prediction


def command(
    paths: Annotated[list[Path], typer.Argument(readable=False, help="DICOM files, or folders of them.")],
    model: Annotated[str, typer.Option("--model", help="A name that 'cxr12 models' lists.")],
    sr: Annotated[Path | None, typer.Option("--sr", help="Write structured reports into this folder.")] = None,
    sc: Annotated[
        Path | None, typer.Option("--sc", help="Write pictures (Secondary Capture) into this folder.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="With --sc: a Grad-CAM heat map beside the image.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
    engine: Annotated[str, typer.Option("--engine", help="auto, keras or openvino; else what is preferred.")] = "",
    precision: Annotated[
        str, typer.Option("--precision", help="float32, or bfloat16 (OpenVINO); else what is preferred.")
    ] = "",
) -> None:
    """Classify images and write the answers as DICOM, in the study of each image. Research use only.

    Files are numbered: result-0001-sr.dcm, result-0001-sc.dcm. The same answer gives the same objects.
    """
    from core.batch import list_files
    from core.errors import ChildError, Cxr12Error, NotDicomError
    from core.zipped.files import not_opened

    if sr is None and sc is None:
        fail("nothing to write: give --sr or --sc, or both, with a folder", WRONG_USAGE)
    if explain and sc is None:
        fail("--explain belongs to --sc: give both", WRONG_USAGE)
    for folder in (sr, sc):
        if folder is not None and not folder.is_dir():
            fail(f"{folder}: expected an existing folder", WRONG_USAGE)
    classifier = classifier_for(model, *computing(engine, precision))
    exit_code, number = ALL_WELL, 0
    files = list_files(paths)
    try:
        for file in tracked(files, "Exporting", len(files), quiet=as_json):
            number += 1
            try:
                written = _export(classifier, file.path, number, sr, sc, explain)
            except NotDicomError as error:
                if file.named:
                    exit_code = SOME_REFUSED
                    _tell(file.path, [], not_opened(file.path) or error.reason, as_json)
                continue
            except ChildError as error:
                exit_code = SOME_REFUSED
                _tell(file.path, [], f"the network gave no answer: {error}", as_json)
                continue
            except Cxr12Error as error:
                exit_code = SOME_REFUSED
                _tell(file.path, [], getattr(error, "reason", str(error)), as_json)
                continue
            _tell(file.path, written, "", as_json)
    finally:
        classifier.close()
    raise typer.Exit(exit_code)


def _export(
    classifier: Classifier, path: Path, number: int, sr: Path | None, sc: Path | None, explain: bool
) -> list[Path]:
    from core.dicom.read import read
    from core.export.dicom.sc import shown_plainly, write_sc
    from core.export.dicom.sr import write_sr

    frame = read(path)
    prediction = classifier.predict(frame)
    written = []
    if sr is not None:
        written.append(sr / f"result-{number:04d}-sr.dcm")
        write_sr(frame, prediction, written[-1])
    if sc is not None:
        written.append(sc / f"result-{number:04d}-sc.dcm")
        picture = shown_plainly(frame, prediction.frame_index)
        heat = _heat_map(classifier, frame, prediction, picture) if explain else None
        write_sc(frame, prediction, written[-1], picture=picture, heat_map=heat)
    return written


def _heat_map(
    classifier: Classifier, frame: Frame, prediction: Prediction, picture: NDArray[np.uint8]
) -> NDArray[np.uint8]:
    """Lay a heat map of the likeliest class over the image."""
    from core.explain.maps import grad_cam
    from viewer.explain.color_maps import HeatLook
    from viewer.export.heat_picture import HeatOnImage

    likeliest = prediction.top or max(zip(prediction.probabilities, prediction.classes, strict=True))[1]
    made = grad_cam(classifier, frame, prediction.frame_index, prediction.classes.index(likeliest))
    return HeatOnImage(made, HeatLook(), frame.rows, frame.columns).over(picture)


def _tell(path: Path, written: list[Path], reason: str, as_json: bool) -> None:
    if as_json:
        status = "refused" if reason else "written"
        json_line({"file": str(path), "status": status, "reason": reason, "written": [str(one) for one in written]})
    elif reason:
        typer.echo(f"{path}: refused: {reason}")
    else:
        typer.echo(f"{path}: {', '.join(str(one) for one in written)}")
