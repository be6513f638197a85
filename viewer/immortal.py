"""A guard for Python 3.11, where PySide6 6.12 gives back references to ``None``, ``True`` and ``False`` it never took.

Its wheels serve 3.11 too but are built as for 3.12, where these objects are immortal (PEP 683) and are not counted.
On 3.11 some hundred signals or repaints later the interpreter would end itself ("deallocating None"). So they are made
what they are from 3.12 on: importing this module is enough.
"""

from __future__ import annotations

import ctypes
import sys

if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
    for constant in (None, True, False, Ellipsis, NotImplemented):
        # ob_refcnt is the first field of every object (Include/object.h).
        ctypes.c_ssize_t.from_address(id(constant)).value += 1 << 48
