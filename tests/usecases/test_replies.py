"""Who received a comment replies in one tap; who wrote it may answer once, and nobody else learns of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from evening import Evening, an_evening
from left_over import (
    DAY,
    YEAR,
    as_file,
    bring,
    by_hand,
    forget,
    luggage,
    person_of,
    refused,
    rows_of,
    shelf,
    tables_with,
    taken_home,
)

from roleplay.people.reply import ReplyKind
from roleplay.people.visitor import Visitor
from roleplay.review.next_steps import open_steps, steps_of
from roleplay.usecases.history.replies import ANSWERED, DELETED, NOT_DONE_YET, Comment, Replies
from roleplay.usecases.upkeep import erase_old_words

TRY, MEAN, TALK = ReplyKind


@pytest.fixture
def played(before: Evening) -> Evening:
    """Anna was the student; Ben played, Cleo observed, Dora too. It is a day later."""
    evening = before.more_cases("case-a", "case-b").start("Anna", "Ben", "Cleo", "Dora")
    evening.begin().play_from_here("Wait four seconds.").finish().wall.forward(DAY)
    return evening


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Evening]:
    """Another kit, where nobody but Anna has been."""
    evening = an_evening(tmp_path / "there").start("Anna")
    evening.wall.forward(2 * DAY)
    yield evening
    evening.kit.close()


def replies(evening: Evening) -> Replies:
    return evening.kit.replies


def comments(evening: Evening, name: str = "Anna") -> tuple[Comment, ...]:
    return replies(evening).comments(evening.visitor(name), evening.practice, 1)


def of(evening: Evening, writer: str, words: str = "one_to_try") -> tuple[int, int, str, str]:
    return evening.practice, 1, words, person_of(evening, writer)


def says(evening: Evening, writer: str, kind: ReplyKind, words: str = "one_to_try") -> None:
    replies(evening).reply(evening.visitor("Anna"), *of(evening, writer, words), kind)


def said(evening: Evening) -> list[tuple[str, str]]:
    return [(one.name, one.reply.reply) for one in comments(evening) if one.reply]


def done_once(evening: Evening, outcome: str = "done") -> Evening:
    """Anna's next step was looked for in a later session."""
    later = by_hand(evening.later("Anna", "Ben", "Cleo"), "Anna", "Ben", "case-a").begin_planned().read()
    later.wall.forward(11 * 60 * 1000)
    assert later.tap("Cleo", "rated_goal", outcome=outcome).result == "accepted"
    later.forms().moved("Anna", "go_on")
    return later


# --- who received it


def test_what_others_wrote_is_what_one_can_reply_to_the_patients_first(played: Evening) -> None:
    first, *others = [(one.name, one.written.words) for one in comments(played)]

    assert first == ("Ben", "sentence")
    assert sorted(others) == [(who, words) for who in ("Cleo", "Dora") for words in ("one_to_try", "saw_or_heard")]


@pytest.mark.parametrize("name", ["Ben", "Cleo", "Dora"])
def test_only_the_student_of_a_station_replies(played: Evening, name: str) -> None:
    assert comments(played, name) == ()
    assert refused(replies(played).reply, played.visitor(name), *of(played, "Cleo"), TRY) == DELETED


def test_a_tap_replies_another_replaces_it_and_the_same_again_takes_it_back(played: Evening) -> None:
    says(played, "Cleo", TRY)
    assert said(played) == [("Cleo", "try")]

    says(played, "Cleo", TALK)
    assert said(played) == [("Cleo", "talk")]

    says(played, "Cleo", TALK)
    assert said(played) == []


def test_before_the_feedback_is_open_there_is_nothing_to_reply_to(before: Evening) -> None:
    evening = before.start().quiet().hand_in()

    assert comments(evening) == ()
    assert refused(says, evening, "Cleo", TRY) == DELETED


def test_a_reply_to_a_comment_that_was_deleted_since_is_answered_kindly(played: Evening) -> None:
    erase_old_words(played.kit.store, played.wall.at + YEAR + DAY)

    assert refused(says, played, "Cleo", TRY) == DELETED
    assert "nothing is expected of you" in DELETED


