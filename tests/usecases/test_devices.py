"""The rules of browsers: which cookie is valid, when one is replaced, and how somebody signs out."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from evening import MINUTE, Evening, a_kit, device_of, hear_security, url_of
from left_over import as_file, forget, luggage

from roleplay.errors import Fault
from roleplay.people.codes import device_hash
from roleplay.people.visitor import Visitor
from roleplay.usecases.people.devices import Devices, NoKey

TOKEN, OLD, NEW = "t" * 43, "o" * 43, "n" * 43
NOT_HERE = "That isn’t on this phone or browser. Enter your name and your personal key to see it."


@pytest.fixture
def devices(evening: Evening) -> Devices:
    return evening.kit.devices


def person(evening: Evening, name: str) -> str:
    return evening.seats[name].person


def key_of(evening: Evening, name: str) -> str:
    return evening.kit.people.give_key(evening.visitor(name))


def on(evening: Evening, device: str) -> list[tuple[str, bool]]:
    """Who is on this device, and whether as a guest."""
    return [(held.person.name, held.guest) for held in evening.kit.people.on_device(device)]


def holds(evening: Evening, name: str, device: str) -> bool:
    with evening.kit.store.read() as reader:
        return reader.practices.holds(evening.seats[name].id, device)


def known_before_signing(evening: Evening, device: str) -> None:
    with closing(sqlite3.connect(evening.folder / "kit.sqlite3")) as plain, plain:
        plain.execute("INSERT INTO unsigned_devices VALUES (?)", (device,))


# --- which cookie is worth something


def test_a_cookie_that_the_kit_signed_is_its_device(devices: Devices) -> None:
    assert devices.known(devices.signed(TOKEN)) == device_hash(TOKEN)


@pytest.mark.parametrize("invented", ["", TOKEN, f"{TOKEN}.{TOKEN}", "x"])
def test_an_invented_cookie_is_none_and_is_replaced(devices: Devices, invented: str) -> None:
    given = devices.greet(invented)

    assert devices.known(invented) is None
    assert given is not None
    assert devices.known(given) not in (None, device_hash(TOKEN))


def test_a_token_of_a_device_that_sits_here_is_worth_nothing_without_its_signature(evening: Evening) -> None:
    evening.join("Dora", device_hash(TOKEN))

    assert evening.kit.devices.known(TOKEN) is None


def test_a_device_known_before_signing_is_known_and_signed_on_its_next_visit(evening: Evening) -> None:
    evening.join("Dora", device_hash(TOKEN))
    known_before_signing(evening, device_hash(TOKEN))
    devices = evening.kit.devices

    before, given = devices.known(TOKEN), devices.greet(TOKEN)

    assert before == device_hash(TOKEN)
    assert given == devices.signed(TOKEN)
    assert devices.greet(given) is None


def test_the_secret_lies_in_the_store_and_is_another_one_in_another_kit(evening: Evening, devices: Devices) -> None:
    cookie = devices.signed(TOKEN)
    evening.kit.close()

    with closing(a_kit(url_of(evening.folder), evening.content)) as again:
        assert again.devices.known(cookie) == device_hash(TOKEN)
    with closing(a_kit(f"sqlite:///{evening.folder / 'other.sqlite3'}", evening.content)) as other:
        assert other.devices.known(cookie) is None


def test_nobody_gets_the_secret_in_a_file_that_they_take_home(evening: Evening) -> None:
    evening.begin().play_from_here("Next time I will wait").finish()
    with evening.kit.store.read() as reader:
        secret = reader.devices.signing_secret()

    assert secret is not None
    assert secret.encode() not in as_file(luggage(evening, "Anna"))


def test_a_device_from_before_signing_is_forgotten_with_the_last_who_was_on_it(evening: Evening) -> None:
    for name in ("Anna", "Ben"):
        known_before_signing(evening, device_of(name))
        evening.moved(name, "leave")

    forget(evening, "Anna")

    with evening.kit.store.read() as reader:
        assert [reader.devices.is_unsigned(device_of(name)) for name in ("Anna", "Ben")] == [False, True]


# --- another cookie


def renewed(evening: Evening, name: str, device: str) -> str:
    """The new device, after this person has used a key here."""
    devices = evening.kit.devices
    found = devices.known(devices.renew(devices.ticket(Visitor(device, person=person(evening, name))), device))
    assert found is not None
    return found


def test_after_a_key_was_used_the_old_cookie_opens_nothing_that_the_key_opened(evening: Evening) -> None:
    evening.kit.people.recognise(Visitor(device_hash(OLD), address="here"), "Anna", key_of(evening, "Anna"))

    new = renewed(evening, "Anna", device_hash(OLD))

    assert (on(evening, new), on(evening, device_hash(OLD))) == ([("Anna", False)], [])
    with pytest.raises(Fault, match="That isn’t on this phone or browser"):
        evening.kit.people.mine(Visitor(device_hash(OLD), person=person(evening, "Anna")))


def test_with_a_key_at_the_door_the_seat_is_the_new_cookies_alone(evening: Evening) -> None:
    key = key_of(evening, "Anna")
    evening.kit.joining.join(Visitor(device_hash(OLD), address="here"), evening.code, "Anna", key)

    new = renewed(evening, "Anna", device_hash(OLD))

    assert (holds(evening, "Anna", new), holds(evening, "Anna", device_hash(OLD))) == (True, False)


def test_open_pages_of_others_on_the_same_device_keep_their_seats(evening: Evening) -> None:
    evening.join("Dora", device_of("Ben"))
    evening.kit.people.recognise(Visitor(device_of("Ben"), address="here"), "Anna", key_of(evening, "Anna"))

    new = renewed(evening, "Anna", device_of("Ben"))

    assert sorted(on(evening, new)) == [("Anna", False), ("Ben", False), ("Dora", True)]
    for name in ("Ben", "Dora"):
        assert holds(evening, name, new)
        assert holds(evening, name, device_of("Ben"))
    assert on(evening, device_of("Ben")) == []


def test_an_answer_that_got_lost_is_given_again(evening: Evening, devices: Devices) -> None:
    ticket = devices.ticket(evening.visitor("Anna"))

    first, again = (devices.renew(ticket, device_of("Anna")) for _ in range(2))

    assert first == again
    assert on(evening, devices.known(first) or "") == [("Anna", False)]


def test_a_ticket_of_another_device_gives_nothing(evening: Evening, devices: Devices) -> None:
    ticket = devices.ticket(evening.visitor("Anna"))

    with pytest.raises(Fault, match="Reload the page"):
        devices.renew(ticket, device_of("Ben"))

    assert on(evening, device_of("Anna")) == [("Anna", False)]


def test_open_pages_of_a_cookie_that_was_replaced_are_told_and_no_late_answer_gives_a_third(
    evening: Evening, devices: Devices
) -> None:
    evening.join("Dora", device_hash(OLD))
    new = renewed(evening, "Dora", device_hash(OLD))

    assert (devices.replaced(device_hash(OLD)), devices.replaced(new)) == (True, False)
    assert devices.greet(devices.signed(OLD)) is None


def test_a_question_for_a_seat_goes_on_under_the_new_cookie(evening: Evening) -> None:
    claim = evening.kit.joining.claim(Visitor(device_hash(OLD)), evening.code, "Anna")
    evening.kit.people.recognise(Visitor(device_hash(OLD), address="here"), "Ben", key_of(evening, "Ben"))

    new = renewed(evening, "Ben", device_hash(OLD))
    evening.moved("Cleo", "let_in", claim=claim)

    seat = evening.kit.joining.claimed(Visitor(new), claim)
    assert getattr(seat, "id", None) == evening.seats["Anna"].id


# --- signing out


def test_signed_out_here_nothing_is_reachable_here_and_everything_elsewhere(evening: Evening, devices: Devices) -> None:
    evening.kit.people.recognise(Visitor(device_hash(OLD), address="here"), "Anna", key_of(evening, "Anna"))

    devices.sign_out(Visitor(device_hash(OLD), person=person(evening, "Anna")))

    assert (on(evening, device_hash(OLD)), on(evening, device_of("Anna"))) == ([], [("Anna", False)])
    assert holds(evening, "Anna", device_of("Anna"))


def test_signed_out_everywhere_no_device_is_theirs_or_holds_a_seat_of_theirs(
    evening: Evening, devices: Devices
) -> None:
    evening.kit.people.recognise(Visitor(device_hash(OLD), address="here"), "Anna", key_of(evening, "Anna"))

    devices.sign_out(Visitor(device_hash(OLD), person=person(evening, "Anna")), everywhere=True)

    assert on(evening, device_hash(OLD)) == on(evening, device_of("Anna")) == []
    assert not holds(evening, "Anna", device_of("Anna"))
    assert on(evening, device_of("Ben")) == [("Ben", False)]


def test_who_signed_out_comes_back_with_the_key_and_nothing_is_lost(evening: Evening, devices: Devices) -> None:
    key = key_of(evening, "Anna")
    evening.begin().play_from_here("Next time I will wait").finish()
    evening.wall.forward(25 * 60 * MINUTE)
    before = evening.kit.history.export(evening.visitor("Anna"))

    devices.sign_out(evening.visitor("Anna"), everywhere=True)
    evening.kit.people.recognise(Visitor(device_hash(NEW), address="here"), "Anna", key)

    assert evening.kit.history.export(Visitor(device_hash(NEW), person=person(evening, "Anna"))) == before


def test_in_the_middle_of_a_practice_the_key_brings_the_place_back(evening: Evening, devices: Devices) -> None:
    key, seat = key_of(evening, "Anna"), evening.seats["Anna"].id
    evening.begin()
    devices.sign_out(evening.visitor("Anna"), everywhere=True)

    assert evening.kit.joining.join(Visitor(device_hash(NEW), address="here"), evening.code, "Anna", key).id == seat
    assert evening.stage == "prepare"


@pytest.mark.parametrize("everywhere", [False, True])
def test_without_a_key_nobody_is_signed_out_unless_they_say_so(
    evening: Evening, devices: Devices, everywhere: bool
) -> None:
    with pytest.raises(NoKey, match="You don’t have a personal key"):
        devices.sign_out(evening.visitor("Anna"), everywhere=everywhere)
    assert on(evening, device_of("Anna")) == [("Anna", False)]

    devices.sign_out(evening.visitor("Anna"), everywhere=everywhere, without_key=True)
    assert on(evening, device_of("Anna")) == []


def test_a_guest_signs_out_here_but_not_everywhere_from_somebody_elses_device(
    evening: Evening, devices: Devices
) -> None:
    evening.join("Dora", device_of("Ben"))

    with pytest.raises(Fault, match="This is somebody else’s device"):
        devices.sign_out(Visitor(device_of("Ben"), person=person(evening, "Dora")), everywhere=True, without_key=True)
    devices.sign_out(Visitor(device_of("Ben"), person=person(evening, "Dora")), without_key=True)

    assert on(evening, device_of("Ben")) == [("Ben", False)]


@pytest.mark.parametrize("everywhere", [False, True])
def test_nobody_signs_out_somebody_who_is_not_on_their_device(
    evening: Evening, devices: Devices, everywhere: bool
) -> None:
    key_of(evening, "Anna")

    with pytest.raises(Fault) as refused:
        devices.sign_out(Visitor(device_of("Ben"), person=person(evening, "Anna")), everywhere=everywhere)

    assert str(refused.value) == NOT_HERE
    assert holds(evening, "Anna", device_of("Anna"))


@pytest.mark.parametrize("keyed", [True, False])
def test_who_signed_out_everywhere_is_not_taken_for_a_name_on_paper_when_another_deletes(
    evening: Evening, devices: Devices, keyed: bool
) -> None:
    evening.begin().play_from_here("Next time I will wait").finish()
    evening.wall.forward(25 * 60 * MINUTE)
    if keyed:
        key_of(evening, "Ben")
    devices.sign_out(evening.visitor("Ben"), everywhere=True, without_key=not keyed)

    forget(evening, "Anna")

    with evening.kit.store.read() as reader:
        found = reader.persons.person(person(evening, "Ben"))
    assert found is not None
    assert found.name == "Ben"


# --- the log


def test_keys_sign_outs_and_deletions_are_logged_without_names(
    evening: Evening, devices: Devices, caplog: pytest.LogCaptureFixture
) -> None:
    hear_security(caplog)
    dora, people = evening.join("Dora", device_hash(TOKEN)).person, evening.kit.people
    key, _ = (
        people.give_key(Visitor(device_hash(TOKEN), person=dora)),
        people.give_key(Visitor(device_hash(TOKEN), person=dora)),
    )
    with pytest.raises(Fault):
        evening.kit.people.recognise(Visitor(device_hash(OLD), address="here"), "Dora", key)
    evening.moved("Anna", "leave")
    devices.sign_out(evening.visitor("Ben"), without_key=True)
    forget(evening, "Anna")

    words = [record.__dict__["security"] for record in caplog.records]
    assert words == ["key_made", "key_replaced", "key_refused", "signed_out", "person_deleted"]
    assert caplog.messages[0] == f"key_made person={dora} device={device_hash(TOKEN)[:8]}"
    assert not any(said in caplog.text for said in ("Anna", "Ben", "Dora", *key.split()))
