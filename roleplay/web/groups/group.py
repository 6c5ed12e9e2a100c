"""The page of study groups: one's own groups, one group, or one of its sessions."""

from collections.abc import Sequence

import streamlit as st

from roleplay.errors import Fault
from roleplay.groups.local_time import long_day
from roleplay.groups.shown import GroupView, HomeGroup
from roleplay.groups.tonight import Is
from roleplay.people.persons import Person
from roleplay.web.groups.along import bring_along, take_along
from roleplay.web.groups.board import links, steps
from roleplay.web.groups.calendar_part import calendar_part
from roleplay.web.groups.covered import covered
from roleplay.web.groups.founding import founding, settings, usual_time
from roleplay.web.groups.guests import ask_a_guest
from roleplay.web.groups.members import invite, leave, members
from roleplay.web.groups.planning import answer_for_others, ask, change_session, coming_sessions, plan_one, polls
from roleplay.web.groups.to_practise import to_practise
from roleplay.web.groups.tonight import advice, answering, for_chat, glance, on_the_day, starting
from roleplay.web.groups.ways import go, link, tell_what_was_done
from roleplay.web.people.person import choose_person, replaced, somebody
from roleplay.web.practice.opening import CHARTER
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.widgets.days import day
from roleplay.web.widgets.literal import literal, named, say
from roleplay.web.widgets.scrolling import begin

DEBRIEF = "After each station the student speaks first, then the patient, then the observer."
ONE_CHANGE = "One change at a time: everybody leaves with one next step."
NEWS_SHOWN = 8


def page() -> None:
    """What the address asks for."""
    try:
        me = somebody()
    except Fault as fault:
        say(fault)
        me = None
    if me is None:
        replaced()
        founding(None)
        return
    try:
        mine = kit().groups.pages.home_groups(visitor(me.id), st.context.timezone or "")
    except Fault as fault:
        say(fault)
        return
    asked = st.query_params.to_dict()
    begin(" ".join(asked.values()))
    wanted = asked.get("group", "")
    if st.query_params.get("new") or not (wanted or mine):
        tell_what_was_done()
        founding(me)
        bring_along(me)
        if not mine:
            choose_person(me)
    elif wanted or len(mine) == 1:
        _group(wanted or mine[0].id, me, mine)
    else:
        _several(mine, me)


def _several(mine: Sequence[HomeGroup], me: Person) -> None:
    st.header("My groups")
    tell_what_was_done()
    for one in mine:
        with st.container(border=True, key=f"group-{one.id}"):
            if one.next is not None:
                glance(one.next, one.name)
                answering(one.next, me)
            else:
                st.markdown(f"**{literal(one.name)}** has no session planned.")
            link(f"Open {literal(one.name)}", "groups", me.id, one.id)
    link("Found another group", "add", me.id, new="yes")


def _group(wanted: str, me: Person, mine: Sequence[HomeGroup]) -> None:
    try:
        view = kit().groups.pages.group_page(visitor(me.id), wanted, st.context.timezone or "")
    except Fault as fault:
        st.header("Group")
        say(fault)
        link("My groups" if mine else "Found a group", "groups", me.id)
        choose_person(me)
        return
    if st.query_params.get("welcome"):
        _welcome(view, me)
    elif session := st.query_params.get("session"):
        _session(view, me, session)
    else:
        _overview(view, me, mine)


def _welcome(view: GroupView, me: Person) -> None:
    """What everybody agrees to, before anything else."""
    st.header(f"Welcome to {named(view.terms.name)}")
    st.markdown("**Ground rules**")
    st.markdown("\n".join(f"- {line}" for line in (*CHARTER, DEBRIEF, ONE_CHANGE)))
    if st.button("I’m in", key="welcome-yes", type="primary", width="stretch"):
        go(me.id, view.id)