@pytest.mark.parametrize(("outcome", "offered"), [("done", True), ("partly", False), ("missed", False)])
def test_that_it_helped_is_offered_once_the_step_was_done(played: Evening, outcome: str, offered: bool) -> None:
    says(played, "Cleo", TRY)
    says(played, "Ben", TALK, "sentence")

    done_once(played, outcome)

    assert [one.name for one in comments(played) if one.may_help] == (["Cleo"] if offered else [])


def test_it_is_said_that_it_helped_and_taken_back(played: Evening) -> None:
    says(played, "Cleo", TRY)
    helped = replies(played).helped
    assert refused(helped, played.visitor("Anna"), *of(played, "Cleo"), True) == NOT_DONE_YET

    done_once(played)
    helped(played.visitor("Anna"), *of(played, "Cleo"), helped=True)

    assert [one.reply.helped for one in replies(played).to_me(played.visitor("Cleo"))] == [True]


# --- who wrote it


def test_who_wrote_the_comment_reads_the_reply_and_nobody_else_does(played: Evening) -> None:
    says(played, "Cleo", MEAN)

    heard = {name: replies(played).to_me(played.visitor(name)) for name in played.seats}

    assert {name: len(found) for name, found in heard.items()} == {"Anna": 0, "Ben": 0, "Cleo": 1, "Dora": 0}
    assert (heard["Cleo"][0].name, heard["Cleo"][0].text) == ("Anna", "Cleo wrote this")


def test_what_was_meant_is_answered_once(played: Evening) -> None:
    says(played, "Cleo", MEAN)
    where = (played.practice, 1, "one_to_try")

    replies(played).answer(played.visitor("Cleo"), *where, "  The long\npause. ")

    assert [one.reply.answer for one in comments(played) if one.reply] == ["The long pause."]
    assert refused(replies(played).answer, played.visitor("Cleo"), *where, "And more.") == ANSWERED


@pytest.mark.parametrize("text", ["", " \n ", "x" * 501])
def test_an_answer_has_words_and_not_too_many(played: Evening, text: str) -> None:
    says(played, "Cleo", MEAN)

    refused(replies(played).answer, played.visitor("Cleo"), played.practice, 1, "one_to_try", text)

    assert [one.reply.answer for one in comments(played) if one.reply] == [""]


def test_nobody_answers_where_nobody_asks_or_for_somebody_else(played: Evening) -> None:
    says(played, "Cleo", TRY)

    for name in ("Cleo", "Dora", "Anna"):
        said = refused(replies(played).answer, played.visitor(name), played.practice, 1, "one_to_try", "Words.")
        assert said == "Nobody asks about that comment any more, so there’s nothing to answer."


# --- talking about it


def talks(evening: Evening) -> dict[str, list[str]]:
    who = {name: evening.visitor(name) for name in ("Anna", "Ben", "Cleo", "Dora") if name in evening.seats}
    return {name: [talk.name for talk in replies(evening).to_talk_about(seen)] for name, seen in who.items()}


def test_what_two_want_to_talk_about_heads_both_peoples_next_session_and_nobody_elses(played: Evening) -> None:
    says(played, "Cleo", TALK)

    assert talks(played) == {"Anna": ["Cleo"], "Ben": [], "Cleo": ["Anna"], "Dora": []}


@pytest.mark.parametrize("name", ["Anna", "Cleo"])
def test_either_says_that_they_have_talked(played: Evening, name: str) -> None:
    says(played, "Cleo", TALK)

    replies(played).talked(played.visitor(name), *of(played, "Cleo"))

    assert talks(played) == {"Anna": [], "Ben": [], "Cleo": [], "Dora": []}


def test_somebody_else_cannot_say_it_for_them(played: Evening) -> None:
    says(played, "Cleo", TALK)

    replies(played).talked(played.visitor("Ben"), *of(played, "Cleo"))

    assert talks(played)["Anna"] == ["Cleo"]


