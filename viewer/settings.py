"""Preferences: one table of what can be set, one JSON file of what differs from it."""

from __future__ import annotations

import json
import logging
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.places import config_folder
from core.whole_file import write_whole
from trainer.sources import THESIS_CLASSES
from viewer.image.corners import USUAL_CORNERS, CornerChoice
from viewer.setting_kinds import AnySetting, NumberSetting, Setting, TextSetting, WordsSetting

log = logging.getLogger(__name__)

_LARGEST = 1 << 20  # bytes; a preferences file is a few lines

GROUPS = ("general", "reading", "display", "classify", "corners", "privacy", "label")
"""Where a row is set: on the page of the preferences so called, or in the panel so called."""

SETTINGS: tuple[AnySetting, ...] = (
    Setting("theme", "Theme", (("system", "Follow the system"), ("dark", "Dark"), ("light", "Light"))),
    Setting(
        "language",
        "Language, from the next start on",
        (("system", "Follow the system"), ("en", "English"), ("vi", "Tiếng Việt")),
    ),
    Setting("guide", "Guided tour", (("offered", "Offered at the next start"), ("done", "In the Help menu only"))),
    Setting(
        "drag_down",
        "Dragging down",
        (("raises", "Raises the level (darker)"), ("lowers", "Lowers the level")),
        "reading",
    ),
    Setting(
        "wheel_forward",
        "Wheel forward",
        (("in", "Zooms in, previous image"), ("out", "Zooms out, next image")),
        "reading",
    ),
    WordsSetting("corners_top_left", "Top left", USUAL_CORNERS.top_left, "corners"),
    WordsSetting("corners_top_right", "Top right", USUAL_CORNERS.top_right, "corners"),
    WordsSetting("corners_bottom_left", "Bottom left", USUAL_CORNERS.bottom_left, "corners"),
    WordsSetting("corners_bottom_right", "Bottom right", USUAL_CORNERS.bottom_right, "corners"),
    Setting("recent", "Recent folders", (("on", "Remembered"), ("off", "Not remembered")), "privacy"),
    Setting(
        "session",
        "Lists, thumbnails, annotations and results",
        (("kept", "Kept on this computer"), ("only", "Kept for this session only")),
        "privacy",
    ),
    Setting(
        "pixel_cache",
        "Images held in memory",
        (("512", "512 MB"), ("256", "256 MB"), ("1024", "1 GB"), ("2048", "2 GB"), ("0", "None")),
        "reading",
    ),
    Setting(
        "engine",
        "Networks are computed by",
        (("auto", "OpenVINO where it is installed, else Keras"), ("keras", "Keras"), ("openvino", "OpenVINO")),
        "classify",
    ),
    Setting(
        "precision",
        "Precision of OpenVINO",
        (("float32", "32 bits"), ("bfloat16", "16 bits (bfloat16): faster, less exact")),
        "classify",
    ),
    # The Display panel shows those of the group "display" itself.
    Setting("interpolation", "Enlarged pixels", (("none", "Blocks, as stored"), ("linear", "Smoothed")), "display"),
    Setting("shutter", "The file's shutter", (("on", "Covers"), ("off", "Does not cover")), "display"),
    Setting("overlays", "The file's overlays", (("on", "Drawn"), ("off", "Not drawn")), "display"),
    Setting("histogram", "Histogram", (("log", "Logarithmic"), ("linear", "Linear")), "display"),
    Setting("gsdf", "Greys fitted to the screen (GSDF)", (("off", "No"), ("on", "Yes")), "display"),
    NumberSetting("screen_lmin", "Black of the screen", 0.5, 0.05, 4000.0, "cd/m\u00b2", 2, "display"),
    NumberSetting("screen_lmax", "White of the screen", 250.0, 0.05, 4000.0, "cd/m\u00b2", 2, "display"),
    NumberSetting("screen_gamma", "Gamma of the screen", 2.2, 1.0, 3.0, "", 2, "display"),
    Setting("screen_measured", "The screen is measured", (("no", "No"), ("yes", "Yes")), "display"),
    # The Label panel shows those of the group "label" itself.
    TextSetting("label_reader", "Reader", "label"),
    WordsSetting("label_classes", "Classes", THESIS_CLASSES, "label"),
    Setting("label_advance", "After a label", (("on", "Next image without one"), ("off", "Stay")), "label"),
)


