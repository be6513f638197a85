"""The same small work on many files, by several threads at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def mapped(
    work: Callable[[_Item], _Result], items: Sequence[_Item], progress: Callable[[int, int], None] | None
) -> list[_Result]:
    """Do ``work`` on every item, files that are waited for beside those that are worked on; return in their order.

    ``progress`` is called with (items done, items in all); what it raises ends the work.
    """
    results = []
    with ThreadPoolExecutor(max_workers=(os.cpu_count() or 1) + 2) as pool:
        try:
            for done, result in enumerate(pool.map(work, items), start=1):
                results.append(result)
                if progress is not None:
                    progress(done, len(items))
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return results
