"""Links and tips, and next steps that members chose to show."""

import streamlit as st
from markupsafe import Markup

from roleplay.groups.board import MOST_LINKS, ShownAs
from roleplay.groups.shown import GroupView, LinkLine, StepLine
from roleplay.people.persons import Person
from roleplay.web.groups.trouble import block_or_report
from roleplay.web.groups.ways import done
from roleplay.web.practice.starting import tried
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.widgets.literal import literal

WHAT_GOES_HERE = (
    f"Up to {MOST_LINKS} links and tips: materials, what came up in a rotation, how an exam is run. No real patients "
    "or staff."
)


def links(view: GroupView, person: Person) -> None:
    """What the group keeps, with who added it, and one more."""
    if not view.links:
        st.markdown(WHAT_GOES_HERE)
    for one in view.links:
        _link(one, view, person)
    if len(view.links) >= MOST_LINKS:
        return
    with st.form("add-link", border=False, clear_on_submit=True):
        note = st.text_input("Tip, or what the link is", key="link-note", max_chars=140)
        address = st.text_input("Link (if there is one)", key="link-address", placeholder="https://")
        add = st.form_submit_button("Add to the group’s page", width="stretch", key="link-go")
    if add and done(
        lambda: kit().groups.board.add_link(visitor(person.id), view.id, note, address), "It’s on the group’s page."
    ):
        st.rerun()


def steps(view: GroupView, person: Person) -> None:
    """What others can help with. One's own can be taken back."""
    for one in view.steps:
        _step(one, view, person)
    if not view.steps:
        st.markdown("Nobody is showing a next step yet. The observer of your next station can look out for yours.")
    _tell_done(view, person)
    _show_mine(view, person)


def _link(one: LinkLine, view: GroupView, person: Person) -> None:
    words = one.note or one.address
    if one.address:
        shown = Markup(
            '<p><a href="{}" target="_blank" rel="noopener noreferrer" style="color: inherit">{}</a> ({})</p>'
        )
        st.html(shown.format(one.address, words, one.name))
    else:
        st.markdown(f"{literal(words)} ({literal(one.name)})")
    with st.container(horizontal=True, gap="small"):
        if (
            one.may_take_down
            and st.button("Take down", key=f"down-{one.id}", type="tertiary")
            and done(lambda: kit().groups.board.take_down(visitor(person.id), view.id, one.id))
        ):
            st.rerun()
        if one.person != person.id:
            block_or_report(one.person, one.name, f"{one.note}\n{one.address}", person, one.id)


def _step(one: StepLine, view: GroupView, person: Person) -> None:
    words = "Ask me about" if one.as_ is ShownAs.ASK_ME else "Done on two days:"
    st.markdown(f"**{literal(one.name)}:** {words} “{literal(one.text)}”")
    key = f"{one.person}-{one.practice}-{one.round}"
    if not one.mine:
        block_or_report(one.person, one.name, one.text, person, key)
    elif st.button("Stop showing it", key=f"unstep-{key}", type="tertiary") and done(
        lambda: kit().groups.board.take_back_step(visitor(person.id), view.id, one.practice, one.round)
    ):
        st.rerun()


def _tell_done(view: GroupView, person: Person) -> None:
    """The newest that they did on two days, unless the group was told."""
    done_ = tried(lambda: kit().groups.board.step_done(visitor(person.id), view.terms.zone))
    if done_ is None:
        return
    practice, round_ = done_.practice, done_.round
    if any(one.mine and (one.practice, one.round, one.as_) == (practice, round_, ShownAs.DONE) for one in view.steps):
        return
    st.markdown(f"You did this on two days: “{literal(done_.text)}”. Only you see this.")
    if st.button("Tell the group", key="tell-step", icon=":material/check:", width="stretch") and done(
        lambda: kit().groups.board.show_step(visitor(person.id), view.id, practice, round_, ShownAs.DONE)
    ):
        st.rerun()


def _show_mine(view: GroupView, person: Person) -> None:
    """Their newest next step that the group doesn't see yet."""
    newest = tried(lambda: kit().groups.board.step_to_show(visitor(person.id)))
    if newest is None:
        return
    practice, round_ = newest.practice, newest.round
    if any(one.mine and (one.practice, one.round) == (practice, round_) for one in view.steps):
        return
    st.markdown(f"Yours: “{literal(newest.text)}”. Nobody else sees it.")
    if st.button("Show it to the group", key="show-step", width="stretch") and done(
        lambda: kit().groups.board.show_step(visitor(person.id), view.id, practice, round_)
    ):
        st.rerun()
