"""Why an image could not be made: because of its file, or of the computer at that moment."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import ChildDiedError, ChildTimeoutError, RefusedError


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no image.

    Attributes
    ----------
    refused : bool
        The reader or the preprocessing says no to the image.
    passing : bool
        Not the file but this computer may be at fault: the disk failed, the decoder was too slow or died.
    """

    reason: str
    refused: bool
    passing: bool


def failure_of(error: Exception) -> Failure:
    """Judge an error by what it came of: a refusal that an accident led to has that as its context."""
    if not isinstance(error, RefusedError):
        said = error.strerror if isinstance(error, OSError) else str(error)
        return Failure(said or type(error).__name__, refused=False, passing=True)
    cause: BaseException | None = error
    while cause is not None and not _accident(cause):
        cause = cause.__context__
    return Failure(error.reason, refused=True, passing=cause is not None)


def _accident(error: BaseException) -> bool:
    from_disk = isinstance(error, OSError) and error.errno is not None  # parsers raise it without a number
    return from_disk or isinstance(error, ChildTimeoutError | ChildDiedError)
