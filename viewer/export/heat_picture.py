"""A heat map laid over a painted image. No Qt: the command line writes reports, too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from core.display.orientation import AS_STORED, Orientation
from core.explain.heat import METHOD_NAMES
from viewer.classify.colors import class_title
from viewer.explain.color_maps import HeatLook, colors

if TYPE_CHECKING:
    from core.explain.heat import HeatMap


@dataclass(frozen=True, slots=True, eq=False)
class HeatOnImage:
    """A heat map, how it is drawn, and the stored size of the image that it is of."""

    map: HeatMap
    look: HeatLook
    rows: int
    columns: int

    @property
    def caption(self) -> str:
        """Say what it is, and what it is not."""
        method = METHOD_NAMES[self.map.method]
        if self.map.largest <= 0:
            return f"{method}, {class_title(self.map.class_name)}: nothing in the image speaks for it"
        return f"{method}: what speaks for {class_title(self.map.class_name)}; approximate, no outline of a finding"

    def over(self, picture: NDArray[np.uint8], orientation: Orientation = AS_STORED) -> NDArray[np.uint8]:
        """Lay the map over a picture of the whole image.

        Parameters
        ----------
        picture : ndarray of uint8, shape (H, W) or (H, W, 3)
            As it is seen, turned and mirrored by ``orientation``.

        Returns
        -------
        ndarray of uint8, shape (H, W, 3)
            Red, green and blue; unchanged where the map is below its threshold.
        """
        height, width = picture.shape[:2]
        part = np.ascontiguousarray(orientation.applied(self.map.over_image(self.rows, self.columns)))
        values = np.asarray(cv2.resize(part, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.float32)
        base = (picture if picture.ndim == 3 else np.repeat(picture[..., np.newaxis], 3, axis=2)).astype(np.float32)
        color = colors(self.look.color_map)[np.rint(values * 255).astype(np.uint8)]
        opacity = np.where(values < self.look.threshold, 0.0, self.look.opacity).astype(np.float32)[..., np.newaxis]
        return np.rint(base + (color - base) * opacity).astype(np.uint8)
