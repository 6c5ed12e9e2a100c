"""Heavy work, done in a separate process so that nobody's taps wait for it.

Only one thread at a time computes in a Python process, so one slow file from a stranger would hold everybody up.
A separate process also gives all its memory back, and can be killed. Uses only the standard library.
"""

from __future__ import annotations

import logging
import os
import pickle
import struct
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Timer
from typing import IO, Any, Protocol, TypeVar

from roleplay.errors import Fault

log = logging.getLogger(__name__)

T = TypeVar("T")
Heard = Callable[[Any], None]

POLITE = 10
"""How far we give way to other programs (the operating system's "nice" value)."""
CPU_SECONDS = 60
"""Computing time for one job; the largest file we accept needs a tenth of it."""
MEMORY = 1_500_000_000
"""Bytes that a process may use."""
KEPT_BELOW = 250_000_000
"""Bytes; a process that ever used more ends after its job, which gives them back."""
IDLE = 60.0
"""Seconds after which an idle process ends."""
GAVE_UP = "That took too much time or memory, so the kit stopped. Nothing was changed. Try a smaller file."
_LENGTH = struct.Struct(">Q")


class Bench(Protocol):
    """Where heavy work is done. ``work`` is a module-level function whose arguments and result can be pickled."""

    def run(self, work: Callable[..., T], *args: Any) -> T:
        """What the work returns. Raises the `Fault` that it raises, or one if it had to be stopped."""
        ...

    def run_telling(self, heard: Heard, work: Callable[..., T], *args: Any) -> T:
        """The same for work whose first argument is a function with which it reports progress.

        ``heard`` is called in this thread; if it raises, the work ends.
        """
        ...


class AtOnce:
    """In this process, at once: for a command that does nothing else."""

    def run(self, work: Callable[..., T], *args: Any) -> T:
        return work(*args)

    def run_telling(self, heard: Heard, work: Callable[..., T], *args: Any) -> T:
        return work(heard, *args)


class Broke(Exception):
    """The work itself failed: what it raised, as text."""


class Workshop:
    """As many processes as there are threads that want one, started when needed; safe to call from any thread.

    The caller limits how many want one at once.
    """

    def __init__(self, idle: float = IDLE, python: str = sys.executable) -> None:
        self._free: list[_Process] = []
        self._at_work: set[_Process] = set()
        self._idle, self._python, self._lock, self._closed = idle, python, Lock(), False

    def run(self, work: Callable[..., T], *args: Any) -> T:
        return self._run(None, work, args)

    def run_telling(self, heard: Heard, work: Callable[..., T], *args: Any) -> T:
        return self._run(heard, work, args)

    def close(self) -> None:
        """End all processes, even those at work."""
        with self._lock:
            self._closed = True
            free, self._free, at_work = self._free, [], list(self._at_work)
        for process in at_work:
            process.stop()  # its thread notices and clears up
        for process in free:
            process.end()

    def _run(self, heard: Heard | None, work: Callable[..., T], args: tuple[Any, ...]) -> T:
        process = self._one()
        try:
            made: T = process.run(heard, work, args)
        except (Fault, Broke):
            self._put_back(process)
            raise
        except (OSError, EOFError) as error:
            self._drop(process)
            raise Fault(GAVE_UP) from error
        except BaseException:
            self._drop(process)
            raise
        self._put_back(process)
        return made

    def _one(self) -> _Process:
        with self._lock:
            process = self._free.pop() if self._free else None
        if process is not None and not process.alive:  # the system killed it to free memory
            process.end()
            process = None
        try:
            process = process or _Process(self._python)
        except OSError as error:
            raise Fault(GAVE_UP) from error
        with self._lock:
            self._at_work.add(process)
        return process

    def _drop(self, process: _Process) -> None:
        with self._lock:
            self._at_work.discard(process)
        process.end()

    def _put_back(self, process: _Process) -> None:
        with self._lock:
            keep = process.usable and not self._closed
            if keep:
                self._at_work.discard(process)
                process.since = time.monotonic()
                self._free.append(process)
        if not keep:
            self._drop(process)
            return
        later = Timer(self._idle, self._end_idle)
        later.daemon = True
        later.start()

    def _end_idle(self) -> None:
        with self._lock:
            over = [one for one in self._free if time.monotonic() >= one.since + self._idle]
            self._free = [one for one in self._free if one not in over]
        for process in over:
            process.end()


class _Process:
    """One process, seen from our side. ``usable`` says whether it may take more work."""

    def __init__(self, python: str) -> None:
        self.usable, self.since = False, 0.0
        self._process = subprocess.Popen(
            [python, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C goes to the kit, which then ends this
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )

    def run(self, heard: Heard | None, work: Callable[..., T], args: tuple[Any, ...]) -> T:
        """Raises OSError or EOFError if the process ended meanwhile."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        self.usable = False
        _send(stdin, (heard is not None, work, args))
        while True:
            kind, what = _receive(stdout)
            if kind != "told":
                break
            assert heard is not None
            heard(what)
        result, self.usable = what
        if kind == "fault":
            raise Fault(result)
        if kind == "broke":
            raise Broke(result)
        made: T = result
        return made

    @property
    def alive(self) -> bool:
        """Whether it is still running."""
        return self._process.poll() is None

    def stop(self) -> None:
        """At once, whatever it is doing."""
        self._process.kill()

    def end(self) -> None:
        """Leave nothing of it behind."""
        self.stop()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()


def _send(pipe: IO[bytes], what: object) -> None:
    data = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    return pickle.loads(_sent(pipe))


def _sent(pipe: IO[bytes]) -> bytes:
    (size,) = _LENGTH.unpack(_whole(pipe, _LENGTH.size))
    return _whole(pipe, size)


def _whole(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data


# The other side


def main() -> None:
    """Do the jobs sent to us, one after another, until the pipe closes."""
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is not an answer
    most = _go_second()

    def answer(kind: str, what: object) -> None:
        _send(answers, (kind, (what, most() < KEPT_BELOW)))

    with suppress(EOFError, BrokenPipeError):
        while True:
            data = _sent(asked)
            _begin_counting()
            _do(data, lambda what: _send(answers, ("told", what)), answer)


def _do(data: bytes, tell: Heard, answer: Callable[[str, object], None]) -> None:
    try:
        telling, work, args = pickle.loads(data)
        answer("made", work(tell, *args) if telling else work(*args))
    except BrokenPipeError:
        raise
    except Fault as fault:
        answer("fault", str(fault))
    except MemoryError:
        answer("fault", GAVE_UP)
    except Exception:
        answer("broke", traceback.format_exc())


def _go_second() -> Callable[[], int]:
    """Give way to other programs and cap our memory; returns a function that gives our peak memory in bytes."""
    try:
        import resource
    except ImportError:  # Windows has none of this
        return lambda: 0
    os.nice(POLITE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    return _most_ever


def _most_ever() -> int:
    """Bytes. On Linux, getrusage also counts the parent process's peak, so we read the status file there."""
    import resource

    with suppress(OSError), open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _begin_counting() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + CPU_SECONDS, most))


if __name__ == "__main__":
    main()
