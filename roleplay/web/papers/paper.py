"""A round on paper typed in: first the code on the sheet, then what stands on it, in the order of the leaves."""

from datetime import datetime, time

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from roleplay.content.models import Case, Fact, WhenRule
from roleplay.errors import Fault
from roleplay.marking.marksheet import Critical, Item, Mark, Marksheet
from roleplay.people.persons import Person
from roleplay.room.mark_words import MARK_WORDS
from roleplay.room.opened import STATEMENT_WORDS
from roleplay.room.state import Snapshot
from roleplay.usecases.papers import PLAYED, WORDS, Filled, NoSuchSheet
from roleplay.web.practice.join import for_the_address, tried
from roleplay.web.server.device import address, device
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import HISTORY
from roleplay.web.widgets.days import date_of, zone
from roleplay.web.widgets.literal import literal, say

STEPS = (1, 2, 3, 4, 5)


def paper_sheet(person: Person) -> None:
    """The code comes from the address (the sheet's QR holds just the code) or is typed."""
    code = st.query_params.get("sheet", "").strip()
    if not code:
        ask_for_code()
        return
    snapshot = opened(person, code)
    if snapshot is None:
        ask_for_code()
        return
    st.markdown(f"**{literal(snapshot.case.title)}**")
    st.markdown("Type in what stands on the leaves. What was left empty on paper stays empty here.")
    st.markdown(WHOSE)
    st.markdown(KEPT)
    kept(person, code, snapshot)
    filled, beside = sheet_form(snapshot)
    if filled is None:
        return
    with beside:
        placed = tried(lambda: kit().papers.type_in(person.id, device(), code, filled, address()))
    if placed is not None:
        where = f"{placed[0]}-{placed[1]}"
        st.switch_page(HISTORY, query_params={"person": person.id, "station": where})


def opened(person: Person, code: str) -> Snapshot | None:
    """What stands on the sheet of a code. A code that was wrong is not tried again at every rerun: each try counts."""
    wrong, sentence = st.session_state.get("wrong-sheet", ("", ""))
    if wrong == code:
        st.error(literal(sentence), icon=":material/error:")
        return None
    try:
        return kit().papers.open(person.id, device(), code, address())
    except NoSuchSheet as fault:
        st.session_state["wrong-sheet"] = (code, str(fault))
        say(fault)
    except Fault as fault:
        say(fault)
    return None


def ask_for_code() -> None:
    """It stands at the top of every leaf but the door sign."""
    st.markdown(
        "You saw the patient in a round on printed leaves? Type in here what was marked and written; it joins your own "
        "history. The sheet shows what is looked for: once it is open, **you will not be offered its case as student.**"
    )
    with st.form("sheet-code", border=False):
        code = st.text_input("The code on the sheet", key="sheet-code-field", placeholder="six characters")
        go = st.form_submit_button("Open the sheet", type="primary", width="stretch", key="sheet-code-go")
    if go and not code.strip():
        st.error("Type the code first: six characters, at the top of the sheet.", icon=":material/error:")
    elif go:
        st.query_params["sheet"] = for_the_address(code)
        st.rerun()


def kept(person: Person, code: str, snapshot: Snapshot) -> None:
    """What is filled in outlives a reload: a page that has no fields yet takes it from the kit, else it goes there."""
    papers = kit().papers
    if "sheet-patient" not in st.session_state:
        for name, value in papers.draft(person.id, device(), code).items():
            st.session_state[name] = value
    else:
        given = {name: st.session_state[name] for name in fields(snapshot) if name in st.session_state}
        papers.keep_draft(person.id, device(), code, given)


def fields(snapshot: Snapshot) -> list[str]:
    """The keys of all that can be filled in."""
    sheet = snapshot.sheet
    return [
        *("sheet-day", "sheet-patient", "sheet-observer"),
        *("sheet-try", "sheet-sentence", "sheet-line", "sheet-next", "sheet-overall", "own-overall"),
        *(f"fact-{fact.id}" for fact in snapshot.case.patient.story),
        *(f"item-{item.id}" for item in sheet.items),
        *(f"{whose}-{domain.id}" for whose in ("sheet", "own") for domain in sheet.domains),
        *(f"statement-{each.id}" for each in sheet.statements),
    ]


