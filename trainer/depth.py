"""Which network input the images of a dataset can give: the preset and bit-depth arm of a run."""

from __future__ import annotations

from core.errors import DatasetError
from core.preprocess import PreprocessSpec
from trainer.config import TrainConfig
from trainer.dataset import Dataset


def resolve_spec(config: TrainConfig, dataset: Dataset) -> tuple[PreprocessSpec, tuple[str, ...]]:
    """Choose the preprocessing of a run; return it with sentences worth knowing.

    ``auto`` is ``native``, or ``display8`` as soon as one original has no more than 8 bits.

    Raises
    ------
    DatasetError
        If the images cannot give what the run asks for; one sentence says how many.
    """
    depths = [row.bits for row in dataset.rows if row.bits]
    shallow = sum(bits <= 8 for bits in depths)
    notes: tuple[str, ...] = ()
    preset = config.preset
    if preset == "auto":
        preset = "display8" if shallow else "native"
        if 0 < shallow < len(depths):
            notes = (
                f"{shallow} of {len(depths)} images are 8-bit originals, so all enter as 8-bit pictures (display8).",
            )
    if preset != "native":
        return PreprocessSpec(preset, config.size, config.size, _fixed_bits(config.bits, preset)), notes
    if shallow:
        raise DatasetError(
            f"{shallow} of {len(depths)} images are 8-bit originals, which the native preset does not take: use "
            "display8, or leave them out"
        )
    if config.bits.isdigit():
        short = sum(bits < int(config.bits) for bits in depths)
        if short:
            raise DatasetError(
                f"{short} of {len(depths)} images store fewer than {config.bits} bits: choose fewer bits, native, or "
                "leave them out"
            )
    return PreprocessSpec(preset, config.size, config.size, config.bits), notes


def _fixed_bits(bits: str, preset: str) -> str:
    if bits == "native" or (preset in ("display8", "thesis8") and bits == "8"):
        return "native"
    if preset == "display8":
        raise DatasetError(f"{bits} bits were asked of images that enter as 8-bit pictures: choose native or 8")
    raise DatasetError(f"the preset {preset} fixes its own bit depth: choose native instead of {bits}")
