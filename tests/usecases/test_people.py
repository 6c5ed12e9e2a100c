"""The rules of who belongs to whom: keys, devices, and guests on somebody else's."""

from __future__ import annotations

import pytest
from evening import HOUR, SECOND, Evening, device_of
from left_over import carrying, forget, people, person_of, refused

from roleplay.people.attempts import PER_NETWORK, SLOWED
from roleplay.people.persons import Person
from roleplay.people.visitor import Visitor
from roleplay.usecases.people.people import WRONG_HERE

NOT_HERE = "That isn’t on this phone or browser. Enter your name and your personal key to see it."
GUEST = (
    "This is somebody else’s device, and Dora is a guest on it. Enter your name and your personal key to see what’s "
    "yours."
)
STAYS = (
    "You can only replace your key on a phone or browser of your own. This one is somebody else’s. Your key hasn’t "
    "changed."
)
WRONG = "wrong words all four"


def key_of(evening: Evening, name: str) -> str:
    """A new key, given on this person's own device."""
    return people(evening).give_key(evening.visitor(name))


def recognised(evening: Evening, name: str, key: str, device: str = "new", address: str = "") -> Person:
    return people(evening).recognise(Visitor(device, address=address), name, key)


def names(evening: Evening, device: str) -> list[tuple[str, bool]]:
    """Who is on a device, and whether as a guest."""
    return [(held.person.name, held.guest) for held in people(evening).on_device(device)]


@pytest.fixture
def shared(evening: Evening) -> Evening:
    """Dora sits down on Ben's phone, after him."""
    evening.wall.forward(SECOND)
    evening.join("Dora", device_of("Ben"))
    return evening


# --- name and key


def test_name_and_key_give_the_person_back_on_another_phone(evening: Evening) -> None:
    key = key_of(evening, "Anna")

    person = recognised(evening, " anna ", key.upper())

    assert person.id == person_of(evening, "Anna")
    assert people(evening).mine(Visitor("new", person=person.id)).name == "Anna"
    assert names(evening, "new") == [("Anna", False)]


def test_without_the_key_a_name_gives_nothing(evening: Evening) -> None:
    key_of(evening, "Anna")

    said = refused(recognised, evening, "Anna", "  ")

    assert said == (
        "Type the words of your key. If you don’t have one, start or join a session; then import your record on the "
        "Me page."
    )
    assert names(evening, "new") == []


@pytest.mark.parametrize("name", ["Anna", "Ben", "Nobody"])
def test_a_wrong_key_and_a_wrong_name_are_refused_in_the_same_words(evening: Evening, name: str) -> None:
    key_of(evening, "Anna")
    cleos = key_of(evening, "Cleo")

    assert refused(recognised, evening, name, cleos) == WRONG_HERE
    assert refused(people(evening).mine, Visitor("new", person=person_of(evening, "Anna"))) == NOT_HERE


def test_of_two_people_of_one_name_the_key_finds_the_right_one(evening: Evening) -> None:
    other = Evening(evening.kit, evening.wall, evening.folder)
    other.seats["Anna"] = evening.kit.joining.open_practice(Visitor("another phone"), "Anna", evening.state.opened)
    keys = [
        key_of(evening, "Anna"),
        people(evening).give_key(Visitor("another phone", person=person_of(other, "Anna"))),
    ]

    found = [recognised(evening, "Anna", key).id for key in keys]

    assert found == [person_of(evening, "Anna"), person_of(other, "Anna")]


def test_wrong_keys_at_a_door_and_in_a_history_are_counted_together(evening: Evening) -> None:
    key_of(evening, "Anna")
    for _ in range(PER_NETWORK):
        refused(evening.kit.joining.join, Visitor("new", "10.0.0.7"), evening.code, "Anna", WRONG)

    assert refused(recognised, evening, "Anna", WRONG, "new", "10.0.0.7") == f"{WRONG_HERE} {SLOWED}"


def test_a_key_that_was_replaced_stops_working(evening: Evening) -> None:
    old, new = key_of(evening, "Anna"), key_of(evening, "Anna")

    assert refused(recognised, evening, "Anna", old) == WRONG_HERE
    assert recognised(evening, "Anna", new).name == "Anna"


