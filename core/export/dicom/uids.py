"""Unique identifiers that follow from what they name: written twice, an object is the same; changed, it is another.

A UID here is ``2.25.`` and the number of a name-based UUID (version 5) in a name space of our own. Its name is the
SHA-256 of all parts as JSON, so that no two lists of parts run together.

References
----------
DICOM PS3.5 B.2 (UUID derived UID); RFC 9562, 5.5 (UUID version 5).
"""

from __future__ import annotations

import hashlib
import json
import uuid

_SPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "results.cxr12.invalid")


def derived_uid(purpose: str, *parts: str) -> str:
    """Give the UID for ``purpose`` that follows from ``parts``; at most 44 characters."""
    name = json.dumps([purpose, *parts], ensure_ascii=True).encode("ascii")
    return f"2.25.{uuid.uuid5(_SPACE, hashlib.sha256(name).hexdigest()).int}"


IMPLEMENTATION_UID = derived_uid("implementation")
"""Implementation Class UID (0002,0012) of what CXR-12 writes."""

DEVICE_UID = derived_uid("device", "CXR-12")
"""UID of the observer that is this program."""
