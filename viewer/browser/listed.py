"""What the browser lists, from top to bottom."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from core.dicom.header import IMAGE, HeaderFacts
from viewer.browser import nodes
from viewer.browser.tree_rows import TreeRows


class ListedFiles(TreeRows):
    """Says which files there are, and in which order."""

    @property
    def is_empty(self) -> bool:
        """No file is known."""
        return not self._by_path

    def paths(self) -> list[Path]:
        """List all files, also those that a search leaves out, in no order."""
        return list(self._by_path)

    def known(self) -> Sequence[HeaderFacts]:
        """Give the facts of all files, also those that a search leaves out, in no order."""
        return list(self._added.values())

    def images(self) -> list[Path]:
        """List the images from top to bottom."""
        return [node.facts.path for node in self._rows.images() if node.facts]

    def some_images(self, most: int) -> list[Path]:
        """List the first images, ``most`` at most."""
        return [node.facts.path for node in itertools.islice(self._rows.images(), most) if node.facts]

    def count_images(self) -> int:
        """Count the images that are listed."""
        return self._rows.images_listed

    def count_known_images(self) -> int:
        """Count the images, also those that a search leaves out."""
        return self._rows.images_known

    def first_of(self, paths: Iterable[Path]) -> Path | None:
        """Give the uppermost of the listed images among ``paths``; None where none is listed."""
        found = [self._by_path[path] for path in paths if path in self._by_path]
        listed = [node for node in found if node.kind == IMAGE and self._rows.is_listed(node)]
        first = min(listed, key=nodes.order_of, default=None)
        return first.facts.path if first is not None and first.facts is not None else None

    def images_from(self, path: Path | None, step: int) -> Iterator[HeaderFacts]:
        """Go through the images after (1) or before (-1) the row of a file, the nearest first."""
        node = self._by_path.get(path) if path is not None else None
        if node is not None and self._rows.is_listed(node):
            yield from (image.facts for image in self._rows.images_from(node, step) if image.facts)

    def series_of(self, path: Path) -> list[Path]:
        """List the images of the same series from top to bottom."""
        node = self._by_path.get(path)
        if node is None or node.parent is None:
            return []
        return [image.facts.path for image in self._rows.images(node.parent) if image.facts]
