"""Before the first round: ground rules, how to join, the plan and how to change it, who else is on this device."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from roleplay.errors import Fault
from roleplay.room.state import FEWEST
from roleplay.room.views import Lobby, PlanRow, SheetsView, View
from roleplay.shared_words import CHANGE_PLAN, NOT_REACHED, OTHER_PHONE, PLAN_BY_HAND
from roleplay.usecases.practice.joining import SeatView
from roleplay.usecases.practice.next_round import NO_CASES
from roleplay.usecases.practice.rooms import CaseLine, HandRow
from roleplay.web.practice.starting import tried
from roleplay.web.server.addresses import is_public, join_links, lan_addresses, qr_svg
from roleplay.web.server.device import page_url, visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import SETTINGS, TABLE
from roleplay.web.widgets.again import draw_again
from roleplay.web.widgets.literal import literal, named, say

CHARTER = (
    "This is practice, not assessment.",
    "What people say, do or feel here stays with us. Your own feedback is yours to share. If somebody may be in "
    "danger, we get help.",
    "No patient-identifiable information.",
    "No recording.",
    "We talk about what was said and done, never what someone is like. We play a person, not an accent.",
    "Anyone may stop, swap or sit out, no reason needed. We check clinical facts against the case’s sources.",
)
ONLY_NEARBY = (
    "People in other places can’t join here: this kit runs on a computer of your own, and its address works only on "
    "that computer’s network. To practise online, start the session on a server that everybody can reach, such as "
    "your society’s."
)


def has_agreed(mine: SeatView) -> bool:
    """Whether this person has accepted the ground rules."""
    return bool(mine.charter or st.session_state.get(f"charter-{mine.seat.person}"))


def charter(mine: SeatView) -> None:
    """Six lines, shown once to each person."""
    if has_agreed(mine):
        return
    with st.container(border=True, key="charter"):
        st.markdown("**Ground rules**")
        _agree(mine)


def late_charter(mine: SeatView) -> None:
    """The same for somebody whose first round began before they had agreed: folded, so that the clock, the part and
    what is due stay in sight."""
    if has_agreed(mine):
        return
    with st.expander("Ground rules: please read them first", key="charter"):
        _agree(mine)


def _agree(mine: SeatView) -> None:
    st.markdown("\n".join(f"- {line}" for line in CHARTER))
    if st.button("I’m in", key="charter-yes", type="primary", width="stretch"):
        kit().joining.accept_charter(visitor(seat=mine.seat.id))
        st.session_state[f"charter-{mine.seat.person}"] = True
        draw_again()


def invitation(code: str, opener: bool, online: bool) -> None:
    """The code, and how others can join: open on the first person's screen, folded away on the rest."""
    st.markdown(f"### Code: :primary[{code[:3]} {code[3:]}]")
    links = join_links(page_url(), code, lan_addresses())
    draw = ways_in_from_afar if online else ways_in
    if opener:
        draw(links)
    else:
        with st.expander("Invite somebody else"):
            draw(links)


def preparing_for(practice: int) -> None:
    """The exam over whose topics the plan spreads its cases, if whoever opened the session named one."""
    exam = kit().rooms.exams().get(kit().rooms.state(practice).opened.exam)
    if exam:
        st.markdown(f"Preparing for: **{literal(exam)}**")


def ways_in_from_afar(links: list[str]) -> None:
    """One address to send to people in other places, or plainly that there is none."""
    if is_public(links[0]):
        st.markdown("Send the others this address in your call, or tell them the code.")
        address_line(links[0])
        return
    st.warning(ONLY_NEARBY, icon=":material/public_off:")
    st.markdown("Whoever is on the same network as this computer can use this address:")
    address_line(links[0])


def ways_in(links: list[str]) -> None:
    """A QR code and every address that another phone may reach."""
    st.markdown("The others can scan this, or open the address and type the code.")
    st.image(qr_svg(links[0]), width=200, alt=f"QR code that opens {links[0]}")
    address_line(links[0])
    with st.expander(OTHER_PHONE):
        st.markdown(
            "".join(f"{number}. {line}\n" for number, line in enumerate(NOT_REACHED, 1))
            + "3. Try another address for this computer"
            + (":" if links[1:] else " (it has no other at the moment).")
        )
        for link in links[1:]:
            st.image(qr_svg(link), width=160, alt=f"QR code that opens {link}")
            address_line(link)
        st.markdown("4. Or pass one device round: add the others by name, under “Somebody without a phone?”.")


def address_line(link: str) -> None:
    """An address to read and to copy. Plain text: Streamlit's code block would cost a phone half a megabyte."""
    st.html(Markup('<p style="overflow-wrap: anywhere; user-select: all; font-weight: 600">{}</p>').format(link))


def whose_session(host: str) -> str:
    """The heading for somebody who came while a round is being played."""
    return f"{named(host)}’s session"


