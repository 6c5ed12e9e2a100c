"""The rules of the workshop: work there happens in another process, ends, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from roleplay.errors import Fault
from roleplay.workshop import CPU_SECONDS, GAVE_UP, KEPT_BELOW, MEMORY, POLITE, Bench, Broke, Workshop

PATIENCE = 30.0


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    made = Workshop()
    yield made
    made.close()


# What is done there; the other process finds it under this module's name.


def who() -> int:
    return os.getpid()


def politeness() -> int:
    return os.nice(0)


def squared(tell: Callable[[int], None], numbers: list[int]) -> str:
    for number in numbers:
        tell(number * number)
    return "all"


def tell_who_and_wait(tell: Callable[[int], None]) -> None:
    tell(os.getpid())
    Event().wait()


def refuse() -> None:
    raise Fault("No such file.")


def stumble() -> None:
    raise KeyError("a mistake of ours")


def make_a_function() -> Callable[[], None]:
    return lambda: None


def chatter() -> str:
    print("what a library says")
    return "done"


def take(size: int) -> int:
    return len(bytearray(size))


def compute_for_ever() -> None:
    import resource

    used = int(time.process_time())
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] <= used + CPU_SECONDS + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used + 1, CPU_SECONDS + used))
    while True:
        pass


def ended(process: int) -> bool:
    """Waits until it does nothing any more, although nobody has asked about it; returns whether it stopped."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        os.sched_yield()
    return False


def gone(process: int) -> bool:
    """Whether it has ended; waits for that."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if not Path(f"/proc/{process}").exists():
            return True
        os.sched_yield()
    return False


def test_work_is_done_in_another_process_which_is_kept_for_the_next(workshop: Workshop) -> None:
    first, second = workshop.run(who), workshop.run(who)

    assert first == second != os.getpid()


@pytest.mark.skipif(os.name != "posix", reason="this system knows no niceness")
def test_work_lets_everybody_else_go_first(workshop: Workshop) -> None:
    assert workshop.run(politeness) == min(os.nice(0) + POLITE, 19)


def test_work_tells_of_itself_while_it_goes_on(workshop: Workshop) -> None:
    told: list[int] = []

    assert workshop.run_telling(told.append, squared, [1, 2, 3]) == "all"

    assert told == [1, 4, 9]


def test_who_hears_enough_ends_the_work(workshop: Workshop) -> None:
    before = workshop.run(who)

    with pytest.raises(Fault, match=r"^Enough$"):
        workshop.run_telling(enough, squared, [1, 2, 3])

    assert gone(before)
    assert workshop.run(who) != before


def enough(told: object) -> None:
    raise Fault("Enough")


def test_a_refusal_is_raised_as_it_is_and_the_process_goes_on(workshop: Workshop) -> None:
    before = workshop.run(who)

    with pytest.raises(Fault, match=r"^No such file\.$"):
        workshop.run(refuse)

    assert workshop.run(who) == before


def test_a_mistake_in_the_work_is_told_with_its_place(workshop: Workshop) -> None:
    with pytest.raises(Broke, match=r"(?s)in stumble.*KeyError: 'a mistake of ours'"):
        workshop.run(stumble)


def test_what_cannot_be_sent_back_is_a_mistake_and_the_process_goes_on(workshop: Workshop) -> None:
    before = workshop.run(who)

    with pytest.raises(Broke, match="pickle"):
        workshop.run(make_a_function)

    assert workshop.run(who) == before


def test_what_is_printed_there_is_no_answer(workshop: Workshop) -> None:
    assert workshop.run(chatter) == "done"


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="this system bounds no process's memory, or shows none")
def test_memory_is_bounded_and_given_back(workshop: Workshop) -> None:
    before = workshop.run(who)

    with pytest.raises(Fault, match=f"^{GAVE_UP}$"):
        workshop.run(take, MEMORY)
    assert workshop.run(take, KEPT_BELOW) == KEPT_BELOW

    assert gone(before)


@pytest.mark.skipif(os.name != "posix", reason="this system bounds no process's time")
def test_work_that_computes_for_ever_is_given_up(workshop: Workshop) -> None:
    with pytest.raises(Fault, match=f"^{GAVE_UP}$"):
        workshop.run(compute_for_ever)

    assert workshop.run(chatter) == "done"


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="this system shows no processes in /proc")
def test_a_process_without_work_ends_by_itself() -> None:
    workshop = Workshop(idle=0)

    assert gone(workshop.run(who))
    workshop.close()


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="this system shows no processes in /proc")
def test_nothing_is_left_once_the_workshop_closes(workshop: Workshop) -> None:
    process = workshop.run(who)

    workshop.close()

    assert gone(process)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="this system shows no processes in /proc")
def test_who_is_at_work_as_the_workshop_closes_is_told_that_it_was_given_up(workshop: Workshop) -> None:
    at_work: list[int] = []

    def heard(process: int) -> None:
        at_work.append(process)
        workshop.close()

    with pytest.raises(Fault, match=f"^{GAVE_UP}$"):
        workshop.run_telling(heard, tell_who_and_wait)

    assert gone(at_work[0])


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="this system shows no processes in /proc")
def test_a_process_that_was_ended_meanwhile_is_in_nobodys_way(workshop: Workshop) -> None:
    before = workshop.run(who)
    os.kill(before, signal.SIGKILL)
    assert ended(before)

    assert workshop.run(who) != before


def test_where_no_process_can_be_begun_it_is_said(tmp_path: Path) -> None:
    workshop = Workshop(python=str(tmp_path / "no-python"))

    with pytest.raises(Fault, match=f"^{GAVE_UP}$"):
        workshop.run(who)


def test_a_workshop_is_a_bench(workshop: Workshop) -> None:
    bench: Bench = workshop
    assert bench.run(chatter) == "done"
