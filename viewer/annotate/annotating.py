"""Annotations of the images on screen: what the tools, the panel and the table of actions work through."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.annotate.shapes import KINDS
from viewer.annotate.drawing import DrawTool
from viewer.annotate.editor import LabelEditor
from viewer.annotate.keeping import Keeping
from viewer.annotate.keys import KeyClaims
from viewer.annotate.layer import AnnotationLayer
from viewer.annotate.pad import Pad
from viewer.annotate.selecting import SelectTool
from viewer.annotate.sheet import Sheet
from viewer.annotate.sheets import Sheets
from viewer.annotate.values import Values
from viewer.annotate.words import description

if TYPE_CHECKING:
    from core.annotate.store import ImageKey
    from core.dicom.catalogue import Catalogue
    from core.dicom.frame import Frame
    from viewer.annotate.sheet import Annotations
    from viewer.image.view import ImageView
    from viewer.jobs import Jobs
    from viewer.state import ImageState, ViewerState


@dataclass(frozen=True, slots=True)
class _Tools:
    """Those of one view."""

    selecting: SelectTool
    drawing: dict[str, DrawTool]


class Annotating(QObject):
    """Keeps a :class:`Pad` for every image on screen, gives the views their tools, and saves every change.

    Signals
    -------
    changed
        The annotations of the active image, or which of them is selected, or which image is active.
    tool_changed : str
        The kind that is drawn next, by its word in :data:`core.annotate.shapes.KINDS`; empty for none.
    failed : str
        A sentence: annotations could not be read or written.
    """

    changed = Signal()
    tool_changed = Signal(str)
    failed = Signal(str)

    def __init__(self, state: ViewerState, jobs: Jobs, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._tools: dict[ImageView, _Tools] = {}
        self._shown = True
        self._kind = ""
        self._sheets = Sheets()
        self._keeping = Keeping(jobs, catalogue, self)
        self._claims = KeyClaims(self)
        self.pads = tuple(
            Pad(image, Values(jobs, str(number), self), self) for number, image in enumerate(state.images)
        )
        self._connect()

    def _connect(self) -> None:
        for pad in self.pads:
            pad.frame_changed.connect(self._on_pad_frame_changed)
            pad.changed.connect(self._on_pad_changed)
            pad.edited.connect(self._on_pad_edited)
        self._state.active_changed.connect(self._on_active_changed)
        self._state.patient_data_hidden_changed.connect(self._on_patient_data_hidden_changed)
        self._keeping.loaded.connect(self._on_keeping_loaded)
        self._keeping.failed.connect(self.failed)

    @property
    def pad(self) -> Pad:
        """That of the active image."""
        return self.pad_of(self._state.active)

    @property
    def kind(self) -> str:
        """What is drawn next; empty for nothing."""
        return self._kind

    @property
    def is_shown(self) -> bool:
        """Annotations are drawn on the images."""
        return self._shown

    def pad_of(self, image: ImageState) -> Pad:
        """Give the annotations of one of the state's images."""
        return self.pads[self._state.images.index(image)]

    def attach(self, view: ImageView) -> None:
        """Draw on an image view, and give it the tools."""
        pad = self.pad_of(view.image)
        drawing = {kind: DrawTool(shape, pad, self._on_drawn, self) for kind, shape in KINDS.items() if shape.COUNT}
        self._tools[view] = _Tools(SelectTool(pad, self._state, self), drawing)
        view.layers.append(AnnotationLayer(pad, self, self._state))
        self._claims.watch(view)
        view.set_tool(self._tools[view].selecting)

    def choose(self, kind: str) -> None:
        """Draw a shape next; an empty ``kind``, or the one chosen already, gives the mouse back."""
        kind = "" if kind == self._kind else kind
        self._kind = kind
        if kind and not self._shown:
            self.set_shown(True)
        for view, tools in self._tools.items():
            view.set_tool(tools.drawing[kind] if kind else tools.selecting)
        self.tool_changed.emit(kind)

    def rename(self, view: ImageView) -> None:
        """Let the user write the label of what is selected on a view."""
        self._tools[view].selecting.rename(view)

    def set_shown(self, shown: bool) -> None:
        """Draw annotations on the images, or keep them off; nobody draws or changes what is not seen."""
        self._shown = shown
        if not shown:
            self.choose("")
            for pad in self.pads:
                pad.select("")
        for tools in self._tools.values():
            tools.selecting.enabled = shown
        self._repaint()
        self.changed.emit()

    def remove_selected(self) -> None:
        """Take the selected annotation of the active image away."""
        if self.pad.selection.id:
            self.pad.remove(self.pad.selection.id)

    def forget(self, root: Path) -> None:
        """Forget the annotations of the images of a folder, which the catalogue has forgotten."""
        self._keeping.forget(root)
        self._sheets.forget(root)
        for pad in self.pads:
            if pad.image.frame is not None and pad.image.frame.path.is_relative_to(root):
                pad.set_sheet(Sheet(arrived=True))

    def close(self) -> None:
        """Save what is not saved yet; jobs are over."""
        self._keeping.close()

    # What the state and the pads tell

    def _on_pad_frame_changed(self, pad: Pad, frame: Frame | None) -> None:
        who = str(self.pads.index(pad))
        if pad.sheet is not None:
            self._keeping.leave(pad.sheet)
        if frame is None:
            self._keeping.cancel_load(who)
            pad.set_sheet(None)
            return
        pad.set_sheet(Sheet())
        self._keeping.load(who, frame, with_key=self._sheets.needs_key(frame))

    def _on_keeping_loaded(self, who: str, found: tuple[Frame, ImageKey | None, Annotations]) -> None:
        frame, key, kept = found
        pad = self.pads[int(who)]
        if pad.image.frame is not frame or pad.sheet is None:
            return
        others = ((other.image.frame, other.sheet) for other in self.pads if other is not pad)
        sheet = self._sheets.find(frame, key, others)
        if sheet is None or sheet is pad.sheet:
            sheet = pad.sheet
        else:
            self._take_over(pad, sheet, pad.sheet.annotations)
        if not sheet.arrived:
            sheet.key = key
            sheet.arrive(kept)
            if sheet.is_changed:
                self._on_pad_edited(pad, sheet)
            self._repaint_all_of(sheet)

    def _take_over(self, pad: Pad, known: Sheet, drawn: Annotations) -> None:
        """Go on with a sheet of this session, which can still be undone."""
        selection = pad.selection
        pad.set_sheet(known)
        pad.add(*drawn)
        pad.select(selection.id, handle=selection.handle, armed=selection.armed)

    def _on_pad_edited(self, pad: Pad, sheet: Sheet) -> None:
        frame = pad.image.frame
        if frame is not None:
            if sheet.arrived:
                self._sheets.keep(frame, sheet)
            self._keeping.save(sheet, frame)
        self._repaint_all_of(sheet)

    def _repaint_all_of(self, sheet: Sheet) -> None:
        for pad in self.pads:  # the same image may be there twice
            if pad.sheet is sheet:
                pad.repaint()

    def _on_pad_changed(self, pad: Pad) -> None:
        for view in self._tools:
            if view.image is pad.image:
                view.update()
                if view.image.frame is not None and view.accessibleDescription() != (spoken := description(pad)):
                    view.setAccessibleDescription(spoken)
        if pad is self.pad:
            self.changed.emit()

    def _on_active_changed(self) -> None:
        for view, tools in self._tools.items():
            if self._kind and view.image is not self._state.active:
                tools.drawing[self._kind].cancel()
        self.changed.emit()

    def _on_drawn(self) -> None:
        self.choose("")

    def _on_patient_data_hidden_changed(self) -> None:
        for view in self._tools:  # a label that is being written may be a name
            for editor in view.findChildren(LabelEditor):
                editor.take()
        self._repaint()

    def _repaint(self) -> None:
        for view in self._tools:
            view.update()
