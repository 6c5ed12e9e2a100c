"""Moves: a stage is only left once, a hasty move can be undone, and STOP holds everybody."""

from __future__ import annotations

import re
from collections.abc import Callable

from phones import (
    AGREE,
    BEGIN,
    CARRY_ON,
    END,
    OBSERVER,
    PATIENT,
    PAUSE,
    READY,
    STALE,
    STOP,
    SWAP,
    TAKE_BACK,
    UNDO,
    UNSENT_STOP,
    Trio,
)
from played import lobby, prepare
from playwright.sync_api import Route, expect
from servers import Server, read_case

FACTS = [fact["say"] for fact in read_case()["patient"]["story"]]
TAPS = re.compile("/rooms/[^/]+/taps$")


def test_of_two_moves_on_one_stage_one_counts_and_the_other_says_so(long: Server, stands: Callable[..., Trio]) -> None:
    quick, slow = two = stands(long, lobby, "Ana", "Ben")
    held: list[Route] = []
    slow.page.route(TAPS, lambda route: held.append(route))
    slow.button(BEGIN).click()
    expect(slow.button(BEGIN)).to_be_disabled()
    quick.tap(BEGIN)
    quick.in_stage("Prepare")
    held.pop().continue_()
    slow.sees(STALE)
    for phone in two:
        phone.in_stage("Prepare")
        expect(phone.button(READY)).to_be_visible()
    quick.sees_not(STALE)


def test_a_move_without_an_answer_is_not_called_undone(standing: Trio) -> None:
    """The server may have made the move, and here it has; the phone gives up after eight seconds."""
    one, asked = standing.patient, []

    def taken_without_a_word(route: Route) -> None:
        asked.append(route.fetch().status)

    one.page.route(TAPS, taken_without_a_word)
    one.more(PAUSE)
    expect(standing.observer.button(CARRY_ON)).to_be_visible()

    one.sees("No answer. Check whether the step has changed, then try again.")
    one.sees_not("No connection")
    assert asked == [200]
    one.page.unroute(TAPS)
    one.tap("OK")
    one.tap(CARRY_ON)
    for phone in standing:
        expect(phone.button(CARRY_ON)).to_have_count(0)


def test_an_early_end_can_be_undone_by_anybody_for_five_seconds(standing: Trio) -> None:
    three = standing
    left = three.student.clock()
    three.observer.more(END)
    for phone in three:
        phone.sees(re.compile("^(You’re|.* is) ending the station in [1-5]"))
    three.patient.tap(UNDO)
    for phone in three:
        expect(phone.button(UNDO)).to_have_count(0)
    # Longer than the five seconds, by the clock that goes on.
    three.student.clock_down_to(left - 7)
    for phone in three:
        phone.in_stage("Station")


def test_stop_covers_every_screen_names_nobody_and_ends_when_all_three_agree(standing: Trio) -> None:
    three = standing
    names = "|".join(rf"\b{phone.name}\b" for phone in three)
    three.patient.tap(STOP)
    for phone in three:
        cover = phone.page.get_by_role("dialog", name="Stopped")
        expect(cover).to_be_visible()
        phone.sees("Nobody has to explain.")
        assert not re.search(names, cover.inner_text())
        box = cover.bounding_box()
        size = phone.page.viewport_size
        assert box is not None
        assert size is not None
        assert box["width"] >= size["width"]
        assert box["height"] >= size["height"]
    without = three.patient
    without.context.set_offline(True)
    without.tap(AGREE)
    without.sees("No connection, so that wasn’t done.")
    without.tap("OK")  # it is above the cover, where it can be read
    without.context.set_offline(False)
    without.saved()
    held = three.student.timer.inner_text()
    for count, phone in enumerate(three, 1):
        phone.sees(f"{count - 1} of 3 agree to carry on.")
        phone.tap(AGREE)
        if count < 3:
            expect(phone.button(AGREE)).to_have_count(0)
            for other in three:
                other.sees(f"{count} of 3 agree to carry on.")
                assert other.timer.inner_text() == held
    for phone in three:
        expect(phone.page.get_by_role("dialog")).to_have_count(0)
    expect(three.student.timer).not_to_have_text(held)


def no_stop(trio: Trio) -> None:
    for phone in trio:
        expect(phone.page.get_by_role("dialog")).to_have_count(0)


def test_a_stop_without_network_says_so_and_can_be_taken_back(standing: Trio) -> None:
    three, lost = standing, standing.patient
    fact = lost.line(FACTS[0])
    lost.context.set_offline(True)
    lost.tap(STOP)
    lost.sees(UNSENT_STOP)

    lost.tap(TAKE_BACK)

    expect(lost.page.get_by_role("dialog")).to_have_count(0)
    lost.tap(fact)  # the script is there again, even without a network
    lost.pressed(fact)
    lost.context.set_offline(False)
    lost.saved()
    no_stop(three)
    lost.tap(fact)
    lost.unpressed(fact)
    lost.saved()


def test_a_stop_without_network_stops_everybody_as_soon_as_there_is_one(standing: Trio) -> None:
    lost = standing.observer
    lost.context.set_offline(True)
    lost.tap(STOP)
    lost.sees(UNSENT_STOP)

    lost.context.set_offline(False)

    for phone in standing:
        expect(phone.page.get_by_role("dialog", name="Stopped")).to_be_visible()
    lost.sees_not(UNSENT_STOP)
    expect(lost.button(TAKE_BACK)).to_have_count(0)
    for phone in standing:
        phone.tap(AGREE)
    no_stop(standing)


def test_a_stop_that_waited_until_another_round_stops_nobody_and_its_owner_is_told(
    long: Server, stands: Callable[..., Trio]
) -> None:
    two = stands(long, prepare, PATIENT, OBSERVER)
    lost, asks = two.prepare().patient, two.observer
    for phone in two:
        phone.saved()
    lost.context.set_offline(True)
    lost.tap(STOP)
    lost.sees(UNSENT_STOP)
    asks.more(SWAP)
    asks.tap(re.compile(f"^({lost.name} and {asks.name}|{asks.name} and {lost.name})$"))
    expect(asks.band).to_contain_text("You play")

    lost.context.set_offline(False)

    lost.sees(re.compile("^1 not saved"))
    lost.tap(lost.text(re.compile("^1 not saved")))
    expect(lost.page.locator("details.notice")).to_contain_text("couldn’t be sent until another round had begun")
    expect(lost.page.locator("details.notice")).to_contain_text("STOP")
    no_stop(two)