class Settings(QObject):
    """The preferences in use; a change is applied and written at once.

    ``settings["key"]`` is a str for a :class:`Setting`, an int or a float for a :class:`NumberSetting`, a tuple of str
    for a :class:`WordsSetting`, a str for a :class:`TextSetting`.

    Parameters
    ----------
    file : Path
        Where they are kept. A file that cannot be used is kept beside it as ``.bad``.

    Signals
    -------
    changed : (str, object)
        Key and new value.
    not_saved : str
        A sentence: the change holds for this session only.
    """

    changed = Signal(str, object)
    not_saved = Signal(str)

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._table = {setting.key: setting for setting in SETTINGS}
        self._chosen: dict[str, Any] = {}
        self._holds_other = False
        stored = read_json(file)
        if isinstance(stored, dict):
            read = {key: self._read(key, raw) for key, raw in stored.items()}
            # A key or value of another version is no error; it is lost only when this version writes, hence kept then.
            self._chosen = {key: value for key, value in read.items() if value is not None}
            self._holds_other = len(self._chosen) < len(stored)
        elif stored is not None:
            keep_as_bad(file)

    @property
    def folder(self) -> Path:
        """Where the preferences and what goes with them are kept."""
        return self._file.parent

    def __getitem__(self, key: str) -> Any:
        return self._chosen.get(key, self._table[key].default)

    def set(self, key: str, value: object) -> None:
        """Choose ``value`` for ``key``; a KeyError when they are not in the table."""
        self.update({key: value})

    def update(self, values: Mapping[str, object]) -> None:
        """Choose several values; all are in place before the first is told, and they are written once.

        Raises
        ------
        KeyError
            If the table has no such key, or it may not take the value; then nothing is changed.
        """
        read = {key: self._read(key, value) for key, value in values.items()}
        for key, value in read.items():
            if value is None:
                raise KeyError(f"no setting {key} = {values[key]!r}")
        moved = {key: value for key, value in read.items() if value != self[key]}
        if not moved:
            return
        self._chosen.update(moved)
        for key, value in moved.items():
            self.changed.emit(key, value)
        self._write()

    def reset(self, keys: Iterable[str]) -> None:
        """Go back to the defaults of ``keys``."""
        self.update({key: self._table[key].default for key in keys})

    def differing(self) -> dict[str, Any]:
        """Give what differs from the table."""
        return {key: value for key, value in self._chosen.items() if value != self._table[key].default}

    def _read(self, key: object, raw: object) -> Any:
        setting = self._table.get(key) if isinstance(key, str) else None
        return None if setting is None else setting.read(raw)

    def _write(self) -> None:
        if self._holds_other:
            keep_as_bad(self._file)
            self._holds_other = False
        try:
            write_json(self._file, self.differing())
        except OSError as error:
            self.not_saved.emit(
                self.tr("Preferences could not be saved ({0}); they hold until you close CXR-12.").format(
                    error.strerror
                )
            )


def default_settings(parent: QObject | None = None) -> Settings:
    """Read the preferences of the person at the computer."""
    return Settings(config_folder() / "preferences.json", parent)


def corner_choice(settings: Settings) -> CornerChoice:
    """Give what the user wants to stand in the corners of images."""
    top_left, top_right, bottom_left, bottom_right = (
        settings[f"corners_{place}"] for place in ("top_left", "top_right", "bottom_left", "bottom_right")
    )
    return CornerChoice(top_left, top_right, bottom_left, bottom_right)


def read_json(file: Path) -> object:
    """Read a small JSON file; None when there is none, or when it is unusable and was kept as ``.bad``."""
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):
            raise ValueError("not a file")
        if found.st_size > _LARGEST:
            raise ValueError("too large")
        content: object = json.loads(file.read_text(encoding="utf-8"))
        return content
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        log.warning("%s is unusable (%s); defaults are used", file.name, type(error).__name__)
        keep_as_bad(file)
        return None


def keep_as_bad(file: Path) -> None:
    """Put an unusable file out of the way without losing it."""
    try:
        file.replace(file.with_name(file.name + ".bad"))
    except OSError:
        log.warning("%s could not be set aside", file.name)


def write_json(file: Path, value: object) -> None:
    """Write a JSON file, for its owner only, so that a crash leaves the old one or the new one, never half of it."""
    text = json.dumps(value, indent=2) + "\n"
    write_whole(file, text.encode(), private=True, durable=False)  # the window does not wait for the disk
