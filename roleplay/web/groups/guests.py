"""Asking a guest for one session, and what a guest sees of it on Home."""

import streamlit as st

from roleplay.errors import Fault
from roleplay.groups.shown import MeetingView
from roleplay.groups.shown_to_guests import GuestView
from roleplay.groups.tonight import listed
from roleplay.people.persons import Person
from roleplay.web.groups.ways import done, invitation_link
from roleplay.web.practice.opening import address_line
from roleplay.web.practice.starting import enter, tried
from roleplay.web.server.addresses import is_public, qr_svg
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.widgets.copying import copy_button
from roleplay.web.widgets.literal import literal, say

WHAT_A_GUEST_IS = (
    "A guest comes to this session only. They see when and where it is and who asked them, and nothing else of the "
    "group. While a guest is there, only hands, arms and head are examined."
)


def ask_a_guest(one: MeetingView, person: Person) -> None:
    """A link for one person to one session, and who comes already."""
    who = visitor(person.id)
    for guest in one.guests:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(literal(f"{guest.name}, asked by {guest.by}"))
            if (
                guest.may_take_back
                and st.button("Take back", key=f"no-guest-{guest.person}")
                and done(
                    lambda guest=guest: kit().groups.guests.take_back(who, one.id, guest.person),  # type: ignore[misc]
                    f"{guest.name} is no longer a guest of this session. Tell them yourself.",
                )
            ):
                st.rerun()
    st.markdown(WHAT_A_GUEST_IS)
    made = f"guest-{one.id}"
    if st.button("Make a link for one guest", key="guest-go", icon=":material/link:", width="stretch") and (
        secret := tried(lambda: kit().groups.guests.ask(who, one.id))
    ):
        st.session_state[made] = secret
    if secret := st.session_state.get(made):
        link = invitation_link(secret)
        st.image(qr_svg(link), width=200, alt=f"QR code that opens {link}")
        address_line(link)
        words = f"Practise with us once, {one.tonight.when}: {link}"
        copy_button("Copy the invitation", words, key="copy-guest", failed="Select the link and copy it")
        if not is_public(link):
            st.markdown("It works on this computer’s network. Have them scan it when you meet.")


def guest_sessions(person: Person) -> None:
    """The sessions for which somebody was asked, until they are over."""
    try:
        found = kit().groups.pages.as_guest(visitor(person.id), st.context.timezone or "")
    except Fault as fault:
        say(fault)
        return
    for view in found:
        with st.container(border=True, key=f"guest-of-{view.id}"):
            _session(view, person)


def _session(view: GuestView, person: Person) -> None:
    who = visitor(person.id)
    where = "" if view.place_is_link else view.place
    st.markdown(f"**{literal(f'{view.by} asked you to a session of {view.group_name}')}**")
    st.markdown(f"#### {literal(f'{view.when}, {where}' if where else view.when)}")
    if view.is_off:
        st.warning("Called off.", icon=":material/schedule:")
        return
    for line in (view.moved, view.clocks, view.where_i_am):
        if line:
            st.markdown(literal(f"{line[0].upper()}{line[1:]}".rstrip(".") + "."))
    if view.bring:
        st.markdown(f"**Bring:** {literal(listed(view.bring))}")
    if view.place_is_link:
        st.link_button("Open the call", view.place, icon=":material/link:")
    if not view.code:
        st.markdown("You can go in from here once somebody has started it.")
    elif st.button("Go in", key=f"in-{view.id}", type="primary", icon=":material/login:", width="stretch") and (
        seat := tried(lambda: kit().groups.from_meeting.come_in(who, view.id))
    ):
        enter(seat)
    if st.button("I can’t come after all", key=f"no-{view.id}", type="tertiary") and done(
        lambda: kit().groups.guests.say_no(who, view.id), "They’ll see that you can’t come."
    ):
        st.rerun()
