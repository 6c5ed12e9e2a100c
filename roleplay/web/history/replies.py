"""Replies on the page: to what was written for me, and to what I wrote for others."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.directions import isolated
from roleplay.people.persons import Person
from roleplay.people.reply import ReplyKind
from roleplay.room.taps import TEXT_LIMIT
from roleplay.shared_words import NO_REAL, REPLIES
from roleplay.sheets.atoms import FIRST, h, p, quote
from roleplay.sheets.history.replies import replied
from roleplay.usecases.history.replies import Comment, Received, Talk
from roleplay.web.practice.starting import tried
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.widgets.days import day
from roleplay.web.widgets.literal import named
from roleplay.web.widgets.parts import write

FOR_YOU_TWO = "A reply is between the two of you: nobody else sees it, and none is expected."
NOT_HERE = "That person can’t be reached through this kit. Tell them when you meet."


def replies_to_comments(person: Person, practice: int, round_: int) -> None:
    """On the student's own station page: each comment with its three possible replies."""
    comments = kit().replies.comments(visitor(person.id), practice, round_)
    if not comments:
        return
    st.markdown("### Reply")
    st.caption(FOR_YOU_TWO)
    for one in comments:
        _comment(one, person)


def _comment(one: Comment, person: Person) -> None:
    wrote, key = one.written, f"{one.written.words}-{one.written.writer}"
    write([quote(wrote.text, isolated(one.name))])
    if one.closed:
        if one.reply is not None:
            write(replied(one.reply))
        st.caption(NOT_HERE)
        return
    where = (wrote.practice, wrote.round, wrote.words, wrote.writer)
    chosen = st.pills(
        f"Reply to {isolated(one.name)}",
        list(REPLIES),
        default=one.reply and one.reply.reply.value,
        key=f"reply-{key}",
        format_func=REPLIES.__getitem__,
        label_visibility="collapsed",
    )
    before = one.reply and one.reply.reply.value
    if chosen != before:
        kind = ReplyKind(str(chosen or before))
        tried(lambda: kit().replies.reply(visitor(person.id), *where, kind))
        st.rerun()
    if one.reply is not None and one.reply.answer:
        write([quote(one.reply.answer, f"{isolated(one.name)} answered")])
    if one.reply is not None and (one.may_help or one.reply.helped):
        helped = st.toggle("It helped", one.reply.helped, key=f"helped-{key}")
        if helped != one.reply.helped:
            tried(lambda: kit().replies.helped(visitor(person.id), *where, helped))
            st.rerun()


def replies_to_me(person: Person) -> None:
    """What others replied to comments that this person wrote, what is still to be answered first; nothing if nobody
    did."""
    found = sorted(kit().replies.to_me(visitor(person.id)), key=lambda one: not one.asks)
    if not found:
        return
    st.markdown("### Replies to what you wrote")
    for one in found[:FIRST]:
        _received(one, person)
    if rest := found[FIRST:]:
        with st.expander("Earlier replies"):
            for one in rest:
                _received(one, person)


def _received(one: Received, person: Person) -> None:
    reply = one.reply
    where = p(f"{isolated(one.title)}, {day(one.at)}", "soft")
    write([quote(one.text, "You wrote"), where, p(f"{isolated(one.name)}: “{REPLIES[reply.reply.value]}”")])
    if reply.helped:
        write([p(f"{isolated(one.name)} says that it helped.")])
    if reply.reply is not ReplyKind.MEAN:
        return
    if reply.answer:
        write([quote(reply.answer, "You answered")])
        return
    key = f"{reply.practice}-{reply.round}-{reply.words}"
    with st.form(f"answer-{key}", border=False):
        text = st.text_area("Your answer", key=f"answer-text-{key}", max_chars=TEXT_LIMIT, height=80, help=NO_REAL)
        st.caption(f"One answer, which only {isolated(one.name)} reads. {NO_REAL}")
        go = st.form_submit_button("Send the answer", width="stretch", key=f"answer-go-{key}")
    if go:
        who = visitor(person.id)
        if tried(lambda: kit().replies.answer(who, reply.practice, reply.round, reply.words, text)):
            st.rerun()


def talk_first(person: str, here: Iterable[str]) -> None:
    """Above a session: what this person wanted to talk about with somebody who is ``here``, or the other with them.
    Each sees it on a device of their own."""
    for other, talks in _by_person(person):
        if other in here:
            with st.container(border=True, key=f"talk-{other}"):
                write([h(f"Talk about this first, with {isolated(talks[0].name)}", 3)])
                _to_talk_about(talks, person)


def to_talk_about(person: str) -> None:
    """On Home: the same, folded away, whoever it is with."""
    for _, talks in _by_person(person):
        with st.expander(f"To talk about with {named(talks[0].name)}"):
            _to_talk_about(talks, person)


def _to_talk_about(talks: Sequence[Talk], person: str) -> None:
    for talk in talks:
        wrote = "You wrote" if talk.mine else f"{isolated(talk.name)} wrote"
        write([quote(talk.text, f"{wrote}: {isolated(talk.title)}")])
    if st.button("We’ve talked about it", key=f"talked-{talks[0].other}", width="stretch"):
        for reply in (talk.reply for talk in talks):
            kit().replies.talked(visitor(person), reply.practice, reply.round, reply.words, reply.writer)
        st.rerun()


def _by_person(person: str) -> list[tuple[str, list[Talk]]]:
    talks = sorted(_talks(person), key=lambda talk: talk.other)
    return [(other, list(some)) for other, some in groupby(talks, lambda talk: talk.other)]


def wants_to_talk(person: str) -> bool:
    """Whether there is something that this person and another wanted to talk about."""
    return bool(_talks(person))


def _talks(person: str) -> tuple[Talk, ...]:
    """None on somebody else's device."""
    try:
        return kit().replies.to_talk_about(visitor(person))
    except Fault:
        return ()
