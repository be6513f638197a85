"""The refusals of CXR-12. Each message is one sentence a user can act on, without patient data."""

from __future__ import annotations

from pathlib import Path


class Cxr12Error(Exception):
    """Base of every error that CXR-12 raises on purpose; ``str(error)`` is shown to the user as it is."""


class RefusedError(Cxr12Error):
    """An input file that is not used, and why.

    Parameters
    ----------
    path : Path
        The file.
    reason : str
        What was expected, what was found and what to do, without the path and without patient data.
    """

    def __init__(self, path: Path | str, reason: str) -> None:
        name = "".join(one if one.isprintable() else "\ufffd" for one in Path(path).name)  # one line, in one direction
        super().__init__(f"{name}: {reason}")
        self.path = Path(path)
        self.reason = reason


class UnreachableError(RefusedError):
    """The file cannot be opened or read now (permissions, disk, network): nothing is known of what it holds."""


class NotDicomError(RefusedError):
    """The file is not a DICOM file at all."""


class NoImageError(RefusedError):
    """A DICOM object without pixels that can be shown (structured report, PDF, waveform, ...)."""


class DamagedError(RefusedError):
    """The file breaks off or contradicts itself."""


class DecoderEndedError(DamagedError):
    """Compressed pixel data that ended the decoder: a crash, or the limit of its time or memory."""


class UnsupportedError(RefusedError):
    """A well-formed file that CXR-12 does not handle (colour, video, an unknown transfer syntax, ...)."""


class ModelRefusedError(RefusedError):
    """A model file or card that does not check out, or an image that a model was not made for."""


class DatasetError(Cxr12Error):
    """Labels and images that do not make a usable dataset."""


class ComparisonError(Cxr12Error):
    """Runs that cannot be compared with each other."""


class ChildError(Cxr12Error):
    """A child process gave no answer."""


class ChildDiedError(ChildError):
    """The child process ended (crash, memory cap) before it answered."""


class ChildTimeoutError(ChildError):
    """The child process did not answer in time and was ended."""


class ChildRefusedError(ChildError):
    """The child process answered that it refuses the request; the message is its reason."""
