"""A decoding service that goes wrong when it is told to; the tests of compressed pixels run it in a decoder child."""

import ctypes


def serve(request, codestream):
    match request.get("codec"):
        case "hangs":
            ctypes.PyDLL(None).pause()  # in native code, with the interpreter's lock
        case "takes too much":
            bytearray(request["bytes"])
    return {}, codestream