def sheet_form(snapshot: Snapshot) -> tuple[Filled | None, DeltaGenerator]:
    """All leaves, None until they are sent; and the place beside the button, for what is to be mended.

    It is no form of Streamlit's, which tells nothing before it is sent: a reload would lose all. And no field has a
    limit, at which a browser drops a longer text that is pasted without a word: the answer has it.
    """
    sheet = snapshot.sheet
    st.markdown("### The round")
    day = st.date_input("When did you play it?", date_of(kit().clock.now()), key="sheet-day", format="DD/MM/YYYY")
    patient = st.text_input(PLAYED, key="sheet-patient", placeholder="As you know them")
    observer = st.text_input("Who watched", key="sheet-observer", placeholder="Empty if nobody did")
    facts = came_out(snapshot.case)
    st.markdown("### The sheet")
    items = {item.id: mark for item in sheet.items if (mark := one_item(item)) is not None}
    domains = ratings(sheet, "sheet")
    overall = stands(sheet, "sheet")
    to_try = st.text_area(WORDS["to_try"], key="sheet-try")
    st.markdown("### The patient’s slip")
    statements = {each.id: value for each in sheet.statements if (value := one_statement(each.id, each.text))}
    sentence = st.text_area(WORDS["sentence"], key="sheet-sentence")
    st.markdown("### My own slip")
    own_domains = ratings(sheet, "own")
    own_overall = stands(sheet, "own")
    line = st.text_area(WORDS["line"], key="sheet-line")
    next_step = st.text_area(WORDS["next_step"], key="sheet-next")
    beside = st.container()
    go = st.button("Put it in my history", type="primary", width="stretch", key="sheet-go")
    if not go:
        return None, beside
    # Nobody writes down the hour: noon is that day in whatever zone it is read.
    noon = int(datetime.combine(day, time(12), zone()).timestamp() * 1000)
    now = kit().clock.now()
    filled = Filled(
        # Of today it may not be noon yet. A day still to come is said to be one, not made today.
        at=noon if day > date_of(now) else min(noon, now - lasted(snapshot.case)),
        patient=patient,
        observer=observer,
        items=items,
        domains=domains,
        overall=overall,
        to_try=to_try,
        facts=facts,
        statements=statements,
        sentence=sentence,
        own_domains=own_domains,
        own_overall=own_overall,
        line=line,
        next_step=next_step,
    )
    return filled, beside


WHOSE = (
    "You are the one who saw the patient: the round joins **your** history. It joins that of who played or watched "
    "only if this phone or browser is theirs as well, under the name that you type. The others open the part of this "
    "case on their own phone, on the Cases page, so that they will not be offered it as student."
)
KEPT = (
    "If this page is reloaded, what you have filled in comes back: for a day, as long as the kit runs, and a text once "
    "you have left its field."
)
MINUTE = 60 * 1000


def lasted(case: Case) -> int:
    """A round that is typed in began so long ago at the least: its last stage must not lie ahead."""
    return round((case.timing.reading + case.timing.station) * MINUTE) + 50 * MINUTE


def came_out(case: Case) -> tuple[str, ...]:
    """The facts as they stand on the part, each with its box."""
    if not case.patient.story:
        return ()
    st.markdown("### The part")
    st.markdown("Tick what came out, as on the part. What has no tick here counts as not heard.")
    return tuple(fact.id for fact in on_the_part(case) if st.checkbox(literal(fact.say), key=f"fact-{fact.id}"))


def on_the_part(case: Case) -> list[Fact]:
    """In the order of the leaf: by how they may come out, those of a cue last."""
    rules, cues = list(WhenRule), [cue.id for cue in case.patient.cues]
    return sorted(
        case.patient.story,
        key=lambda fact: (rules.index(fact.when.rule), cues.index(fact.when.cue) if fact.when.cue in cues else 0),
    )


def one_item(item: Item) -> Mark | None:
    """The answers that the paper offers; none of them is a blank."""
    offered = [mark for mark in Mark if item.offers(mark)]
    words = dict(MARK_WORDS)
    if item.critical is Critical.NEVER:
        offered, words[Mark.DONE] = [Mark.DONE], "This happened"
    return st.pills(literal(item.text), offered, key=f"item-{item.id}", format_func=lambda mark: words[mark])


def ratings(sheet: Marksheet, whose: str) -> dict[str, int]:
    """1–5 for each heading that was rated."""
    given = {d.id: st.pills(literal(d.name), STEPS, key=f"{whose}-{d.id}") for d in sheet.domains}
    return {domain: value for domain, value in given.items() if value is not None}


def stands(sheet: Marksheet, whose: str) -> int | None:
    """Where the station stands, in the rubric's words."""
    places = range(len(sheet.words))
    chosen: int | None = st.pills(
        literal(sheet.ask), places, key=f"{whose}-overall", format_func=lambda place: literal(sheet.words[place])
    )
    return chosen


def one_statement(id_: str, text: str) -> int | None:
    """1–5, in the words of the slip."""
    chosen: int | None = st.pills(
        literal(text), STEPS, key=f"statement-{id_}", format_func=lambda value: f"{value} {STATEMENT_WORDS[value - 1]}"
    )
    return chosen
