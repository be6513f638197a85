"""Setting the window from a part of the image: a rectangle drawn with Ctrl held, or asked for, or what is on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF

from viewer.display.region_tool import RegionTool, pixels_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from viewer.display.panel import DisplayPanel
    from viewer.image.tool import Tool
    from viewer.image.view import ImageView


class Regions(QObject):
    """Gives every image view the tool, and the panel the regions."""

    def __init__(self, views: Sequence[ImageView], panel: DisplayPanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._views, self._panel = views, panel
        self._before: tuple[Tool | None, ...] | None = None  # the tools that come back after one rectangle
        self.tool = RegionTool(self)
        for view in views:
            view.control_tool = self.tool
            view.layers.append(self.tool)
        self.tool.region_chosen.connect(panel.window_region)
        self.tool.ended.connect(self.end)

    @property
    def is_asking(self) -> bool:
        """The next drag on an image draws a rectangle, without Ctrl too."""
        return self._before is not None

    def begin(self) -> None:
        """Let the next drag draw a rectangle; asked again, give that up."""
        if self._before is not None:
            self.end()
            return
        before = tuple(view.tool for view in self._views)
        for view in self._views:
            view.set_tool(self.tool)
        self._before = before
        self._say(self.tr("Drag a rectangle over the image to set the window from it. Esc gives it up."))

    def end(self) -> None:
        """Give the images their tools back."""
        if self._before is None:
            return
        before, self._before = self._before, None
        for view, tool in zip(self._views, before, strict=True):
            view.set_tool(tool)
        self._say("")

    def window_visible(self, view: ImageView) -> None:
        """Set the window from what is on screen of an image; one that lies outside its view stays as it is."""
        frame = view.image.frame
        if frame is None or view.placement is None:
            return
        region = pixels_in(QRectF(view.rect()), view, frame)
        if region is not None:
            self._panel.window_region(view.image, *region)

    def _say(self, hint: str) -> None:
        self.tool.hint = hint
        for view in self._views:
            view.update()
