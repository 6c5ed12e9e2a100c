"""Replies and cases planned again on their pages: one tap each, for the people whose they are and nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from evening import HOUR, Evening
from tabs import Page, history

from roleplay.people.reply import ReplyKind
from roleplay.shared_words import REPLIES
from roleplay.web.history.history import GIVEN
from roleplay.web.history.replies import FOR_YOU_TWO

Tab = Callable[..., Page]
DAY = 24 * HOUR
HEARD = "Replies to what you wrote"


@pytest.fixture
def closed(lobby: Evening) -> Evening:
    """Anna was the student, Ben the patient, Cleo observed; it is two days later."""
    evening = lobby.start().begin().play_from_here("Ask what brings it on.").finish()
    evening.wall.forward(2 * DAY)
    return evening


def station_of(page: Page, evening: Evening) -> Page:
    return page.open("history", station=f"{evening.practice}-1")


def reply(page: Page, evening: Evening, kind: str | None) -> Page:
    """To what Cleo wrote to try."""
    key = f"reply-one_to_try-{evening.seats['Cleo'].person}"
    next(one for one in page.at.get("button_group") if one.key == key).set_value(kind).run()
    return page


def stored(evening: Evening) -> list[tuple[str, ReplyKind]]:
    with evening.kit.store.read() as reader:
        return [(one.words, one.reply) for one in reader.replies.by(evening.seats["Anna"].person)]


def test_one_tap_replies_and_the_writer_reads_it_in_their_history(closed: Evening, tab: Tab) -> None:
    page = station_of(tab("Anna"), closed)
    assert FOR_YOU_TWO in [caption.value for caption in page.at.caption]

    reply(page, closed, "try")

    assert stored(closed) == [("one_to_try", ReplyKind.TRY)]
    assert REPLIES["try"] in history(tab("Cleo"), GIVEN).html
    assert HEARD not in history(tab("Ben"), GIVEN).markdown


@pytest.mark.parametrize("name", ["Ben", "Cleo"])
def test_nobody_but_its_student_is_offered_replies(closed: Evening, tab: Tab, name: str) -> None:
    page = station_of(tab(name), closed)

    assert [one for one in page.at.get("button_group") if str(one.key).startswith("reply-")] == []
    assert FOR_YOU_TWO not in [caption.value for caption in page.at.caption]


def test_what_two_want_to_talk_about_is_on_the_home_of_both_and_of_nobody_else(closed: Evening, tab: Tab) -> None:
    reply(station_of(tab("Anna"), closed), closed, "talk")

    labels = {name: [one.label for one in tab(name).open("home").at.expander] for name in ("Anna", "Ben", "Cleo")}

    assert "To talk about with Cleo" in labels["Anna"]
    assert "To talk about with Anna" in labels["Cleo"]
    assert [label for label in labels["Ben"] if label.startswith("To talk")] == []


def test_a_case_is_planned_again_and_home_offers_it_once_two_weeks_are_over(closed: Evening, tab: Tab) -> None:
    page = station_of(tab("Anna"), closed)

    page.at.button(f"again-{closed.practice}-1").click().run()

    assert "You plan to do this case again" in page.markdown
    assert "Same case again" not in tab("Anna").open("home").markdown
    closed.wall.forward(14 * DAY)
    assert "Same case again" in tab("Anna").open("home").markdown
    assert "Same case again" not in tab("Ben").open("home").markdown
