"""Limits slow people down but never lock them out: guesses are answered late, what is right opens at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import randrange
from threading import Semaphore

import pytest
from evening import CHEAP, MINUTE, UK, Evening, a_kit, an_evening, device_of, until, url_of
from left_over import people, person_of, refused, rows_of

from roleplay.people.attempts import HELD, IN_ALL, PER_NETWORK, SLOWED, TooMuch
from roleplay.people.keys import Hasher, Key, clean_key, words
from roleplay.people.persons import Person
from roleplay.people.visitor import Visitor
from roleplay.usecases.people.keys import MADE_AT_ONCE, MANY_NAMESAKES, NAMESAKES, PER_DEVICE, WRONG_KEY
from roleplay.usecases.people.people import WRONG_HERE, Chance

STRANGER = "10.0.0.7"
NO_CODE, NO_SECRET = "ZZZZZZ", "wrong words all four"
NEIGHBOURS = [f"2001:db8::{number:x}" for number in range(3 * PER_NETWORK)]


class Gate:
    """Open, until it is shut: then one passes each time the test says so."""

    def __init__(self) -> None:
        self.is_shut, self.may_pass = False, Semaphore(0)

    def wait(self) -> None:
        assert not self.is_shut or self.may_pass.acquire(timeout=30)


@dataclass(frozen=True)
class Counting(Hasher):
    """Remembers what was hashed; each hash lasts until it passes the gate."""

    seen: list[str] = field(default_factory=list)
    gate: Gate = field(default_factory=Gate)

    def fits(self, secret: str, key_hash: str) -> bool:
        self.seen.append(secret)
        self.gate.wait()
        return super().fits(secret, key_hash)


@dataclass
class Kept:
    """The seconds by which answers were delayed."""

    seconds: list[float] = field(default_factory=list)


@pytest.fixture
def held() -> Kept:
    return Kept()


@pytest.fixture
def hasher() -> Counting:
    return Counting(CHEAP.rounds, CHEAP.memory, CHEAP.threads)


@pytest.fixture
def evening(tmp_path: Path, held: Kept, hasher: Counting) -> Iterator[Evening]:
    """Anna, Ben and Cleo in the lobby."""
    evening = an_evening(tmp_path, hold=held.seconds.append, hasher=hasher).start()
    yield evening
    evening.kit.close()


def flood(evening: Evening, many: int, address: Callable[[int], str] = lambda number: STRANGER) -> list[str]:
    """The sentences with which wrong codes were answered."""
    door = evening.kit.joining
    return [refused(door.entrance, Visitor("new", address(number)), NO_CODE) for number in range(many)]


def missed(evening: Evening, many: int, network: Callable[[int], str] = lambda number: STRANGER) -> None:
    """This many wrong codes before now."""
    with evening.kit.store.write() as writer:
        for number in range(many):
            writer.attempts.add_attempt("code", network(number), evening.kit.clock.now())


def counted(evening: Evening) -> int:
    return len(rows_of(evening.folder)["attempts"])


def sams(evening: Evening, many: int, tagged: bool = True) -> list[Key]:
    """This many people called Sam, and their keys, in the order in which the store finds them."""
    keys = [Key(f"tag{number}" if tagged else None, f"the words of {number}") for number in range(many)]
    with evening.kit.store.write() as writer:
        for number, key in enumerate(keys):
            hashed = CHEAP.hash(key.secret)
            writer.persons.add_person(Person(f"sam-{number:02}", "Sam", hashed, key_tag=key.tag))
    return keys


def found(evening: Evening, name: str, key: object, device: str = "new") -> str:
    return people(evening).recognise(Visitor(device, address=STRANGER), name, str(key)).id


# --- codes


def test_a_right_code_opens_at_once_however_many_wrong_ones_came_from_its_network(evening: Evening, held: Kept) -> None:
    missed(evening, PER_NETWORK)
    flood(evening, 5)
    late = len(held.seconds)

    entrance = evening.kit.joining.entrance(Visitor("new", address=STRANGER), evening.code)
    seat = evening.kit.joining.join(Visitor("new", address=STRANGER), evening.code, "Dora")

    assert (entrance.code, seat.name, len(held.seconds)) == (evening.code, "Dora", late)


def test_a_flood_from_many_networks_shuts_no_door_and_stops_no_clock(evening: Evening, held: Kept) -> None:
    missed(evening, IN_ALL, lambda number: f"10.0.0.{number % 17}")
    flood(evening, 20, lambda number: f"10.0.0.{number % 17}")
    late = len(held.seconds)

    assert evening.kit.joining.entrance(Visitor("new", address="10.0.0.3"), evening.code).code == evening.code
    assert evening.kit.joining.table(Visitor(device_of("Ben"), address="10.0.0.3"), evening.code).code == evening.code
    assert len(held.seconds) == late >= 20


def test_only_after_many_wrong_codes_is_a_wrong_one_answered_late_and_told_so(evening: Evening, held: Kept) -> None:
    said = flood(evening, PER_NETWORK + 2)

    assert held.seconds == [HELD] * 2
    assert [SLOWED in sentence for sentence in said] == [False] * PER_NETWORK + [True] * 2


def test_one_networks_wrong_codes_make_no_other_wait(evening: Evening, held: Kept) -> None:
    missed(evening, PER_NETWORK)

    said = flood(evening, 1, lambda number: "10.0.0.8")

    assert (held.seconds, SLOWED in said[0]) == ([], False)


def test_wrong_codes_are_forgotten_after_ten_minutes(evening: Evening, held: Kept) -> None:
    missed(evening, PER_NETWORK)

    evening.wall.forward(10 * MINUTE)
    flood(evening, 1)

    assert (held.seconds, counted(evening)) == ([], 1)


def test_a_restart_forgives_nobody(evening: Evening, held: Kept) -> None:
    missed(evening, PER_NETWORK)
    again = a_kit(url_of(evening.folder), evening.content, evening.wall, hold=held.seconds.append)

    refused(again.joining.entrance, Visitor("new", STRANGER), NO_CODE)
    again.close()

    assert held.seconds == [HELD]


def test_the_machines_of_an_ipv6_network_count_together(evening: Evening, held: Kept) -> None:
    flood(evening, len(NEIGHBOURS), NEIGHBOURS.__getitem__)
    elsewhere = flood(evening, 1, lambda number: "2001:db8:0:1::1")

    assert len(held.seconds) == len(NEIGHBOURS) - PER_NETWORK
    assert SLOWED not in elsewhere[0]


def test_a_flood_of_wrong_codes_is_no_flood_of_writes(evening: Evening) -> None:
    flood(evening, 3 * PER_NETWORK)
    evening.kit.joining.entrance(Visitor("new", address=STRANGER), evening.code)

    assert counted(evening) == PER_NETWORK


def test_wrong_codes_of_sheets_are_slowed_and_a_right_one_is_opened(evening: Evening, held: Kept) -> None:
    papers = evening.kit.papers
    said = [refused(papers.sheet, Visitor("", STRANGER), NO_CODE) for _ in range(PER_NETWORK + 1)]

    paper, _ = papers.sheet(Visitor("", address=STRANGER), papers.printed("good").code)

    assert (held.seconds, SLOWED in said[-1], paper.practice) == ([HELD], True, None)


# --- keys


def test_a_right_key_opens_however_many_wrong_ones_came_from_its_network(evening: Evening, held: Kept) -> None:
    key = people(evening).give_key(evening.visitor("Anna"))
    said = [refused(found, evening, "Anna", NO_SECRET) for _ in range(PER_NETWORK + 2)]

    assert found(evening, "Anna", key, "another") == person_of(evening, "Anna")
    assert held.seconds == [HELD] * 2
    assert (said[0], said[-1]) == (WRONG_HERE, f"{WRONG_HERE} {SLOWED}")


def test_of_thirty_one_people_of_one_name_a_key_is_tried_on_its_own(evening: Evening, hasher: Counting) -> None:
    keys = sams(evening, 31)

    assert [found(evening, "Sam", key) for key in (keys[0], keys[30])] == ["sam-00", "sam-30"]
    assert hasher.seen == [keys[0].secret, keys[30].secret]


@pytest.mark.parametrize("tag", ["tag7", "untold"])
def test_a_wrong_key_costs_one_hash_at_the_most(evening: Evening, hasher: Counting, tag: str) -> None:
    sams(evening, 31)

    said = refused(found, evening, "Sam", f"{tag} {NO_SECRET}")

    assert said == WRONG_HERE
    assert len(hasher.seen) == (tag == "tag7")


def test_a_key_of_before_tags_is_tried_on_three_people_and_then_says_what_to_do(
    evening: Evening, hasher: Counting
) -> None:
    keys = sams(evening, 31, tagged=False)

    assert found(evening, "Sam", keys[NAMESAKES - 1]) == "sam-02"
    assert refused(found, evening, "Sam", keys[NAMESAKES]) == MANY_NAMESAKES
    assert len(hasher.seen) == 2 * NAMESAKES


def test_a_key_of_before_tags_goes_on_among_people_whose_keys_have_one(evening: Evening) -> None:
    with evening.kit.store.write() as writer:
        writer.persons.add_person(Person("sam-99", "Sam", CHEAP.hash("yo-yo abacus zoom acorn")))
    sams(evening, 31)

    assert found(evening, "Sam", "yo-yo abacus zoom acorn") == "sam-99"


def test_who_lost_the_first_word_gets_in_where_nobody_else_has_that_name(evening: Evening) -> None:
    key = clean_key(people(evening).give_key(evening.visitor("Anna")))

    assert found(evening, "Anna", key.secret) == person_of(evening, "Anna")


def test_a_key_with_another_word_before_it_takes_no_seat_and_costs_no_hash(evening: Evening, hasher: Counting) -> None:
    key = clean_key(people(evening).give_key(evening.visitor("Anna")))

    said = refused(evening.kit.joining.join, Visitor("new"), evening.code, "Anna", f"untold {key.secret}")

    assert (said, hasher.seen) == (WRONG_KEY, [])


def test_of_two_people_of_one_name_no_two_keys_begin_with_the_same_word(tmp_path: Path) -> None:
    """The words are drawn so that the second would begin with the first one's."""
    drawn, tokens = iter([1, 1, 1, 1, 7, 2, 2, 2, 2, 7, 8]), count()
    below = lambda most: next(drawn) if most == len(words()) else randrange(most)  # noqa: E731
    evening = an_evening(tmp_path, chance=Chance(below, lambda: f"id {next(tokens)}"))
    phones = ("one phone", "another phone")
    seats = [evening.kit.joining.open_practice(Visitor(phone), "Anna", UK) for phone in phones]

    keys = [
        evening.kit.joining.give_key(Visitor(phone, seat=seat.id)) for seat, phone in zip(seats, phones, strict=True)
    ]

    assert [clean_key(key).tag for key in keys] == [words()[7], words()[8]]
    evening.kit.close()