def test_a_device_that_was_proved_may_replace_the_key(evening: Evening) -> None:
    old = key_of(evening, "Anna")
    recognised(evening, "Anna", old)

    new = people(evening).give_key(Visitor("new", person=person_of(evening, "Anna")))

    assert recognised(evening, "Anna", new, "newest").name == "Anna"


def test_a_new_key_signs_out_whoever_the_old_one_let_in(evening: Evening) -> None:
    """Otherwise a stolen key would keep reading through the thief's phone."""
    recognised(evening, "Anna", key_of(evening, "Anna"), "the thief's")
    anna = person_of(evening, "Anna")

    new = key_of(evening, "Anna")

    reads = (people(evening).mine, carrying(evening).luggage, evening.kit.history.shelf, people(evening).give_key)
    thief = Visitor("the thief's", person=anna)
    assert [refused(read, thief) for read in reads] == [NOT_HERE, NOT_HERE, NOT_HERE, STAYS]
    assert refused(people(evening).tonight, thief, evening.practice) == NOT_HERE
    assert people(evening).mine(Visitor(device_of("Anna"), person=anna)).name == "Anna"
    assert recognised(evening, "Anna", new, "a second phone").id == anna


def test_a_new_key_signs_nobody_else_out(evening: Evening) -> None:
    recognised(evening, "Ben", key_of(evening, "Ben"), "shared")
    recognised(evening, "Anna", key_of(evening, "Anna"), "shared")

    key_of(evening, "Anna")

    assert names(evening, "shared") == [("Ben", False)]


def test_the_first_key_signs_nobody_out(shared: Evening) -> None:
    people(shared).give_key(Visitor(device_of("Ben"), person=person_of(shared, "Dora")))

    assert names(shared, device_of("Ben")) == [("Ben", False), ("Dora", True)]


def test_a_seat_that_was_signed_out_is_good_for_its_practice_and_for_nothing_of_the_person(evening: Evening) -> None:
    key = key_of(evening, "Anna")
    seat = evening.kit.joining.join(Visitor("second phone"), evening.code, "Anna", key)

    key_of(evening, "Anna")

    joining = evening.kit.joining
    assert joining.seat(Visitor("second phone", seat=seat.id)).seat == seat
    assert refused(joining.own_seat, Visitor("second phone", seat=seat.id)).startswith(
        "This phone or browser has your place for"
    )
    assert joining.last_seat(Visitor("second phone")) is None
    assert evening.later("Ben", "Cleo").join("Anna", "second phone").person != seat.person


# --- guests


def test_the_first_on_a_device_has_it_and_later_ones_are_guests(shared: Evening) -> None:
    shared.wall.forward(SECOND)

    shared.join("Emil", device_of("Ben"))

    assert names(shared, device_of("Ben")) == [("Ben", False), ("Dora", True), ("Emil", True)]


def test_a_guests_history_is_shut_on_somebody_elses_device(shared: Evening) -> None:
    assert refused(people(shared).mine, Visitor(device_of("Ben"), person=person_of(shared, "Dora"))) == GUEST
    assert people(shared).mine(shared.visitor("Ben")).name == "Ben"


def test_what_a_guest_did_is_shut_on_somebody_elses_device_once_the_practice_has_closed(shared: Evening) -> None:
    guest = Visitor(device_of("Ben"), person=person_of(shared, "Dora"))
    takes = (carrying(shared).luggage_of_tonight, shared.kit.history.shelf_of_guest)
    for take in takes:
        take(guest, shared.practice)

    shared.wall.forward(25 * HOUR)

    assert [refused(take, guest, shared.practice) for take in takes] == [GUEST, GUEST]
    assert carrying(shared).luggage_of_tonight(shared.visitor("Ben"), shared.practice).name == "Ben"


