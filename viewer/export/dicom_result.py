"""The answer about an image as DICOM files, for any thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.export.order import Order, Scene
from viewer.export.picture import paint, pixels_of

if TYPE_CHECKING:
    from core.prediction import Prediction
    from viewer.export.heat_picture import HeatOnImage


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """An answer, the image as it is shown, and the heat map that lies on it, if there is one."""

    scene: Scene
    prediction: Prediction
    heat: HeatOnImage | None = None


def write_report(result: Result, path: Path) -> Path:
    """Write the structured report; raises what :func:`core.export.dicom.sr.write_sr` raises."""
    from core.export.dicom.sr import write_sr  # pulls in highdicom, which the window does without

    write_sr(result.scene.frame, result.prediction, path)
    return path


def write_picture(result: Result, path: Path) -> Path:
    """Write the picture; raises what :func:`core.export.dicom.sc.write_sc` raises.

    It shows the whole image through the window on screen, turned as on screen, with annotations but without words of
    anybody's: pixels cannot be cleaned afterwards.
    """
    from core.export.dicom.sc import write_sc

    scene = replace(result.scene, result=None, heat=None, hidden=True)
    picture = pixels_of(paint(scene, Order()))
    heat = result.heat.over(picture, scene.orientation) if result.heat is not None else None
    write_sc(scene.frame, result.prediction, path, picture=picture, heat_map=heat, orientation=scene.orientation)
    return path
