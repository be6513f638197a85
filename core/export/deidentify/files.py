"""De-identified copies of image files: a clean header before the same pixels, and nothing around them."""

from __future__ import annotations

import io
import struct
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.filewriter import dcmwrite
from pydicom.uid import UID

import core
from core.dicom.attributes import BadAttributeError, text
from core.dicom.container import BIG_ENDIAN, IMPLICIT, PARSER_ERRORS, Container, opened, quiet
from core.dicom.inflating import EXPLICIT
from core.dicom.read import check_image, read
from core.dicom.stored import pixel_layout
from core.dicom.trailer import end_of_pixels
from core.errors import Cxr12Error, DamagedError, RefusedError, UnsupportedError
from core.export.deidentify.burned_in import burned_in_doubt
from core.export.deidentify.comments import without_comments
from core.export.deidentify.letters import LETTERS, line_of_letters
from core.export.deidentify.scrub import Scrubber, ScrubError
from core.export.deidentify.values import Substitutes
from core.export.dicom.uids import IMPLEMENTATION_UID
from core.whole_file import write_whole

if TYPE_CHECKING:
    from core.dicom.container import PixelElement

_UNDEFINED = 0xFFFFFFFF
_MOST_FRAMES = 4  # text that names a patient is on the first one


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of one file.

    Attributes
    ----------
    source : Path
        The file that was to be copied.
    written : Path or None
        Its copy; the name says nothing of the source.
    reason : str
        Why there is no copy, without the file's name; else empty.
    unconfirmed : bool
        It was held back because its pixels may name the patient; ``reason`` says why.
    """

    source: Path
    written: Path | None = None
    reason: str = ""
    unconfirmed: bool = False


def deidentify_files(
    sources: Sequence[Path], folder: Path, *, confirm_burned_in: bool = False, move_dates: bool = False
) -> Generator[Copied, None, None]:
    """Write de-identified copies ``image-0001.dcm`` and on into a folder; the sources are only read.

    UIDs and patients are replaced by the same substitutes in all copies, and by others in the next export. Files that
    are there already are kept.

    Parameters
    ----------
    confirm_burned_in : bool
        Somebody has looked at the images: no text in the pixels names the patient. Without that, images whose file
        does not deny such text are held back.
    move_dates : bool
        Move the dates of each patient by a random number of days instead of removing them.

    Yields
    ------
    Copied
        One for each source, in their order.

    Raises
    ------
    Cxr12Error
        If the folder cannot be made or written to.
    """
    scrubber = Scrubber(Substitutes(), move_dates=move_dates)
    _make(folder)
    number = 0
    for source in sources:
        try:
            content, doubt = deidentified(Path(source), scrubber, look=not confirm_burned_in)
        except RefusedError as error:
            yield Copied(Path(source), reason=error.reason)
            continue
        if doubt and not confirm_burned_in:
            yield Copied(Path(source), reason=doubt, unconfirmed=True)
            continue
        number, target = _free(folder, number + 1)
        try:
            write_whole(target, content)
        except OSError as error:
            raise _unwritable(folder, error) from error
        yield Copied(Path(source), written=target)


def deidentified(source: Path, scrubber: Scrubber, *, look: bool = True) -> tuple[bytes, str]:
    """Give the de-identified copy of an image file, and why its pixels may still name the patient.

    Without ``look`` only the header is asked for that.

    Raises
    ------
    RefusedError
        If it is no image, is damaged, or cannot be cleaned: a report or a document is not taken, for its text is what
        it is about.
    """
    with opened(source, ()) as container:
        try:
            check_image(container)
            layout = pixel_layout(container)
        except BadAttributeError as error:
            raise DamagedError(source, str(error)) from None
        assert container.pixels is not None
        doubt = burned_in_doubt(container.dataset) or (_letters(source) if look else "")
        pixels = _pixels(container, container.pixels, layout.frames * layout.frame_bytes)
        try:
            scrubber.scrub(container.dataset)
            header = _encoded(container)
        except ScrubError as error:
            raise UnsupportedError(source, f"it cannot be de-identified: {error}") from None
        except PARSER_ERRORS as error:
            raise DamagedError(
                source, f"it cannot be de-identified: its header is damaged ({type(error).__name__})"
            ) from None
        return header + pixels, doubt


def _letters(source: Path) -> str:
    """Look at the pixels of a file that says there is no text in them; say why it may be wrong."""
    try:
        frame = read(source)
    except RefusedError:
        return "its pixels cannot be looked at"
    looked_at = frame.stored[:_MOST_FRAMES]
    channels = (one[..., 0] if one.ndim == 3 else one for one in looked_at)
    if any(line_of_letters(one) >= LETTERS for one in channels):
        return "something that looks like a line of text stands in its pixels, though its file denies it"
    return ""


def _pixels(container: Container, pixels: PixelElement, size: int) -> bytes:
    """Read the pixel element with its own head, and nothing of what follows it.

    Of uncompressed pixels the ``size`` bytes that they take are read, of compressed ones the comments are left out.
    """
    end = end_of_pixels(container)
    if end is None or end > container.size:
        raise DamagedError(container.path, "the pixel data break off: copy the file again")
    container.stream.seek(pixels.offset)
    value = container.stream.read(end - pixels.offset)
    implicit = _syntax(container, pixels) == IMPLICIT
    order = "<" if container.little_endian else ">"
    value = without_comments(value) if pixels.length is None else value[: size + size % 2]
    if pixels.length is not None and len(value) > size:
        value = value[:size] + b"\0"
    length = _UNDEFINED if pixels.length is None else len(value)
    head = struct.pack(f"{order}HH", pixels.tag >> 16, pixels.tag & 0xFFFF)
    if implicit:
        return head + struct.pack(f"{order}I", length) + value
    vr = (pixels.vr or "OW").encode("ascii")
    return head + vr + struct.pack(f"{order}HI", 0, length) + value


def _syntax(container: Container, pixels: PixelElement) -> str:
    """Give the transfer syntax of the copy: that of the bytes as they are; a deflated file was inflated."""
    if pixels.length is None:
        return container.transfer_syntax
    if not container.little_endian:
        return BIG_ENDIAN
    return IMPLICIT if container.dataset.original_encoding[0] else EXPLICIT


def _encoded(container: Container) -> bytes:
    """Write everything before the pixels, with a new preamble and a new meta group."""
    dataset: Dataset = container.dataset
    assert container.pixels is not None
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = UID(text(dataset, "SOPClassUID", 64))
    meta.MediaStorageSOPInstanceUID = UID(text(dataset, "SOPInstanceUID", 64))
    meta.TransferSyntaxUID = UID(_syntax(container, container.pixels))
    meta.ImplementationClassUID = UID(IMPLEMENTATION_UID)
    meta.ImplementationVersionName = f"CXR12_{core.__version__}"[:16]
    container.dataset.file_meta = meta
    container.dataset.preamble = bytes(128)
    content = io.BytesIO()
    with quiet():
        if bool(dataset.original_encoding[0]) != meta.TransferSyntaxUID.is_implicit_VR:
            for _ in dataset.iterall():  # parsed, which finds the VRs that the file does not say
                pass
        dcmwrite(content, dataset, enforce_file_format=True)
    return content.getvalue()


def _free(folder: Path, number: int) -> tuple[int, Path]:
    while (folder / f"image-{number:04d}.dcm").exists():
        number += 1
    return number, folder / f"image-{number:04d}.dcm"


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> Cxr12Error:
    reason = (error.strerror or "unknown reason").lower()
    return Cxr12Error(f"{folder.name}: de-identified copies cannot be written there: {reason}; choose another folder")
