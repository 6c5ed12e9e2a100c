"""A group of seven: a poll finds the time, the session fills up, and a place that comes free goes to who waits."""

from __future__ import annotations

import re
from datetime import timedelta

from month import BEGINS, Look, Month
from phones import Phone

from roleplay.groups.meeting import Answer

SEVEN = ("Ana", "Ben", "Cleo", "Dev", "Ella", "Finn", "Gus")
MOST = 4
NEXT_WEEK = BEGINS + timedelta(days=7, hours=-1)


def answers(phone: Phone, words: str) -> None:
    phone.open("/")
    phone.page.get_by_role("radio", name=words).click()


def test_a_poll_finds_the_time_at_which_most_can_come(month: Month) -> None:
    look = Look("poll", month.pictures)
    month.found(*SEVEN, name="Seven", most=MOST)
    ana, ben = month.phone("Ana"), month.phone("Ben")
    ana.open("/group").unfold("Find a time: ask the group")
    look.look("ask", ana)
    ana.tap("Ask the group")
    ana.sees("When can you come?")
    [poll] = month.page("Ana").polls
    for name in SEVEN[2:]:
        month.kit.groups.meetings.vote(month.who(name), month.id, poll.id, {1: Answer.YES, 2: Answer.MAYBE})
    ben.open("/").tap(ben.page.get_by_role("link", name=re.compile("asks when you can come")))
    ben.sees("When can you come?")
    ben.page.get_by_role("radiogroup", name="Saturday 3 October, 19:00").get_by_role("radio", name="Yes").click()
    ben.sees("Can come: Cleo, Dev, Ella, Finn, Gus and Ben")
    look.look("voted", ben)
    ana.open("/group").tap(re.compile("^Choose "))
    ana.sees("Back to Seven")
    look.look("fixed", ana)
    assert month.next("Ben").starts == BEGINS.replace(day=3, hour=19)
    assert not look.faults


def test_a_place_that_comes_free_is_held_for_one_and_then_for_the_next(month: Month) -> None:
    look = Look("waiting", month.pictures)
    month.found(*SEVEN, name="Seven", most=MOST)
    month.kit.groups.meetings.plan(month.who("Ana"), month.id, NEXT_WEEK, 120, "Library 2")
    month.say(Answer.YES, *SEVEN[:MOST])
    dev, ella, finn = month.phone("Dev"), month.phone("Ella"), month.phone("Finn")
    for place, phone in enumerate((ella, finn), 1):
        answers(phone, "I’m coming")
        phone.sees(f"The session is full. You’re number {place} on the waiting list.")
    look.look("waits", finn)

    answers(dev, "I can’t")
    dev.sees(re.compile("Dev can’t"))
    ella.open("/").sees(re.compile("A place is held for you until"))
    finn.open("/").sees("The session is full. You’re number 1 on the waiting list.")
    look.look("held", ella)
    month.later(hours=13)
    finn.open("/").sees(re.compile("A place is held for you until"))
    ella.open("/").sees("The session is full. You’re number 1 on the waiting list.")
    answers(finn, "I’m coming")
    finn.sees(re.compile("Finn .*are coming"))
    look.look("taken", ella)
    assert not look.faults
