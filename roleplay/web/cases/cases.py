"""The case bank on screen: browse without spoilers, read a script knowingly, see a case again."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from roleplay.content.models import Case
from roleplay.content.rubric import in_a_row
from roleplay.content.signatures import standing_at
from roleplay.errors import Fault
from roleplay.people.attempts import TooMuch
from roleplay.people.persons import Person
from roleplay.room.events import Opened
from roleplay.room.stages import DEFAULT_PRESET
from roleplay.sheets import case_texts
from roleplay.usecases.cases.browsing import Shown
from roleplay.usecases.practice.timing import LONGEST, SHORTEST
from roleplay.web.cases.report_fault import report_of_case
from roleplay.web.practice.session_form import timing_fields
from roleplay.web.practice.starting import practise_button, tried
from roleplay.web.server.device import device, visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import COVERAGE, IMPORT_CASES, REVIEW_CASE, WRITE
from roleplay.web.widgets import parts
from roleplay.web.widgets.in_turn import in_turn
from roleplay.web.widgets.literal import literal, named, say

FIRST_SHOWN = 8
"""As many as a phone shows in a screen or two; each costs every rerun of the page."""
MORE_SHOWN = 40
PDF = "pdf-made"


def bank(person: Person | None) -> None:
    """Filters, then a line for each case. Titles give nothing away, and nothing else of a case is shown."""
    ways(person)
    cases = kit().browsing.cases(visitor(person.id if person else ""))
    if not cases:
        st.markdown("There are no cases to play yet. Add one to the cases folder; the check says what’s missing.")
        return
    found = chosen(searched(person, cases))
    session = Opened(DEFAULT_PRESET) if person is None else timing_fields(kit().joining.last_timing(visitor(person.id)))
    st.markdown(f"{len(cases)} cases" if len(found) == len(cases) else f"{len(found)} of {len(cases)} cases")
    shown = st.session_state.setdefault("cases-shown", FIRST_SHOWN)
    for case in found[:shown]:
        one_case(person, case, session)
    more = min(MORE_SHOWN, len(found) - shown)
    if more > 0 and st.button(f"Show {more} more", key="show-more-cases", width="stretch"):
        st.session_state["cases-shown"] = shown + more
        st.rerun()


def ways(person: Person | None) -> None:
    """Links to where cases come from and to what they cover."""
    query = {"person": person.id} if person else {}
    with st.container(horizontal=True, gap="small"):
        if person is not None:
            WRITE.link(**query)
            IMPORT_CASES.link(**query)
        COVERAGE.link("What they cover", **query)


def searched(person: Person | None, cases: Sequence[Shown]) -> list[Shown]:
    """The cases that have these words, and only those that are new to this person if they say so. A script that is
    being read stays, though its case has just been met by that."""
    words = st.text_input("Search", key="case-search", placeholder="a title, a place, a skill, a specialty")
    new = person is not None and st.checkbox("New to me", key="case-new")
    met = {case.card.id for case in cases if case.met and not st.session_state.get(opened(person, case))}
    return [case for case in cases if case.has(words) and not (new and case.card.id in met)]


def chosen(cases: Sequence[Shown]) -> list[Shown]:
    """The cases that the filters leave."""
    facets = kit().browsing.facets()
    with st.expander("Filter"):
        kind = st.pills("Kind", facets.kinds, key="case-kind", format_func=str.capitalize)
        level = st.pills("Level", LEVELS, key="case-level", format_func=str.capitalize)
        specialty = one_of("Specialty", facets.specialties, "case-specialty")
        skill = one_of("Skill", list(facets.skills), "case-skill", facets.skills)
        themes = one_of("Theme", facets.themes, "case-theme")
        reviewed = st.pills("Review", [REVIEWED], key="case-reviewed")
        if not facets.shipped_reviewed:
            st.caption(NONE_REVIEWED)
    return [
        case
        for case in cases
        if kind in (None, case.card.kind)
        and level in (None, case.card.level)
        and specialty in (None, case.card.specialty)
        and (skill is None or skill in case.card.skills)
        and (themes is None or themes in case.themes)
        and (case.reviewed or not reviewed)
    ]


REVIEWED = "Reviewed by a clinician"
NONE_REVIEWED = "No clinician has reviewed any of the kit’s own cases yet. If you are one, open a case and review it."
LEVELS = ["preclinical", "clinical", "finals", "foundation"]


def one_of(label: str, options: Sequence[str], key: str, names: Mapping[str, str] | None = None) -> str | None:
    """One value, or None for all."""
    named = names or {}
    chosen: str | None = st.selectbox(
        label, options, index=None, key=key, placeholder="All", format_func=lambda each: named.get(each, each)
    )
    return chosen


BY = {"telephone": ", by telephone", "video": ", by video"}
"""How the two meet, if not face to face."""


def one_case(person: Person | None, case: Shown, session: Opened) -> None:
    """What everyone may know about a case and, folded away, the way to its script. ``session`` is the timing of one
    that starts from here."""
    card = case.card
    met = " · you’ve met it" if case.met else ""
    label = f"**{named(card.title)}**  \n{card.kind.capitalize()} · {literal(card.specialty)}{met}"
    # The label changes once the case has been met; without this the expander would close on the reader.
    with st.expander(label, expanded=bool(st.session_state.get(opened(person, case)))):
        said = [f"{card.level.capitalize()}, difficulty {card.difficulty} of 5{BY.get(case.mode, '')}"]
        said.append(f"Practises {literal(in_a_row(case.skills))}.")
        if case.themes or card.heavy:
            about = f"It touches on: {literal(in_a_row(case.themes))}. " if case.themes else ""
            said.append(f"{about}{'A demanding case, planned only if you choose it.' if card.heavy else ''}")
        if case.unfinished:
            said.append("It isn’t finished, so it isn’t planned yet.")
        said.append(literal(case.review))
        if person is None:
            said.append("Once you’ve started or joined a session, you can read its script here and print it.")
        elif not case.met:
            said.append("If you read the script, you’ll know this case: **you won’t be offered it as the student.**")
        # One element for all of it: each slows the page down, even while it is folded away.
        st.markdown("\n\n".join(said))
        if person is not None:
            again(person, case)
            if case.can_be_wished:
                practise_button(person.name, case.card.id, session)
            open_part(person, case)


def again(person: Person, case: Shown) -> None:
    """Lets somebody choose to see a known case again."""
    if not case.met:
        return
    label = "I’d like to see this patient again (the plan will say that you chose to)"
    wanted = st.toggle(label, case.again, key=f"again-{person.id}-{case.card.id}")
    if wanted != case.again:
        kit().browsing.see_again(visitor(person.id), case.card.id, wanted)
        st.toast("It will be planned for you." if wanted else "It won’t be planned for you.")


def open_part(person: Person, case: Shown) -> None:
    """Asked once, then recorded: nobody who has read a script is given the case as the student."""
    if st.session_state.get(opened(person, case)):
        read(person, case)
        return
    if st.button("Read the script", key=f"open-{case.card.id}", icon=":material/visibility:"):
        found = tried(lambda: kit().browsing.open_part(visitor(person.id), case.card.id))
        if found is not None:
            st.session_state[opened(person, case)] = True
            st.rerun()


def opened(person: Person | None, case: Shown) -> str:
    """The key under which the page remembers that this person has asked for the script."""
    return f"part-{person.id if person else ''}-{case.card.id}"


def read(person: Person, case: Shown) -> None:
    """The whole case; while it is planned for tonight, its script is closed and has to be asked for again later."""
    found = tried(lambda: kit().browsing.open_part(visitor(person.id), case.card.id))
    if found is None:
        st.session_state[opened(person, case)] = False
    else:
        if case.unfinished:
            st.markdown("You can print it once every “To be written” is filled in (go to Write a case).")
        else:
            print_it(case, found)
        whole(found, standing_at(found, kit().clock.now()).in_full)
        report_of_case(person, found.id)
        REVIEW_CASE.link("Review this case", person=person.id, case=found.id)


def print_it(case: Shown, found: Case) -> None:
    """Offers all the pages of a round, each for one person; the marks come back by the code on the mark sheet."""
    id_, station = case.card.id, None
    if not found.timing.fixed:
        label = "Minutes in the station, on paper"
        station = st.number_input(label, SHORTEST, LONGEST, found.timing.station, 1.0, "%g", key=f"minutes-{id_}")
    with st.container(horizontal=True):
        wanted = [
            large
            for large, label in ((False, "Print this case"), (True, "Print in large type"))
            if st.button(label, icon=":material/print:", key=f"print-{id_}-{large}")
        ]
    if wanted:
        try:
            if wait := kit().prints.take(device(), 1, kit().clock.now()):
                raise TooMuch(f"That was a lot of PDFs. Make the next one in {wait} seconds.", wait)
            with in_turn():
                made = pack_of(id_, wanted[0], station)
        except Fault as fault:
            say(fault)
            return
        # Only one is kept, for as long as the page is open.
        st.session_state[PDF] = (id_, station, made)
    if (ready := st.session_state.get(PDF)) and ready[:2] == (id_, station):
        st.download_button(
            "Save the PDF",
            data=ready[2],
            file_name=f"{id_}.pdf",
            mime="application/pdf",
            icon=":material/download:",
            type="primary",
            key=f"pdf-{id_}",
            on_click="ignore",
        )
        st.caption(
            "It’s ready: save it, then print it. Make a new one for each round: every mark sheet has its own code."
        )


def pack_of(case: str, large: bool, station: float | None = None) -> bytes:
    """The PDF; its mark sheet gets a new code each time."""
    from roleplay.printing.pack import Station, packs

    printed, library = kit().papers.printed(case, station=station), kit().library()
    leaves = Station(printed.case, printed.sheet, printed.code, printed.themes)
    pictures = {name: library.picture(name) for name in printed.case.images}
    return kit().bench.run(partial(packs, now=kit().clock.now(), picture=pictures.get, large=large), [leaves])


def whole(case: Case, review: str) -> None:
    """The candidate instructions, the script, and what the case says afterwards."""
    parts.write(case_texts.whole_case(case, review))
