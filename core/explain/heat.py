"""What a heat map is, and how it lies on the image. No Keras is imported."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.preprocess import PreprocessSpec, placement

GRAD_CAM, GRAD_CAM_PLUS, OCCLUSION = "gradcam", "gradcam++", "occlusion"
METHODS = (GRAD_CAM, GRAD_CAM_PLUS, OCCLUSION)
"""``gradcam``: what the last feature layer held that speaks for the class. ``gradcam++``: the same, each channel
weighted by the places that speak for the class alone. ``occlusion``: what lowers its probability when it is covered."""

METHOD_NAMES = {GRAD_CAM: "Grad-CAM", GRAD_CAM_PLUS: "Grad-CAM++", OCCLUSION: "Occlusion"}
"""What each is called."""


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` questions to the network are answered."""

    done: int
    total: int


@dataclass(frozen=True, slots=True, eq=False)
class HeatMap:
    """Where in its input a network found what speaks for one class. Approximate, and no outline of anything.

    Attributes
    ----------
    method : str
        One of :data:`METHODS`.
    class_name : str
        The class that the map is about, which need not be the one decided for.
    values : ndarray of float32, shape (input height, input width), read-only
        0 to 1, in the grid of the network's input: relative to ``largest``, so maps of two images cannot be compared.
        All 0 where nothing speaks for the class.
    largest : float
        What 1 stands for. ``occlusion``: how much of the class' probability is lost. The others: in units of the
        network's last layer before its activation; only its sign and being 0 mean anything.
    spec : PreprocessSpec
        How the image became the network's input.
    layer : str
        Of the network: the layer looked at, or empty.
    model, model_sha256 : str
        The network.
    instance_uid, pixel_sha256, frame_index :
        The image, as in :class:`core.prediction.Prediction`.
    """

    method: str
    class_name: str
    values: NDArray[np.float32]
    largest: float
    spec: PreprocessSpec
    layer: str
    model: str
    model_sha256: str
    instance_uid: str
    pixel_sha256: str
    frame_index: int

    def over_image(self, rows: int, columns: int) -> NDArray[np.float32]:
        """Give the part that lies over the image, whatever its grid: stretched over all of the image, it fits.

        Parameters
        ----------
        rows, columns : int
            Of the stored image.
        """
        part: NDArray[np.float32] = placement(rows, columns, self.spec).part_of(self.values)
        return part

    def peak(self, rows: int, columns: int) -> tuple[float, float]:
        """Give (column, row) of the stored image where the map is largest; the middle of several such places."""
        lines, places = np.nonzero(self.values == self.values.max())
        return placement(rows, columns, self.spec).to_image(float(places.mean()) + 0.5, float(lines.mean()) + 0.5)


def normalised(coarse: NDArray[np.float32], height: int, width: int) -> tuple[NDArray[np.float32], float]:
    """Enlarge a map to ``height`` by ``width`` and divide it by its largest value; negative ones become 0.

    Returns
    -------
    values : ndarray of float32, shape (height, width), read-only
        0 to 1.
    largest : float
        What it was divided by; 0 for a map without anything above 0, which stays all 0.
    """
    enlarged = cv2.resize(coarse.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    values = np.maximum(np.asarray(enlarged, dtype=np.float32), np.float32(0))
    largest = float(values.max())
    if largest > 0:
        values = values / np.float32(largest)
    values.flags.writeable = False
    return values, largest
