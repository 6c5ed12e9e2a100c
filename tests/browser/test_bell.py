"""One's own clock may be hidden, and one device of the room rings."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from phones import END, MORE, RING_TOO, RINGS, Phone, Trio
from playwright.sync_api import expect
from servers import Server, content


def test_a_student_hides_the_clock_and_nobody_elses_goes_away(standing: Trio) -> None:
    student = standing.student
    student.more("Hide my clock, keep the bell")
    expect(student.timer).to_have_text("")
    student.page.reload()
    student.in_stage("Station")
    expect(student.timer).to_have_text("")
    expect(standing.observer.timer).to_have_text(re.compile(r"^\d+:\d\d$"))
    student.more("Show my clock")
    expect(student.timer).to_have_text(re.compile(r"^\d+:\d\d$"))


def test_who_hides_the_clock_keeps_the_soft_bell_of_a_warning(
    run_server: Callable[..., Server], tmp_path: Any, phone: Callable[..., Phone]
) -> None:
    """A minute and three seconds, of which the last minute is told."""
    server = run_server(content(tmp_path / "content", reading=0.035, station=1.05))
    pair = Trio(phone(server), phone(server)).gather().begin()
    student = pair.student
    student.more(RING_TOO)
    student.more("Hide my clock, keep the bell")
    pair.ready().station()

    expect(pair.patient.band).to_contain_text("last minute")

    student.page.wait_for_function("() => window.__kitBells === 3")  # reading, station, and a minute before the end
    expect(student.timer).to_have_text("")
    expect(student.band).not_to_contain_text("last minute")


def test_the_bell_rings_on_the_phone_that_was_chosen_and_on_none_in_a_quiet_room(
    long: Server, trio: Callable[..., Trio]
) -> None:
    three = trio(long).begin()
    three.patient.more(RING_TOO)
    three.observer.more(RINGS)
    three.ready().station()
    rung = [phone.bells() for phone in (three.student, three.patient, three.observer)]
    assert rung == [0, 2, 0]
    three.student.more("Quiet room: no bell")
    three.observer.more(END)
    three.quiet()
    assert [phone.bells() for phone in (three.student, three.patient, three.observer)] == rung


def test_one_device_of_the_room_rings_of_two_observers_and_a_tables_clock(
    long: Server, phone: Callable[..., Phone]
) -> None:
    four = Trio(phone(long), phone(long), phone(long), phone(long)).gather("Ana", "Ben", "Cem", "Dee")
    table = Phone(four.phones[0].context, long.base, "table").open(f"/table?code={four.code}")
    table.sees(f"{four.code[:3]} {four.code[3:]}")
    four.begin().ready().station()
    table.in_stage("Station")
    observers = [one for one in four if one.role() == "observer"]
    first = min(observers, key=lambda one: one.name)  # they came in the order of their names

    expect(table.button("Ring here too")).to_be_visible()
    assert {one.name: one.bells() for one in (*four, table) if one.bells()} == {first.name: 2}

    table.tap("Ring here too")
    first.tap(MORE)
    expect(first.button(RINGS)).to_be_visible()
    first.tap("Close")
    first.more(END)
    four.quiet()
    table.in_stage("Quiet minute")
    assert {one.name: one.bells() for one in (*four, table) if one.bells()} == {first.name: 3, "table": 1}


def test_in_a_pair_the_bell_is_the_patients(long: Server, phone: Callable[..., Phone]) -> None:
    pair = Trio(phone(long), phone(long)).gather().to_station()

    assert [pair.student.bells(), pair.patient.bells()] == [0, 2]


def test_a_bell_that_was_chosen_is_of_that_practice_only(long: Server, phone: Callable[..., Phone]) -> None:
    pair = Trio(phone(long), phone(long)).gather().begin()
    on, off = pair.student, pair.patient
    on.more(RING_TOO)
    off.more(RINGS)
    on.page.reload()
    on.in_stage("Prepare")
    on.tap(MORE)
    expect(on.button(RINGS)).to_be_visible()

    another = phone(long).start("Dee")
    guests = [
        Phone(one.context, long.base).link(another.code).join(name).in_lobby(people)
        for one, name, people in ((on, "Eve", 2), (off, "Fay", 3))
    ]
    again = Trio(another, *guests).begin()

    for one in again:
        one.tap(MORE)
        expect(one.button(RINGS if one is again.observer else RING_TOO)).to_be_visible()
