"""What is drawn on one of the images on screen: its annotations, and which of them is selected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from viewer.annotate.painting import NOTHING, Selection
from viewer.annotate.sheet import Annotations, Sheet

if TYPE_CHECKING:
    from core.annotate.shapes import Annotation, Point
    from core.dicom.frame import Frame
    from viewer.annotate.values import Values
    from viewer.state import ImageState


class Pad(QObject):
    """The annotations of one :class:`ImageState`, and what a tool is about to do to them.

    Attributes
    ----------
    values : Values
        What they measure.
    draft : tuple of Annotation
        What a tool has drawn so far.
    pen : (float, float) or None
        Where the cross is that the arrow keys move.

    Signals
    -------
    changed : Pad
        Something else is to be drawn or listed.
    edited : (Pad, Sheet)
        The annotations themselves are others.
    frame_changed : (Pad, Frame or None)
        Another image is on screen; its annotations are wanted.
    """

    changed = Signal(object)
    edited = Signal(object, object)
    frame_changed = Signal(object, object)

    def __init__(self, image: ImageState, values: Values, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.image = image
        self.values = values
        self.draft: Annotations = ()
        self.pen: Point | None = None
        self._sheet: Sheet | None = None
        self._selection = NOTHING
        self._preview: Annotation | None = None
        values.changed.connect(self.repaint)
        image.frame_changed.connect(self._on_image_frame_changed)
        image.index_changed.connect(self._on_image_index_changed)

    @property
    def sheet(self) -> Sheet | None:
        """All annotations of the image, of all its frames; None without an image."""
        return self._sheet

    def set_sheet(self, sheet: Sheet | None) -> None:
        """Work on the annotations of another image."""
        self._sheet = sheet
        self._selection, self._preview, self.draft, self.pen = NOTHING, None, (), None
        self.changed.emit(self)

    @property
    def shown(self) -> Annotations:
        """What is on the frame on screen, as it is now: with what is being moved where it is."""
        if self._sheet is None:
            return ()
        moving = self._preview
        return tuple(
            moving if moving is not None and one.id == moving.id else one
            for one in self._sheet.annotations
            if one.frame == self.image.index
        )

    def repaint(self) -> None:
        """Tell that something else is to be drawn."""
        self.changed.emit(self)

    def lines(self, annotation: Annotation) -> tuple[str, ...]:
        """Say what an annotation measures."""
        frame = self.image.frame
        return () if frame is None else self.values.lines(annotation, frame)

    # Selecting

    @property
    def selection(self) -> Selection:
        """Which annotation is selected; nothing when it is not there (any more)."""
        return self._selection if self.selected is not None else NOTHING

    @property
    def selected(self) -> Annotation | None:
        """The annotation that is selected."""
        return next((one for one in self.shown if one.id == self._selection.id), None)

    def select(self, id: str, *, handle: int = -1, armed: bool = True) -> None:
        """Select an annotation; an empty ``id`` selects none. The arrow keys move it when it is ``armed``."""
        selection = Selection(id, handle, armed) if id else NOTHING
        if selection != self._selection:
            self._selection = selection
            self.changed.emit(self)

    def select_next(self, by: int = 1) -> None:
        """Select the next (1) or previous (-1) annotation on screen; after the last comes the first."""
        shown = [one.id for one in self.shown]
        if shown:
            here = shown.index(self.selection.id) if self.selection.id else (-1 if by > 0 else 0)
            self.select(shown[(here + by) % len(shown)])

    def select_next_handle(self) -> None:
        """Let the arrow keys move the next handle of what is selected; after the last one, the whole again."""
        selected = self.selected
        if selected is not None:
            count = len(selected.handles)
            handle = self._selection.handle + 1 if count > 1 else -1
            self.select(selected.id, handle=handle if handle < count else -1)

    # Changing

    def preview(self, annotation: Annotation | None) -> None:
        """Show an annotation as it is being moved, until it is put down."""
        self._preview = annotation
        self.changed.emit(self)

    def add(self, *added: Annotation, armed: bool = False) -> None:
        """Put new annotations on top and select the last one; those with a known id take its place."""
        if self._sheet is not None and added:
            ids = {one.id for one in added}
            self._change((*(one for one in self._sheet.annotations if one.id not in ids), *added))
            self.select(added[-1].id, armed=armed)

    def put(self, annotation: Annotation, merge: str = "") -> None:
        """Put an annotation down in place of the one with its id; see :meth:`Sheet.change`."""
        self._preview = None
        if self._sheet is not None:
            now = self._sheet.annotations
            self._change(tuple(annotation if one.id == annotation.id else one for one in now), merge)

    def remove(self, id: str) -> None:
        """Take an annotation away."""
        if self._sheet is not None:
            self._change(tuple(one for one in self._sheet.annotations if one.id != id))

    def undo(self) -> None:
        """Go one change back."""
        self._step(Sheet.undo)

    def redo(self) -> None:
        """Go one undone change forward."""
        self._step(Sheet.redo)

    def nudge(self, columns: float, rows: float) -> None:
        """Move what is selected, or its handle, by pixels of the stored image; it stays on the image."""
        selected, frame = self.selected, self.image.frame
        if selected is None or frame is None:
            return
        handle = self._selection.handle
        if handle < 0:
            moved = selected.moved_within(columns, rows, frame.columns, frame.rows)
        else:
            column, row = selected.handles[handle]
            point = (min(max(column + columns, 0.0), frame.columns), min(max(row + rows, 0.0), frame.rows))
            moved = selected.with_handle(handle, point)
        self.put(moved, merge=f"nudge {selected.id} {handle}")

    def _step(self, step: Callable[[Sheet], bool]) -> None:
        self._preview = None
        before = () if self._sheet is None else self._sheet.annotations
        if self._sheet is not None and step(self._sheet):
            self._selection = replace(self._selection, handle=-1)
            self._show_frame_of(set(before) ^ set(self._sheet.annotations))
            self.edited.emit(self, self._sheet)

    def _show_frame_of(self, changed: set[Annotation]) -> None:
        """Go to where something is different now: nothing changes unseen."""
        frames = {one.frame for one in changed}
        if frames and self.image.index not in frames:
            self.image.set_index(min(frames))

    def _change(self, annotations: Annotations, merge: str = "") -> None:
        if self._sheet is not None and self._sheet.change(annotations, merge):
            self.edited.emit(self, self._sheet)
        else:
            self.changed.emit(self)

    def _on_image_frame_changed(self, frame: Frame | None) -> None:
        self.frame_changed.emit(self, frame)

    def _on_image_index_changed(self) -> None:
        self._preview = None
        self.draft, self.pen = (), None
        self.select("")
        self.changed.emit(self)
