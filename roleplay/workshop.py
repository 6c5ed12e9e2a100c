"""Heavy work done aside, in a process that nobody's taps wait for.

In one process of Python one thread computes at a time, so what a stranger's file makes long would hold up everybody.
A process of its own also gives all of its memory back, and can be ended. Used is only what comes with Python.
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
"""By so much others go first, as the operating system counts it."""
CPU_SECONDS = 60
"""That one work may compute for; the largest file that is taken needs a tenth of it."""
MEMORY = 1_500_000_000
"""Bytes that a process may have."""
KEPT_BELOW = 250_000_000
"""Bytes; a process that ever had more ends after its work, which gives them back."""
IDLE = 60.0
"""Seconds after which a process without work ends."""
GAVE_UP = "That took too much time or memory, so it was given up. Nothing came of it. Try a smaller file."
_LENGTH = struct.Struct(">Q")


class Bench(Protocol):
    """Where heavy work is done. ``work`` is a function of a module, and what it takes and returns can be pickled."""

    def run(self, work: Callable[..., T], *args: Any) -> T:
        """What the work returns. Raises the `Fault` that it raises, or one where it had to be given up."""
        ...

    def run_telling(self, heard: Heard, work: Callable[..., T], *args: Any) -> T:
        """The same for a work that takes, before all else, a function by which it tells of itself meanwhile.

        ``heard`` is called in this thread; what it raises ends the work.
        """
        ...


class AtOnce:
    """Here and now: for a command that does nothing else."""

    def run(self, work: Callable[..., T], *args: Any) -> T:
        return work(*args)

    def run_telling(self, heard: Heard, work: Callable[..., T], *args: Any) -> T:
        return work(heard, *args)


class Broke(Exception):
    """The work itself was at fault: what it raised, as text."""


class Workshop:
    """As many processes as there are threads that want one, begun when they are needed; safe to call from any thread.

    How many want one at once is the caller's to bound.
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
        """All processes end, those at work too."""
        with self._lock:
            self._closed = True
            free, self._free, at_work = self._free, [], list(self._at_work)
        for process in at_work:
            process.stop()  # its thread finds that it has ended, and clears up
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
        if process is not None and not process.alive:  # the system ended it for its memory
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
    """One of them, from this side. ``usable`` says whether it may have more work."""

    def __init__(self, python: str) -> None:
        self.usable, self.since = False, 0.0
        self._process = subprocess.Popen(
            [python, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the kit, which then ends this
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )

    def run(self, heard: Heard | None, work: Callable[..., T], args: tuple[Any, ...]) -> T:
        """Raises OSError or EOFError where the process ended meanwhile."""
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
        """Whether it has not ended by itself."""
        return self._process.poll() is None

    def stop(self) -> None:
        """At once, whatever it is doing."""
        self._process.kill()

    def end(self) -> None:
        """And nothing of it is left."""
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
    """Do what is sent, one work after the other, until the pipe closes."""
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
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
    """Let everybody else go first, and cap this process's memory; returns what gives its peak memory in bytes."""
    try:
        import resource
    except ImportError:  # Windows knows none of it
        return lambda: 0
    os.nice(POLITE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    return _most_ever


def _most_ever() -> int:
    """Bytes. Linux's getrusage counts what the process that began this one had, so it is not asked there."""
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