def _overview(view: GroupView, me: Person, mine: Sequence[HomeGroup]) -> None:
    st.header(named(view.terms.name))
    tell_what_was_done()
    if line := _about(view):
        st.markdown(line)
    if view.not_apart:
        st.info(literal(view.not_apart), icon=":material/info:")
    following = next((one for one in view.meetings if not one.is_off), None) or next(iter(view.meetings), None)
    alone = len(view.members) == 1
    if alone:
        _invite(view, me, is_open=True)
    if following is None:
        st.markdown("No session is planned yet.")
        if view.is_admin and view.terms.series is None and not (alone or view.polls):
            usual_time(view, me)
    else:
        with st.container(border=True, key="tonight"):
            glance(following)
            starting(following, me)
            answering(following, me)
            on_the_day(following, me, view.is_admin)
            advice(following)
            for_chat(following)
            link("Answer for somebody, move it, call it off", "edit", me.id, view.id, session=following.id)
    for one in view.meetings:
        if one is not following and (one.moved or one.called_off):
            st.warning(literal(one.moved or one.called_off), icon=":material/schedule:")
    polls(view, me)
    if following is not None:
        calendar_part(me, group=view.id)
    coming_sessions(view, me, following.id if following else "")
    with st.expander("Plan one more session" if following else "Plan a single session", key="plan-one"):
        plan_one(view, me)
    if view.is_large:
        with st.expander("Find a time: ask the group", key="find-a-time"):
            ask(view, me)
    st.markdown("#### The group")
    if not alone:
        _invite(view, me, is_open=False)
    _together(view, me)
    if len(mine) > 1:
        link("My other groups", "groups", me.id)
    link("Found another group", "add", me.id, new="yes")
    leave(view, me)


def _together(view: GroupView, me: Person) -> None:
    """What the group has and knows; folded, so that the next session stays what one sees."""
    with st.expander(f"Who’s in it: {len(view.members)}", key="who"):
        members(view, me)
    with st.expander("Links and tips" + (f": {len(view.links)}" if view.links else ""), key="links"):
        links(view, me)
    with st.expander("Next steps we share" + (f": {len(view.steps)}" if view.steps else ""), key="steps"):
        steps(view, me)
    if view.covered is not None:
        with st.expander("Covered together", key="covered-together"):
            covered(view.covered)
    with st.expander("What’s new", key="news"):
        st.markdown("\n".join(f"- {day(at)}: {literal(line)}" for at, line in view.news[:NEWS_SHOWN]))
    with st.expander("Take the group along", key="take-along"):
        take_along(view, me)
    if view.is_admin:
        with st.expander("Settings of the group", key="settings"):
            settings(view, me)


def _invite(view: GroupView, me: Person, is_open: bool) -> None:
    with st.expander("Invite somebody", expanded=is_open, key="invite"):
        invite(view, me)


def _session(view: GroupView, me: Person, session: str) -> None:
    """One session: where a link from the group's chat leads."""
    link(f"Back to {named(view.terms.name)}", "arrow_back", me.id, view.id)
    try:
        one = kit().groups.pages.meeting(visitor(me.id), session, st.context.timezone or "")
    except Fault as fault:
        say(fault)
        return
    st.header(named(view.terms.name))
    tell_what_was_done()
    with st.container(border=True, key="tonight"):
        glance(one)
        starting(one, me)
        answering(one, me)
        on_the_day(one, me, view.is_admin)
        advice(one)
        for_chat(one)
    to_practise(one, me)
    if not one.is_off and one.others:
        with st.expander("Answer for somebody else", key="for-others"):
            answer_for_others(one, me)
    if not one.is_off and one.tonight.is_ is not Is.OVER:
        with st.expander("Ask a guest" + (f": {len(one.guests)}" if one.guests else ""), key="guests"):
            ask_a_guest(one, me)
    calendar_part(me, session=one.id)
    change_session(one, me)


def _about(view: GroupView) -> str:
    terms = view.terms
    exam = long_day(terms.exam_on) if terms.exam_on else ""
    said = [part for part in (terms.purpose, exam, terms.level) if part]
    if view.aim is not None:
        said.append(view.aim.sentence)
    return literal(" · ".join(said))
