"""What counts as one sender, and whose turn it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest
from evening import until

from roleplay.people.attempts import Turns, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.0.0.7", "10.0.0.7"),
        ("::ffff:10.0.0.7", "10.0.0.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("[::1]", "::/64"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_an_ipv4_address_counts_as_itself_and_an_ipv6_one_by_its_64_bits(address: str, network: str) -> None:
    assert network_of(address) == network_of(network) == network


class Queue:
    """So many turns, all taken until the test lets go; then who had a turn, one after the other."""

    def __init__(self, threads: ThreadPoolExecutor, at_once: int) -> None:
        self.threads, self.turns, self.let_go = threads, Turns(at_once), Event()
        self.came: list[str] = []
        self.all: list[Future[None]] = []
        for number in range(at_once):
            self.all.append(threads.submit(self._turn, "at once", 0))
            until(lambda number=number: len(self.came) == number + 1)

    def ask(self, name: str, rank: int) -> None:
        waiting = self.turns.waiting
        self.all.append(self.threads.submit(self._turn, name, rank))
        until(lambda: self.turns.waiting == waiting + 1)

    def _turn(self, name: str, rank: int) -> None:
        with self.turns.turn(rank):
            self.came.append(name)
            assert self.let_go.wait(10)

    def end(self) -> list[str]:
        """Everybody who had a turn."""
        self.let_go.set()
        for one in self.all:
            one.result(10)
        return self.came


Make = Callable[[int], Queue]


@pytest.fixture
def queue() -> Iterator[Make]:
    made: list[Queue] = []
    with ThreadPoolExecutor(8) as threads:
        yield lambda at_once: made.append(Queue(threads, at_once)) or made[-1]
        for one in made:
            one.let_go.set()


def test_whoever_comes_when_all_turns_are_taken_waits(queue: Make) -> None:
    two = queue(2)

    two.ask("third", 0)
    two.ask("fourth", 0)

    assert (two.came, two.turns.waiting) == (["at once"] * 2, 2)
    assert sorted(two.end()) == ["at once", "at once", "fourth", "third"]


def test_the_lowest_rank_is_next_and_in_a_rank_who_came_first(queue: Make) -> None:
    one = queue(1)

    for name, rank in (("late", 1), ("soon", 0), ("later", 1), ("sooner than late", 0), ("last", 2)):
        one.ask(name, rank)

    assert one.end() == ["at once", "soon", "sooner than late", "late", "later", "last"]


def test_a_turn_that_ends_in_a_fault_is_given_on() -> None:
    turns = Turns(1)
    with pytest.raises(ZeroDivisionError), turns.turn(0):
        raise ZeroDivisionError

    with turns.turn(0):
        assert turns.waiting == 0