def test_after_their_next_session_together_it_is_gone(played: Evening) -> None:
    says(played, "Cleo", TALK)
    without = played.later("Anna", "Ben").begin_planned().play_from_here().finish()
    without.wall.forward(2 * DAY)
    assert [talk.name for talk in replies(played).to_talk_about(played.visitor("Anna"))] == ["Cleo"]

    together = played.later("Anna", "Cleo").begin_planned().play_from_here().finish()
    together.wall.forward(2 * DAY)

    assert talks(played)["Anna"] == []


def test_people_who_blocked_each_other_hear_nothing_of_each_other(played: Evening) -> None:
    says(played, "Cleo", TALK)

    played.kit.groups.board.block(played.visitor("Cleo"), person_of(played, "Anna"))

    assert talks(played) == {"Anna": [], "Ben": [], "Cleo": [], "Dora": []}
    assert replies(played).to_me(played.visitor("Cleo")) == ()


# --- on other devices, and afterwards


def test_on_a_device_that_is_somebody_elses_there_is_nothing(played: Evening) -> None:
    says(played, "Cleo", TALK)
    stranger = Visitor("another phone", person=person_of(played, "Anna"))

    for look in (replies(played).to_me, replies(played).to_talk_about):
        assert "isn’t on this phone" in refused(look, stranger)


def test_no_reply_stands_in_a_log_a_view_or_a_history_of_anybody_else(played: Evening) -> None:
    says(played, "Cleo", MEAN)
    replies(played).answer(played.visitor("Cleo"), played.practice, 1, "one_to_try", "Zanzibar")

    assert tables_with(played.folder, "Zanzibar") == {"replies"}
    carried = {name: taken_home(played, name) for name in ("Ben", "Cleo", "Dora")}
    assert all(luggage(played, name).rounds[0].replies == () for name in carried)


def test_replies_go_with_who_received_and_with_the_words(played: Evening) -> None:
    says(played, "Cleo", MEAN)
    forget(played, "Anna")

    assert rows_of(played.folder)["replies"] == []


def test_replies_are_deleted_with_the_words_after_a_year(played: Evening) -> None:
    says(played, "Cleo", MEAN)

    erase_old_words(played.kit.store, played.wall.at + YEAR + DAY)

    assert rows_of(played.folder)["replies"] == []


def test_a_record_carries_ones_replies_and_there_is_nobody_to_reply_to_there(played: Evening, there: Evening) -> None:
    says(played, "Cleo", MEAN)
    replies(played).answer(played.visitor("Cleo"), played.practice, 1, "one_to_try", "The pause.")

    bring(there, "Anna", as_file(luggage(played, "Anna")))

    [practice] = {one.practice for one in shelf(there, "Anna").stations if one.brought}
    found = replies(there).comments(there.visitor("Anna"), practice, 1)
    assert [(one.name, one.reply.answer) for one in found if one.reply] == [("Cleo", "The pause.")]
    assert {one.closed for one in found} == {True}
    assert "another kit" in refused(replies(there).reply, there.visitor("Anna"), practice, 1, "sentence", "Ben", TRY)


def test_a_writer_from_a_file_is_nobody_here_even_under_somebodys_id(played: Evening, there: Evening) -> None:
    says(played, "Cleo", MEAN)
    forged = taken_home_as(played, person_of(there, "Anna"))

    bring(there, "Anna", forged)

    assert replies(there).to_me(there.visitor("Anna")) == ()


def taken_home_as(evening: Evening, writer: str) -> bytes:
    """Anna's record, in which somebody's id stands where the comment's writer is named."""
    carried = luggage(evening, "Anna")
    (one,) = carried.rounds
    words = tuple(replace(w, writer=writer if w.writer == "Cleo" else w.writer) for w in one.words)
    answers = tuple(replace(reply, writer=writer) for reply in one.replies)
    return as_file(replace(carried, rounds=(replace(one, words=words, replies=answers),)))


def test_a_step_stays_open_on_another_kit(played: Evening, there: Evening) -> None:
    done_once(played)

    bring(there, "Anna", taken_home(played, "Anna"))

    (step,) = open_steps(steps_of(shelf(there, "Anna").goals))
    assert (step.text, step.said) == ("Wait four seconds.", "done in 1 of 1 station that had a chance")