def where_it_lives(mine: SeatView, host: str) -> None:
    """Says honestly who could read what is written tonight; and leads to the private settings."""
    SETTINGS.link(seat=mine.seat.id)
    TABLE.link("Use this screen as the table clock", code=mine.practice.code)
    usually = whose_machine(mine, host)
    st.caption(f"Tonight is saved on the computer that runs the kit, usually {usually}. Its owner could open the file.")


def whose_machine(mine: SeatView, host: str) -> str:
    """The machine on which the session was opened: the first person's, or the table clock's."""
    if kit().rooms.state(mine.practice.id).opened.table:
        return "the one that shows the table clock"
    return f"{named(host) if host else 'somebody'}’s"


def more_people(mine: SeatView) -> None:
    """One device passed round: more people join on this one. Open for the next name once somebody was added."""
    added = st.session_state.get("more-added", "")
    with st.expander("Somebody without a phone?", expanded=bool(added)):
        if added:
            st.success(f"{named(added)} is in. Anybody else?", icon=":material/check:")
        with st.form("more", border=False, clear_on_submit=True):
            st.markdown("Pass this device round. Before each screen, a curtain shows the next name.")
            name = st.text_input("Their name", key="more-name")
            go = st.form_submit_button("Add them on this device", key="more-go", width="stretch")
        if go and (joined := tried(lambda: kit().joining.join(visitor(), mine.practice.code, name))):
            st.session_state["more-added"] = joined.name
            st.rerun()


def plan_editor(mine: SeatView, shown: View) -> None:
    """Change any part of the plan; the page first says which rules that would break."""
    if not isinstance(shown, Lobby | SheetsView):
        return
    people, cases = [person.name for person in shown.top.people], kit().rooms.cases(mine.seat.person)
    if not cases:
        st.info(NO_CASES)
    if len(people) < FEWEST or not cases:
        return
    first = PlanRow(people[0], people[1], (), cases[0].title, "", cases[0].kind)
    with st.expander(CHANGE_PLAN if shown.plan.rows else PLAN_BY_HAND, expanded=True):
        rows = [plan_row(i, row, people, cases) for i, row in enumerate(shown.plan.rows or (first,))]
        if st.button("Check this plan", key="plan-check", width="stretch"):
            st.session_state["plan-broken"] = (rows, tried(lambda: kit().rooms.broken_by(mine.practice.id, rows)))
        asked, broken = st.session_state.get("plan-broken") or (None, None)
        # Only for the rows that were checked: what a later change breaks hasn't been said yet.
        if broken is not None and asked == rows:
            said = "\n".join(f"- {literal(line)}" for line in broken)
            st.warning(said, icon=":material/info:") if broken else st.success("No problems with this plan.")
            if st.button("Use this plan", key="plan-use", type="primary", width="stretch"):
                st.session_state["plan-broken"] = None
                try:
                    kit().rooms.plan_by_hand(mine.practice.id, mine.seat.id, rows)
                    draw_again()
                except Fault as fault:
                    say(fault)
        # Without a plan, the button to get one is already above.
        if shown.plan.rows and st.button("Go back to the kit’s own plan", key="plan-anew", width="stretch"):
            st.session_state["plan-broken"] = None
            kit().rooms.plan_anew(mine.practice.id)
            draw_again()


def plan_again(mine: SeatView) -> None:
    """If there is no plan, and a reason why: a button to try again, for example after adding a case."""
    if st.button("Try to plan again", key="plan-anew", width="stretch"):
        kit().rooms.plan_anew(mine.practice.id)
        draw_again()


def plan_row(i: int, row: PlanRow, people: list[str], cases: Sequence[CaseLine]) -> HandRow:
    """Three fields for one round. Keys carry what the plan says, so that a new plan brings new fields."""
    by_id = {case.id: case for case in cases}
    titles = {case.id: f"{case.title} ({case.kind})" for case in cases}
    here = next((case.id for case in cases if case.title == row.title), cases[0].id if cases else "")
    key = f"plan-{i}-{row.student}-{row.patient}-{here}"
    st.markdown(f"**Round {i + 1}**")
    with st.container(horizontal=True):
        student = st.selectbox("Student", people, index=place(people, row.student), key=f"{key}-s")
        patient = st.selectbox("Patient", people, index=place(people, row.patient), key=f"{key}-p")
    ids = list(titles)
    case = st.selectbox("Case", ids, index=ids.index(here), format_func=lambda each: titles[each], key=f"{key}-c")
    # The field itself is as wide as a phone, and cuts off what is longer.
    st.caption(f"{by_id[case].kind.capitalize()}, {'you’ve met it' if by_id[case].met else 'new to you'}")
    return HandRow(place(people, student), place(people, patient), case)


def place(people: list[str], name: str) -> int:
    """A name's position in the order of arrival; the first if it is gone."""
    return people.index(name) if name in people else 0
