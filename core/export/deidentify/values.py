"""Values that take the place of others, and what a value has to look like to be what its VR says.

References
----------
DICOM PS3.5 6.2 (value representations); PS3.15 E.1.1 (dummy values), E.3.6 (modified dates).
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field

from core.dicom.identifying import CODE_LETTERS

_WORD = "REMOVED"
_DUMMIES: dict[str, object] = {
    "AS": "000Y",
    "AT": 0,
    "DA": "19000101",
    "DS": "0",
    "DT": "19000101000000",
    "IS": "0",
    "TM": "000000",
    "UR": "about:blank",
    **dict.fromkeys(("FD", "FL"), 0.0),
    **dict.fromkeys(("SL", "SS", "SV", "UL", "US", "UV", "US or SS"), 0),
    **dict.fromkeys(("OB", "OD", "OF", "OL", "OV", "OW", "UN"), bytes(8)),
}
_SHAPES = {
    "CS": re.compile(rf"[{CODE_LETTERS}]{{0,16}}"),
    "DS": re.compile(r" *[-+0-9.eE]{0,16} *"),
    "IS": re.compile(r" *[-+0-9]{0,12} *"),
    "AE": re.compile(r"[ -~]{0,16}"),
}
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)")
_DATE_TIME = re.compile(r"(\d{8})([\d.]{0,13}(?:[+-]\d{4})?)")
_TIME = re.compile(r"[\d.]{2,13}")


def dummy(vr: str) -> object:
    """Give a value that fits a VR and says nothing."""
    return _DUMMIES.get(vr, _WORD)


def is_plausible(vr: str, value: str) -> bool:
    """Tell whether a value, its parts parted by backslashes, is what its VR says: a name in a number field is not."""
    shape = _SHAPES.get(vr)
    return shape is None or all(shape.fullmatch(one.strip("\0")) for one in value.split("\\"))


@dataclass(frozen=True, slots=True)
class Substitutes:
    """New for old: the same for the same within one export, and not to be found again without its salt.

    Attributes
    ----------
    salt : bytes
        Random, new for each export, kept nowhere.
    """

    salt: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def uid(self, old: str) -> str:
        """Give the new UID for an old one: ``2.25.`` and 128 bits of an HMAC-SHA-256."""
        number = int.from_bytes(self._digest("uid", old.strip(" \0"))[:16], "big")
        return f"2.25.{number}"

    def patient(self, key: str) -> str:
        """Give the pseudonym for a patient."""
        return self._digest("patient", key).hex()[:10].upper()

    def days(self, key: str) -> int:
        """Give by how many days, 1 to 3652, all dates of a patient are moved back."""
        return 1 + int.from_bytes(self._digest("days", key)[:8], "big") % 3652

    def moved(self, vr: str, value: str, key: str) -> str:
        """Move a date, or date and time, back by the days of a patient; a time stays. Empty: it is no such value."""
        parts = [self._moved(vr, one.strip(" \0"), key) for one in value.split("\\")]
        return "\\".join(parts) if all(parts) else ""

    def _moved(self, vr: str, value: str, key: str) -> str:
        if vr == "TM":
            return value if _TIME.fullmatch(value) else ""
        found = (_DATE if vr == "DA" else _DATE_TIME).fullmatch(value)
        if found is None:
            return ""
        rest = "" if vr == "DA" else found[2]
        try:
            day = datetime.date(int(value[:4]), int(value[4:6]), int(value[6:8])) - datetime.timedelta(self.days(key))
        except (ValueError, OverflowError):
            return ""
        return f"{day.year:04d}{day.month:02d}{day.day:02d}{rest}"

    def _digest(self, purpose: str, old: str) -> bytes:
        return hmac.new(self.salt, f"{purpose}\0{old}".encode("utf-8", "surrogateescape"), hashlib.sha256).digest()
