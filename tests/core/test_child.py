"""Child processes: answers, refusals, crashes, hangs, memory caps and orphans, with real processes."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.child import Child
from core.errors import ChildDiedError, ChildRefusedError, ChildTimeoutError, Cxr12Error


def serve(request, blob):
    """The service under test; runs in the child."""
    match request["do"]:
        case "echo":
            return {"text": request["text"]}, blob
        case "refuse":
            raise Cxr12Error("expected bread, found a stone")
        case "abort":
            os.abort()
        case "hang":
            signal.pause()
        case "print":
            print("noise on standard output")  # noqa: T201
            os.write(1, b"noise from native code")
            return {"ok": True}, b""
        case "allocate":
            return {}, bytes(bytearray(request["bytes"])[:1])
    raise AssertionError(request)


@pytest.fixture
def child(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.path.dirname(__file__))  # noqa: PTH120
    child = Child("test_child:serve")
    yield child
    child.close()


def test_bytes_come_back_unchanged(child):
    blob = os.urandom(3_000_000)
    answer, data = child.call({"do": "echo", "text": "Grüße\n"}, blob, timeout_s=30)
    assert answer == {"text": "Grüße\n"}
    assert data == blob
    assert child.starts == 1


def test_a_refusal_keeps_the_child(child):
    with pytest.raises(ChildRefusedError, match="expected bread, found a stone"):
        child.call({"do": "refuse"}, timeout_s=30)
    assert child.call({"do": "echo", "text": "x"}, timeout_s=30)[0] == {"text": "x"}
    assert child.starts == 1


def test_an_abort_costs_one_restart(child):
    with pytest.raises(ChildDiedError, match="exit code -6"):
        child.call({"do": "abort"}, timeout_s=30)
    assert child.call({"do": "echo", "text": "x"}, timeout_s=30)[0] == {"text": "x"}
    assert child.starts == 2


def test_a_request_that_kills_a_warm_child_is_not_asked_again(child):
    child.call({"do": "echo", "text": "warm"}, timeout_s=30)
    with pytest.raises(ChildDiedError, match="exit code -6"):
        child.call({"do": "abort"}, timeout_s=30)
    assert child.starts == 1


@pytest.mark.parametrize("frozen", [False, True], ids=["before the request", "on its way"])
def test_a_child_killed_while_idle_is_replaced_without_a_word(child, frozen):
    """``kill -9`` between two requests; frozen, the child has the request in its pipe but not in its hands."""
    blob = os.urandom(3_000_000)
    child.call({"do": "echo", "text": "warm"}, timeout_s=30)
    pid = child.pid
    if not frozen:
        os.kill(pid, signal.SIGKILL)
        answer, data = child.call({"do": "echo", "text": "x"}, blob, timeout_s=30)
    else:
        os.kill(pid, signal.SIGSTOP)
        with ThreadPoolExecutor(1) as threads:
            call = threads.submit(child.call, {"do": "echo", "text": "x"}, blob, timeout_s=30)
            os.kill(pid, signal.SIGKILL)
            answer, data = call.result()
    assert (answer, data) == ({"text": "x"}, blob)
    assert child.starts == 2


def test_a_hang_is_ended(child):
    child.call({"do": "echo", "text": "warm"}, timeout_s=30)
    pid = child.pid
    with pytest.raises(ChildTimeoutError, match="no answer within"):
        child.call({"do": "hang"}, timeout_s=0.3)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_kill_from_another_thread_ends_a_waiting_call(child):
    child.call({"do": "echo", "text": "warm"}, timeout_s=30)
    threading.Timer(0.2, child.kill).start()
    with pytest.raises(ChildDiedError):
        child.call({"do": "hang"}, timeout_s=30)


def test_what_the_service_prints_is_not_an_answer(child):
    assert child.call({"do": "print"}, timeout_s=30)[0] == {"ok": True}


def test_the_memory_cap_ends_the_child_not_us(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.path.dirname(__file__))  # noqa: PTH120
    child = Child("test_child:serve", memory_bytes=1 << 30)
    try:
        with pytest.raises(ChildDiedError):
            child.call({"do": "allocate", "bytes": 2 << 30}, timeout_s=30)
    finally:
        child.close()


def test_no_orphan_when_the_owner_is_killed(child):
    script = (
        "import os, signal, sys; from core.child import Child; c = Child('test_child:serve');"
        "c.call({'do': 'echo', 'text': ''}, timeout_s=30); print(c.pid, flush=True);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    owner = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    pid = int(owner.stdout)
    pidfd = os.pidfd_open(pid) if _alive(pid) else None
    if pidfd is not None:
        import select

        assert select.select([pidfd], [], [], 10)[0], "the child outlived its owner by 10 s"
        os.close(pidfd)


def _alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
