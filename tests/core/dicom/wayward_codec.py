"""A decoding service that goes wrong when it is told to; the tests of compressed pixels run it in a decoder child."""

import ctypes
import os
import time
from pathlib import Path


def serve(request, codestream):
    match request.get("codec"):
        case "hangs":
            ctypes.PyDLL(None).pause()  # in native code, with the interpreter's lock
        case "takes too much":
            bytearray(request["bytes"])
    return {}, codestream


def meet(request, codestream):
    """Give the cells back, those of a frame that begins with 1 only once two processes have such a frame in hand."""
    if codestream[0] == 1:
        place = Path(os.environ["MEETING_PLACE"])
        (place / str(os.getpid())).touch()
        while len(list(place.iterdir())) < 2:
            time.sleep(0.001)
    return {}, codestream