def test_whose_place_the_others_gave_back_takes_no_other_practice_along(evening: Evening) -> None:
    later = evening.later("Anna", "Ben")
    claim = later.kit.joining.claim(Visitor("new phone"), later.code, "Ben")
    later.move("Anna", "let_in", claim=claim)
    ben, takes = Visitor("new phone", person=person_of(later, "Ben")), carrying(later).luggage_of_tonight

    assert takes(ben, later.practice).name == "Ben"
    assert refused(takes, ben, evening.practice) == NOT_HERE
    assert refused(takes, ben.named(person_of(later, "Anna")), later.practice) == NOT_HERE


def test_a_guest_may_not_delete_from_somebody_elses_device(shared: Evening) -> None:
    shared.moved("Dora", "leave")

    assert refused(people(shared).forget, Visitor(device_of("Ben"), person=person_of(shared, "Dora"))) == GUEST


def test_a_guest_gets_a_first_key_and_is_at_home_with_it_elsewhere(shared: Evening) -> None:
    dora = person_of(shared, "Dora")

    key = people(shared).give_key(Visitor(device_of("Ben"), person=dora))

    assert recognised(shared, "Dora", key, "Dora's own").id == dora
    assert people(shared).mine(Visitor("Dora's own", person=dora)).id == dora
    assert names(shared, device_of("Ben")) == [("Ben", False), ("Dora", True)]


def test_a_guests_key_is_not_replaced_on_somebody_elses_device(shared: Evening) -> None:
    dora = person_of(shared, "Dora")
    key = people(shared).give_key(Visitor(device_of("Ben"), person=dora))

    said = refused(people(shared).give_key, Visitor(device_of("Ben"), person=dora))

    assert said == STAYS
    assert recognised(shared, "Dora", key).id == dora


def test_who_proves_a_key_on_a_shared_device_is_no_guest_there(shared: Evening) -> None:
    key = people(shared).give_key(Visitor(device_of("Ben"), person=person_of(shared, "Dora")))

    recognised(shared, "Dora", key, device_of("Ben"))

    assert names(shared, device_of("Ben")) == [("Ben", False), ("Dora", False)]
    assert people(shared).mine(Visitor(device_of("Ben"), person=person_of(shared, "Dora"))).name == "Dora"


def test_who_joins_with_their_key_on_a_shared_device_is_no_guest_there(evening: Evening) -> None:
    key = key_of(evening, "Anna")
    other = evening.later("Ben", "Cleo")

    other.seats["Anna"] = other.kit.joining.join(Visitor(device_of("Ben")), other.code, "Anna", key)

    assert names(other, device_of("Ben")) == [("Ben", False), ("Anna", False)]
    assert person_of(other, "Anna") == person_of(evening, "Anna")


def test_a_guest_who_comes_again_is_the_same_person_and_still_a_guest(shared: Evening) -> None:
    again = shared.later("Ben", "Cleo")

    again.join("Dora", device_of("Ben"))

    assert person_of(again, "Dora") == person_of(shared, "Dora")
    assert names(again, device_of("Ben")) == [("Ben", False), ("Dora", True)]


def test_an_owner_who_comes_again_is_still_the_owner(shared: Evening) -> None:
    shared.later("Ben", "Cleo")

    assert names(shared, device_of("Ben")) == [("Ben", False), ("Dora", True)]


def test_a_guest_stays_one_when_the_owner_has_deleted_everything(shared: Evening) -> None:
    """Otherwise the owner of a device could delete, sit down under the guest's name and read what is theirs."""
    shared.moved("Ben", "leave")
    forget(shared, "Ben")

    again = shared.later("Anna", "Cleo")
    again.join("Dora", device_of("Ben"))

    assert person_of(again, "Dora") == person_of(shared, "Dora")
    assert refused(people(again).mine, Visitor(device_of("Ben"), person=person_of(again, "Dora"))) == GUEST


def test_a_place_given_back_by_the_others_opens_no_history(evening: Evening) -> None:
    claim = evening.kit.joining.claim(Visitor("new phone"), evening.code, "Ben")
    evening.move("Anna", "let_in", claim=claim)

    assert evening.kit.joining.claimed(Visitor("new phone"), claim) == evening.seats["Ben"]
    given_back = Visitor("new phone", person=person_of(evening, "Ben"))
    assert refused(people(evening).mine, given_back) == NOT_HERE
    assert refused(people(evening).give_key, given_back) == STAYS
