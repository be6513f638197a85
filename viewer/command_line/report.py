"""``cxr12 report``: what a network says about one image, on a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from viewer.command_line.classify import classifier_for
from viewer.command_line.output import WRONG_USAGE, fail
from viewer.command_line.preferences import computing

if TYPE_CHECKING:
    from core.classify import Classifier
    from core.dicom.frame import Frame
    from core.export.report import Report


def command(
    file: Annotated[Path, typer.Argument(readable=False, help="A DICOM file or a greyscale PNG picture.")],
    model: Annotated[str, typer.Option("--model", help="A name that 'cxr12 models' lists.")],
    out: Annotated[Path, typer.Option("--out", help="The HTML file to write.")],
    explain: Annotated[bool, typer.Option("--explain", help="With a Grad-CAM heat map of the decided class.")] = False,
    patient_data: Annotated[
        bool, typer.Option("--patient-data", help="Name the patient and the study on the page.")
    ] = False,
    frame_number: Annotated[int, typer.Option("--frame", min=1, help="Frame of a multi-frame image.")] = 1,
    engine: Annotated[str, typer.Option("--engine", help="auto, keras or openvino; else what is preferred.")] = "",
    precision: Annotated[
        str, typer.Option("--precision", help="float32, or bfloat16 (OpenVINO); else what is preferred.")
    ] = "",
) -> None:
    """Write a report on one image as one page of HTML. Research use only, never a diagnosis."""
    from core.dicom.identifying import may_be_in_pixels
    from core.errors import ChildError, Cxr12Error
    from core.export.report import write_html
    from core.picture import read_image

    if out.suffix.lower() not in (".html", ".htm"):
        fail(f"--out {out}: expected a name that ends in .html; the window writes PDF", WRONG_USAGE)
    classifier = classifier_for(model, *computing(engine, precision))
    try:
        frame = read_image(file)
        if frame_number > frame.frames:
            fail(f"--frame {frame_number}: the image has {frame.frames} frame(s)", WRONG_USAGE)
        try:
            report = _report(classifier, frame, frame_number - 1, explain, patient_data)
        finally:
            classifier.close()
        write_html(out, report, source=file)
    except ChildError as error:
        fail(f"the network gave no answer: {error}")
    except Cxr12Error as error:
        fail(str(error))
    if not patient_data and may_be_in_pixels(frame):
        typer.echo("warning: the pixels may show who the patient is; look at the report before it leaves", err=True)
    typer.echo(f"{out}: written")


def _report(classifier: Classifier, frame: Frame, index: int, explain: bool, patient_data: bool) -> Report:
    from core.display.render import render_shown
    from core.display.view import default_view
    from core.explain.maps import grad_cam
    from core.export.native import shown_description
    from core.export.report import Report, patient_facts
    from viewer.explain.color_maps import HeatLook
    from viewer.export.class_lines import class_lines, decided_title
    from viewer.export.heat_picture import HeatOnImage

    prediction = classifier.predict(frame, index)
    view = default_view(frame, index)
    picture = render_shown(frame, view, index)
    heat = None
    if explain:
        likeliest = prediction.top or max(zip(prediction.probabilities, prediction.classes, strict=True))[1]
        made = grad_cam(classifier, frame, index, prediction.classes.index(likeliest))
        heat = HeatOnImage(made, HeatLook(), frame.rows, frame.columns)
    return Report(
        picture=picture,
        prediction=prediction,
        lines=class_lines(prediction),
        decided=decided_title(prediction),
        card=classifier.card,
        heat=heat.over(picture) if heat else None,
        heat_caption=heat.caption if heat else "",
        caption=shown_description(frame, view),
        patient=patient_facts(frame) if patient_data else (),
    )