def test_no_more_than_two_keys_are_hashed_at_once(evening: Evening, hasher: Counting) -> None:
    keys = sams(evening, 6)
    hasher.gate.is_shut = True

    with ThreadPoolExecutor(6) as threads:
        asked = [threads.submit(found, evening, "Sam", key, f"device {key.tag}") for key in keys]
        until(lambda: len(hasher.seen) + people(evening).keys.turns.waiting == 6)
        at_work = len(hasher.seen)
        hasher.gate.may_pass.release(6)

    assert at_work == 2
    assert [one.result() for one in asked] == [f"sam-{number:02}" for number in range(6)]


@pytest.mark.parametrize("right", [True, False])
def test_who_asked_for_many_hashes_waits_behind_who_did_not(evening: Evening, hasher: Counting, right: bool) -> None:
    flooder, *others = sams(evening, 4)
    for _ in range(PER_DEVICE):
        if right:
            found(evening, "Sam", flooder, "flooder")
        else:
            refused(found, evening, "Sam", f"{flooder.tag} {NO_SECRET}", "flooder")
    hasher.seen.clear()
    hasher.gate.is_shut = True

    with ThreadPoolExecutor(4) as threads:
        asked = []
        for key, device in ((others[0], "a"), (others[1], "b"), (flooder, "flooder"), (others[2], "c")):
            asked.append(threads.submit(found, evening, "Sam", key, device))
            until(lambda: len(hasher.seen) + people(evening).keys.turns.waiting == len(asked))
        hasher.gate.may_pass.release()
        until(lambda: len(hasher.seen) == 3)
        hasher.gate.may_pass.release(3)

    assert [one.result() for one in asked] == ["sam-01", "sam-02", "sam-00", "sam-03"]
    assert hasher.seen[2] == others[2].secret


def test_who_makes_key_after_key_is_told_when_the_next_is_made_and_keeps_the_last(evening: Evening) -> None:
    anna = person_of(evening, "Anna")
    keys = [people(evening).give_key(Visitor(device_of("Anna"), person=anna)) for _ in range(MADE_AT_ONCE)]

    with pytest.raises(TooMuch) as said:
        people(evening).give_key(Visitor(device_of("Anna"), person=anna))
    evening.wall.forward(10 * MINUTE)

    assert str(said.value).endswith("The last one still works. Try again in 10 minutes.")
    assert found(evening, "Anna", keys[-1]) == anna
    assert people(evening).give_key(Visitor(device_of("Anna"), person=anna)) not in keys
