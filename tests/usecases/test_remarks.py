"""The rules of comments on a shared station: by its reader, for its owner, about what is shown."""

from __future__ import annotations

import pytest
from evening import Evening
from groups_at_work import refused
from left_over import DAY, YEAR
from sharing_at_work import SharingAtWork, at_work

from roleplay.people.shares import MOST_REMARKS, OTHERS, REVOKED, Part
from roleplay.usecases.people.remarks import GONE, TALKED
from roleplay.usecases.upkeep import erase_old_words

SAID = "You waited after the stairs."


@pytest.fixture
def work(before: Evening) -> SharingAtWork:
    return at_work(before)


@pytest.fixture
def read(work: SharingAtWork) -> str:
    """Lea has read Anna's station."""
    return work.read("Lea", work.bound("Lea")).id


def texts(work: SharingAtWork) -> list[str]:
    return [one.text for one in work.mine().remarks]


def test_a_comment_is_about_the_whole_or_a_line_or_a_moment(work: SharingAtWork, read: str) -> None:
    abouts = work.read("Lea", read).shown.abouts
    for about in ("", "Asks what brings it on", next(one for one in abouts if one.startswith("At "))):
        work.remarks.say(work.who("Lea"), read, about, SAID)

    assert len(work.mine().remarks) == 3
    assert "isn’t on this page" in refused(work.remarks.say, work.who("Lea"), read, "At 59:59", SAID)


def test_a_line_that_isnt_shown_cant_be_commented_on(work: SharingAtWork) -> None:
    id_ = work.read("Lea", work.bound("Lea", {Part.WORDS})).id

    assert "isn’t on this page" in refused(work.remarks.say, work.who("Lea"), id_, "Asks what brings it on", SAID)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 501, "x" * 10_000])
def test_what_is_empty_or_too_long_is_refused_and_nothing_is_sent(work: SharingAtWork, read: str, text: str) -> None:
    assert refused(work.remarks.say, work.who("Lea"), read, "", text)
    assert texts(work) == []


def test_nobody_but_the_reader_comments_and_only_while_they_may_read(work: SharingAtWork, read: str) -> None:
    assert refused(work.remarks.say, work.who("Mia"), read, "", SAID) == OTHERS
    work.sharing.revoke(work.who("Anna"), read)

    assert refused(work.remarks.say, work.who("Lea"), read, "", SAID) == REVOKED


def test_there_are_no_more_comments_than_anybody_reads(work: SharingAtWork, read: str) -> None:
    for _ in range(MOST_REMARKS):
        work.remarks.say(work.who("Lea"), read, "", SAID)
        work.evening.wall.forward(10_000)

    assert refused(work.remarks.say, work.who("Lea"), read, "", SAID) == TALKED


@pytest.mark.parametrize("name", ["Anna", "Lea"])
def test_who_wrote_it_and_who_received_it_can_delete_it(work: SharingAtWork, read: str, name: str) -> None:
    work.remarks.say(work.who("Lea"), read, "", SAID)
    [one] = work.mine().remarks
    assert refused(work.remarks.delete, work.who("Mia"), read, one.id) == OTHERS

    work.sharing.revoke(work.who("Anna"), read)
    work.remarks.delete(work.who(name), read, one.id)

    assert texts(work) == []
    assert refused(work.remarks.delete, work.who(name), read, one.id) == GONE


def test_only_who_received_it_wants_to_try_it(work: SharingAtWork, read: str) -> None:
    work.remarks.say(work.who("Lea"), read, "", SAID)
    [one] = work.mine().remarks

    work.remarks.try_it(work.who("Anna"), read, one.id, True)

    assert work.mine().remarks[0].to_try
    assert refused(work.remarks.try_it, work.who("Ben"), read, one.id, False) == GONE


@pytest.mark.parametrize("kept", [True, False])
def test_comments_go_with_the_words_after_a_year_unless_these_are_kept(
    work: SharingAtWork, read: str, kept: bool
) -> None:
    work.remarks.say(work.who("Lea"), read, "", SAID)
    work.kit.stations.keep(work.who("Anna"), work.evening.practice, 1, kept)
    work.evening.wall.forward(YEAR + 30 * DAY)

    erase_old_words(work.kit.store, work.kit.clock.now())

    left = work.sharing.mine(work.who("Anna"), work.evening.practice, 1)
    assert [one.text for share in left for one in share.remarks] == ([SAID] if kept else [])
