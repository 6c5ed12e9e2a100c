"""Who is in a group: invitations, looking after it, and leaving."""

from collections.abc import Callable
from datetime import timedelta
from typing import Literal

import streamlit as st

from roleplay.groups.group import Terms
from roleplay.groups.local_time import DAY, day_and_time, on_the_wall
from roleplay.groups.shown import GroupView, MemberLine
from roleplay.people.persons import Person
from roleplay.web.groups.trouble import block_button, report
from roleplay.web.groups.ways import done, go, invitation_link
from roleplay.web.practice.opening import address_line
from roleplay.web.practice.starting import tried
from roleplay.web.server.addresses import is_public, qr_svg
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.widgets.copying import copy_button
from roleplay.web.widgets.literal import literal

ONE, ALL = "One person", "Everybody I send it to"
LONGEST_DAYS = 60
REMOVED = (
    "Removed from the group. Links for everybody and links that they made let nobody in any more. Make a new one if "
    "you need it."
)


def invite(view: GroupView, person: Person) -> None:
    """A link and a QR code; the link is shown as long as the page is open, and never again."""
    whom = st.segmented_control("The link is for", [ONE, ALL], default=ONE, required=True, key="invite-whom")
    lasts = 14 * DAY
    if whom == ALL:
        first = on_the_wall(kit().clock.now(), view.terms.zone).date()
        until = st.date_input(
            "Until",
            first + timedelta(days=14),
            first + timedelta(days=1),
            first + timedelta(days=LONGEST_DAYS),
            key="invite-until",
            format="DD/MM/YYYY",
        )
        lasts = ((until - first).days if until else 14) * DAY
    made = f"invited-{view.id}"
    kind: Literal["primary", "secondary"] = (
        "primary" if len(view.members) == 1 and made not in st.session_state else "secondary"
    )
    if st.button("Make an invitation", key="invite-go", type=kind, icon=":material/link:", width="stretch") and (
        secret := tried(lambda: kit().groups.membership.invite(visitor(person.id), view.id, whom != ALL, lasts))
    ):
        st.session_state[made] = secret
        st.rerun()
    if secret := st.session_state.get(made):
        _show(invitation_link(secret), view.terms)
    _open_ones(view, person)


def members(view: GroupView, person: Person) -> None:
    """Their names, and what one can do about somebody."""
    st.markdown("\n".join(f"- {_named(one)}" for one in view.members))
    if view.expected:
        names = ", ".join(view.expected)
        st.markdown(literal(f"Not here yet: {names}. Send them an invitation."))
    others = {one.person: one for one in view.members if not one.you}
    if not others:
        return
    chosen = st.segmented_control(
        "Manage, block or report" if view.is_admin else "Block or report",
        list(others),
        format_func=lambda id_: literal(others[id_].name),
        key="about",
    )
    if chosen is not None:
        _about(view, person, others[chosen])


def leave(view: GroupView, person: Person) -> None:
    """One tap and no reason."""
    if st.button("Leave this group", key="leave", type="tertiary", icon=":material/logout:") and done(
        lambda: kit().groups.membership.leave(visitor(person.id), view.id),
        f"You’ve left {view.terms.name}. The others read “{person.name} left”, and nothing else. "
        "Somebody in it can invite you again.",
    ):
        go(person.id)


def _show(link: str, terms: Terms) -> None:
    st.image(qr_svg(link), width=200, alt=f"QR code that opens {link}")
    address_line(link)
    words = f"Practise with us in {terms.name}: {link}"
    copy_button("Copy the invitation", words, key="copy-invitation", failed="Select the link and copy it")
    if not is_public(link):
        st.markdown("It works on this computer’s network. Have the others scan it when you meet.")


def _open_ones(view: GroupView, person: Person) -> None:
    if not view.invitations:
        return
    st.markdown("**Invitations that can still be used**")
    for one in view.invitations:
        until = day_and_time(on_the_wall(one.until, view.terms.zone))
        whom = "one guest" if one.guest else "one person" if one.single else "everybody"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(literal(f"From {one.by}, for {whom}, until {until}"))
            if st.button("Take back", key=f"revoke-{one.digest[:12]}") and done(
                lambda digest=one.digest: kit().groups.membership.take_back(  # type: ignore[misc]
                    visitor(person.id), view.id, digest
                ),
                "That invitation lets nobody in any more.",
            ):
                st.session_state.pop(f"invited-{view.id}", None)
                st.rerun()


def _named(one: MemberLine) -> str:
    more = [word for word, so in (("you", one.you), ("group admin", one.admin)) if so]
    return literal(one.name) + (f" ({', '.join(more)})" if more else "")


def _about(view: GroupView, person: Person, other: MemberLine) -> None:
    who = visitor(person.id)
    if view.is_admin:
        if not other.admin and st.button(
            f"Make {literal(other.name)} a group admin", key="make-admin", width="stretch"
        ):
            _do(
                lambda: kit().groups.membership.hand_on(who, view.id, other.person, True),
                f"{other.name} is a group admin now.",
            )
        if not other.admin and st.button(f"Hand the group on to {literal(other.name)}", key="hand-on", width="stretch"):
            _do(
                lambda: kit().groups.membership.hand_on(who, view.id, other.person),
                f"{other.name} looks after the group now.",
            )
        if st.button(f"Remove {literal(other.name)} from the group", key="remove", width="stretch"):
            _do(lambda: kit().groups.membership.remove(who, view.id, other.person), REMOVED)
    block_button(other.person, other.name, person)
    report(f"{other.name} in {view.terms.name}", other.name, person, "member")


def _do(use_case: Callable[[], object], sentence: str) -> None:
    if done(use_case, sentence):
        st.rerun()
