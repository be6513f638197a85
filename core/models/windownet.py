"""Windows that a network learns: a layer that goes in front of any network of the registry.

A radiologist looks at the same radiograph through several windows; a network can, too, and find out which. Each of the
layer's windows makes one channel of the image, and centre and width of every window are taught with all other weights.

Taken from the paper: several windows, learned together with the classifier behind them, on images of full depth.
Different here: a window is DICOM's SIGMOID (PS3.3 C.11.2.1.3.1), so that it can be shown to a reader exactly as the
network has it, and so that it still learns from pixels that are black or white in it; its width is learned as a
logarithm, so that it stays above 0; the windows start side by side over the whole range; and the network behind has one
input channel for each window.

References
----------
"WindowNet: learnable windows for chest X-ray classification", J. Imaging 2023;9:270, arXiv:2306.06038: mean AUC 0.812
against 0.759 without windows, on MIMIC.
Lee, Kim and Do, "Practical window setting optimization for medical image deep learning", arXiv:1812.00572: the same
idea for computed tomography.
"""

from __future__ import annotations

import math
from typing import Any

import keras
from keras import layers, ops

from core.models.card import LearnedWindow

NAME = "windows"
"""Of the layer, in every network that has one."""


@keras.saving.register_keras_serializable(package="cxr12")
class LearnedWindows(layers.Layer):  # type: ignore[misc]
    """Image (batch, height, width, 1) to one channel per window (batch, height, width, count), each from 0 to 1.

    Window i of ``count`` starts with its centre at (i + 1/2) / ``count`` and, so that neighbours overlap by half, a
    width of 2 / ``count``, but 1 at most.

    Parameters
    ----------
    count : int
        How many windows.
    """

    def __init__(self, count: int, **options: Any) -> None:
        super().__init__(**options)
        self.count = count

    def build(self, input_shape: tuple[int | None, ...]) -> None:
        """Make the weights: as many centres, and natural logarithms of widths, in units of the input."""

        def spread(shape: tuple[int, ...], dtype: Any = None) -> Any:
            return (ops.arange(self.count, dtype=dtype) + 0.5) / self.count

        widest = keras.initializers.Constant(math.log(min(1.0, 2.0 / self.count)))
        self.centers = self.add_weight(shape=(self.count,), initializer=spread, name="window_center")
        self.log_widths = self.add_weight(shape=(self.count,), initializer=widest, name="window_log_width")

    def call(self, images: Any) -> Any:
        """See the image through every window.

        References
        ----------
        DICOM PS3.3 C.11.2.1.3.1: 1 / (1 + exp(-4 (x - centre) / width)).
        """
        return ops.sigmoid(4.0 * (images - self.centers) * ops.exp(-self.log_widths))

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """One channel per window."""
        return (*input_shape[:-1], self.count)

    def get_config(self) -> dict[str, Any]:
        """Tell what makes the layer again."""
        return {**super().get_config(), "count": self.count}


def windowed(images: Any, count: int) -> Any:
    """Put ``count`` windows to learn behind ``images`` (batch, height, width, 1).

    They work in float32 under every policy: eight bits of mantissa would undo what the windows are for.
    """
    return LearnedWindows(count, name=NAME, dtype="float32")(images)


def learned(model: Any) -> tuple[LearnedWindow, ...]:
    """Read the windows of a network as it is now, in its input's range; empty where it has none."""
    layer = next((layer for layer in model.layers if isinstance(layer, LearnedWindows)), None)
    if layer is None:
        return ()
    centers, log_widths = (ops.convert_to_numpy(weight) for weight in (layer.centers, layer.log_widths))
    return tuple(
        LearnedWindow(float(center), math.exp(float(width))) for center, width in zip(centers, log_widths, strict=True)
    )
