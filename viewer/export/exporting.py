"""Writing pictures in the background: one image as it is shown, or many as they open."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from core.annotate import store
from core.display.orientation import AS_STORED
from core.display.view import default_view
from core.errors import Cxr12Error
from core.export.native import native_description, shown_description
from core.export.picture import write_png, write_tiff
from core.picture import read_image
from viewer.export.order import Format, Order, Scene
from viewer.export.page import write_pdf
from viewer.export.picture import frame_of, native_pixels, paint, pixels_of
from viewer.message import sentence

if TYPE_CHECKING:
    from core.annotate.shapes import Annotation
    from core.dicom.catalogue import Catalogue
    from core.dicom.frame import Frame
    from viewer.jobs import Jobs
    from viewer.state import ViewerState

Annotations = tuple["Annotation", ...]

ONE, MANY, COPY = "export one", "export many", "export copy"


@dataclass(frozen=True, slots=True)
class Done:
    """What an export of many images came to.

    Attributes
    ----------
    folder, written : Path, int
        How many files were written, and where to.
    refused : tuple of str
        Why images were not, one sentence for each.
    nameless : bool
        These sentences name no file.
    """

    folder: Path
    written: int
    refused: tuple[str, ...] = ()
    nameless: bool = False


class Exporting(QObject):
    """Paints and writes on pool threads.

    Signals
    -------
    progressed : (int, int)
        Images done, of so many.
    written : Path
        One picture is there.
    many_written : Done
        Many are.
    copied
        A picture is on the clipboard.
    failed : str
        A sentence that says why it is not.
    """

    progressed = Signal(int, int)
    written = Signal(object)
    many_written = Signal(object)
    copied = Signal()
    failed = Signal(str)

    def __init__(self, state: ViewerState, jobs: Jobs, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._jobs = jobs
        self._catalogue = catalogue
        jobs.progressed.connect(self._on_jobs_progressed)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    @property
    def is_running(self) -> bool:
        """Many images are being written."""
        return self._jobs.is_running(MANY)

    def write(self, scene: Scene, order: Order, path: Path) -> None:
        """Write one picture to ``path``."""
        self._jobs.submit(ONE, partial(write, scene, order, path))

    def write_many(self, paths: Sequence[Path], order: Order, folder: Path, *, like: Scene) -> None:
        """Write every frame of ``paths`` into ``folder``, numbered, each as it opens.

        Parameters
        ----------
        like : Scene
            Whether patient data is hidden, what stands in the corners and how pictures are made are taken from it.
        """
        self._jobs.submit(MANY, partial(_write_many, tuple(paths), order, folder, like, self.annotations_of))

    def cancel(self) -> None:
        """Write no more; what is written stays."""
        self._jobs.cancel(MANY)

    def copy(self, scene: Scene, order: Order) -> None:
        """Put a picture on the clipboard."""
        self._jobs.submit(COPY, partial(paint, scene, order))

    def annotations_of(self, frame: Frame) -> Annotations:
        """Give what is kept of annotations on an image; on any thread."""
        return store.load(self._catalogue, store.key_of(frame))

    def _on_jobs_progressed(self, lane: str, value: object) -> None:
        if lane == MANY and isinstance(value, tuple):
            self.progressed.emit(*value)

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane == ONE:
            self.written.emit(result)
        elif lane == MANY:
            self.many_written.emit(result)
        elif lane == COPY and isinstance(result, QImage):
            QGuiApplication.clipboard().setImage(result)
            self.copied.emit()

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane in (ONE, MANY, COPY):
            self.failed.emit(sentence(error, hidden=self._state.patient_data_hidden))


def write(scene: Scene, order: Order, path: Path) -> Path:
    """Write one picture to ``path``; returns it.

    Raises
    ------
    Cxr12Error
        If the image cannot be exported so, or the file cannot be written.
    """
    frame = scene.frame
    if order.format is Format.PDF:
        write_pdf(path, paint(scene, order), source=frame.path)
    elif order.format is Format.SHOWN:
        described = shown_description(frame, scene.view) + (", with the answer of a model" if scene.result else "")
        write_png(path, pixels_of(paint(scene, order)), description=described, source=frame.path)
    else:
        writer = write_png if order.format is Format.NATIVE_PNG else write_tiff
        writer(path, native_pixels(scene, order), description=native_description(frame), source=frame.path)
    return path


def _write_many(
    paths: tuple[Path, ...], order: Order, folder: Path, like: Scene, annotations: Callable[[Frame], Annotations]
) -> Generator[tuple[int, int], None, Done]:
    written, refused = 0, []
    for number, source in enumerate(paths, 1):
        try:
            frame = read_image(source)
            drawn = annotations(frame) if order.annotations else ()
            for index in range(frame.frames):
                scene = replace(
                    like, frame=frame, view=default_view(frame, index), index=index, orientation=AS_STORED,
                    annotations=tuple(one for one in drawn if one.frame == index), placement=None, size=None,
                    result=None,
                )  # fmt: skip
                name = f"image-{number:04d}{frame_of(frame, index)}{order.format.suffix}"
                write(scene, order, free(folder / name))
                written += 1
        except Cxr12Error as error:
            told = sentence(error, hidden=like.hidden)
            refused.append(f"image-{number:04d}: {told}" if like.hidden else told)
        yield number, len(paths)
    return Done(folder, written, tuple(refused), like.hidden)


def free(path: Path) -> Path:
    """Find a name like this one that is not taken: an export never replaces what another one wrote."""
    found, number = path, 2
    while found.exists():
        found, number = path.with_stem(f"{path.stem}-{number}"), number + 1
    return found
