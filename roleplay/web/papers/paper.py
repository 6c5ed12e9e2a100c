"""Typing in a round on paper: first the code on the sheet, then what is on it, in the order of the pages."""

from datetime import date, datetime, time

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from roleplay.content.models import Case, Fact, WhenRule
from roleplay.errors import Fault
from roleplay.marking.mark_words import in_words
from roleplay.marking.marksheet import Item, Mark, Marksheet
from roleplay.people.codes import clean_code
from roleplay.people.directions import isolated
from roleplay.people.persons import Person
from roleplay.room.state import Snapshot
from roleplay.room.vocabulary import GoalOutcome, Happened
from roleplay.shared_words import AGREE, DID_IT_HAPPEN, GO_FROM, IT_HAPPENED, OUTCOMES
from roleplay.usecases.filled_sheet import PLAYED, WORDS, Filled
from roleplay.usecases.papers import NoSuchSheet
from roleplay.web.practice.starting import tried
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import HISTORY
from roleplay.web.widgets.days import date_of, zone
from roleplay.web.widgets.literal import literal, say

STEPS = (1, 2, 3, 4, 5)


def paper_sheet(person: Person) -> None:
    """The page. The code comes from the address (the sheet's QR code holds only the code) or is typed."""
    code = st.query_params.get("sheet", "").strip()
    if not code:
        ask_for_code()
        return
    snapshot = opened(person, code)
    if snapshot is None:
        ask_for_code()
        return
    st.markdown(f"**{literal(snapshot.case.title)}**")
    st.markdown("Type in what’s on the pages. Leave empty here what was left empty on paper.")
    st.markdown(WHOSE)
    st.markdown(KEPT)
    kept(person, code, snapshot)
    filled, beside = sheet_form(person, snapshot)
    if filled is None:
        return
    with beside:
        placed = tried(lambda: kit().papers.type_in(visitor(person.id), code, filled))
    if placed is not None:
        where = f"{placed[0]}-{placed[1]}"
        st.switch_page(HISTORY.file, query_params={"person": person.id, "station": where})


def opened(person: Person, code: str) -> Snapshot | None:
    """What is on the sheet with this code. A wrong code is not tried again at every rerun: each try counts."""
    wrong, sentence = st.session_state.get("wrong-sheet", ("", ""))
    if wrong == code:
        st.error(literal(sentence), icon=":material/error:")
        return None
    try:
        return kit().papers.open(visitor(person.id), code)
    except NoSuchSheet as fault:
        st.session_state["wrong-sheet"] = (code, str(fault))
        say(fault)
    except Fault as fault:
        say(fault)
    return None


def ask_for_code() -> None:
    """Ask for the code, which is at the top of every page but the candidate instructions."""
    st.markdown(
        "Were you the student in a round on paper? Type in here what was marked and written, and it joins your own "
        "history. The mark sheet gives the case away: once it’s open, **you won’t be offered the case as the student.**"
    )
    with st.form("sheet-code", border=False):
        code = st.text_input("The code on the mark sheet", key="sheet-code-field", placeholder="six characters")
        go = st.form_submit_button("Open the mark sheet", type="primary", width="stretch", key="sheet-code-go")
    if go and not code.strip():
        st.error("Type the code first: six characters, at the top of the mark sheet.", icon=":material/error:")
    elif go:
        st.query_params["sheet"] = for_the_address(code)
        st.rerun()


def for_the_address(typed: str) -> str:
    """The code alone if a whole link was pasted; anything else as typed, and the next run says what is wrong."""
    try:
        return clean_code(typed)
    except Fault:
        return typed


def kept(person: Person, code: str, snapshot: Snapshot) -> None:
    """Makes what is filled in outlive a reload: a page without fields takes it from the kit, others keep it there."""
    papers = kit().papers
    if "sheet-patient" not in st.session_state:
        for name, value in papers.draft(visitor(person.id), code).items():
            st.session_state[name] = value
    else:
        given = {name: st.session_state[name] for name in fields(snapshot) if name in st.session_state}
        papers.keep_draft(visitor(person.id), code, given)


def fields(snapshot: Snapshot) -> list[str]:
    """The keys of everything that can be filled in."""
    sheet = snapshot.sheet
    return [
        *("sheet-day", "sheet-patient", "sheet-observer"),
        *("sheet-saw", "sheet-try", "sheet-from", "sheet-happened", "sheet-focus", "sheet-outcome"),
        *("sheet-sentence", "sheet-line", "sheet-next", "sheet-overall", "own-overall"),
        *(f"fact-{fact.id}" for fact in snapshot.case.patient.story),
        *(f"item-{item.id}" for item in sheet.items),
        *(f"{whose}-{domain.id}" for whose in ("sheet", "own") for domain in sheet.domains),
        *(f"statement-{each.id}" for each in sheet.statements),
    ]


def sheet_form(person: Person, snapshot: Snapshot) -> tuple[Filled | None, DeltaGenerator]:
    """All the pages, None until they are sent; and the place beside the button, for what has to be corrected.

    It isn't a Streamlit form, which tells nothing until it is sent: a reload would lose everything. And no field has
    a limit, because a browser silently cuts off a longer text that is pasted: the answer gives the limit instead.
    """
    sheet = snapshot.sheet
    st.markdown("### The round")
    day = st.date_input("When did you play it?", date_of(kit().clock.now()), key="sheet-day", format="DD/MM/YYYY")
    patient = st.text_input(PLAYED, key="sheet-patient", placeholder="As you know them")
    observer = st.text_input("Who observed", key="sheet-observer", placeholder="Empty if nobody did")
    facts = came_out(snapshot.case)
    st.markdown("### The mark sheet")
    items = {item.id: mark for item in sheet.items if (mark := one_item(item)) is not None}
    domains = ratings(sheet, "sheet")
    overall = stands(sheet, "sheet")
    focus, outcome = last_step(person, played_at(day, snapshot.case))
    saw = st.text_area(WORDS["saw"], key="sheet-saw")
    to_try = st.text_area(WORDS["to_try"], key="sheet-try")
    go_from, happened = another_go()
    st.markdown(f"### The {snapshot.case.kind.meets}’s slip")
    statements = {each.id: value for each in sheet.statements if (value := one_statement(each.id, each.text))}
    sentence = st.text_area(WORDS["sentence"], key="sheet-sentence")
    st.markdown("### My own slip")
    own_domains = ratings(sheet, "own")
    own_overall = stands(sheet, "own")
    line = st.text_area(WORDS["line"], key="sheet-line")
    next_step = st.text_area(WORDS["next_step"], key="sheet-next")
    beside = st.container()
    go = st.button("Add it to my history", type="primary", width="stretch", key="sheet-go")
    if not go:
        return None, beside
    filled = Filled(
        at=played_at(day, snapshot.case),
        patient=patient,
        observer=observer,
        items=items,
        domains=domains,
        overall=overall,
        saw=saw,
        to_try=to_try,
        go_from=go_from,
        happened=happened,
        facts=facts,
        statements=statements,
        sentence=sentence,
        own_domains=own_domains,
        own_overall=own_overall,
        line=line,
        next_step=next_step,
        focus=focus if outcome else "",
        outcome=outcome,
    )
    return filled, beside


def played_at(day: date, case: Case) -> int:
    """Nobody writes down the hour: noon falls on that day in whichever zone it is read."""
    noon, now = int(datetime.combine(day, time(12), zone()).timestamp() * 1000), kit().clock.now()
    # Today it may not be noon yet. A day in the future is reported as such, not turned into today.
    return noon if day > date_of(now) else min(noon, now - lasted(case))


def last_step(person: Person, at: int) -> tuple[str, GoalOutcome | None]:
    """Which of their open next steps the student worked on, and what was seen of it; nothing if they had none."""
    steps = kit().papers.open_steps(visitor(person.id), at)
    if not steps:
        return "", None
    focus = steps[0]
    if len(steps) > 1:
        focus = (
            st.pills("The next step I worked on", steps, default=focus, key="sheet-focus", format_func=literal) or ""
        )
    about = f"What became of “{literal(isolated(focus))}”" if focus else "What became of it"
    chosen = st.pills(about, list(OUTCOMES), key="sheet-outcome", format_func=OUTCOMES.__getitem__)
    return focus, GoalOutcome(chosen) if chosen else None


WHOSE = (
    "You were the student: the round joins **your** history. It joins the history of whoever played or observed only "
    "if this phone or browser is theirs as well, under the name that you type. The others should read this case’s "
    "script on their own phones, on the Cases page, so that they aren’t offered it as the student."
)
KEPT = (
    "If this page is reloaded, what you’ve filled in comes back: for a day, as long as the kit runs, and a text once "
    "you’ve left its field."
)
MINUTE = 60 * 1000


def lasted(case: Case) -> int:
    """How long ago a typed-in round must have begun at the least: its last stage mustn't be in the future."""
    return round((case.timing.reading + case.timing.station) * MINUTE) + 50 * MINUTE


def came_out(case: Case) -> tuple[str, ...]:
    """The facts as they are on the script, each with its box."""
    if not case.patient.story:
        return ()
    st.markdown("### The script")
    st.markdown("Tick what the patient told, as on the script. Anything not ticked counts as not told.")
    return tuple(fact.id for fact in on_the_part(case) if st.checkbox(literal(fact.say), key=f"fact-{fact.id}"))


def on_the_part(case: Case) -> list[Fact]:
    """In the order of the page: by when they may be told, those with a cue last."""
    rules, cues = list(WhenRule), [cue.id for cue in case.patient.cues]
    return sorted(
        case.patient.story,
        key=lambda fact: (rules.index(fact.when.rule), cues.index(fact.when.cue) if fact.when.cue in cues else 0),
    )


def one_item(item: Item) -> Mark | None:
    """The marks that the paper offers; choosing none leaves it blank."""
    offered = [Mark.DONE] if item.never else [mark for mark in Mark if item.offers(mark)]
    return st.pills(literal(item.text), offered, key=f"item-{item.id}", format_func=lambda mark: in_words(item, mark))


def ratings(sheet: Marksheet, whose: str) -> dict[str, int]:
    """1–5 for each area that was rated."""
    given = {d.id: st.pills(literal(d.name), STEPS, key=f"{whose}-{d.id}") for d in sheet.domains}
    return {domain: value for domain, value in given.items() if value is not None}


def stands(sheet: Marksheet, whose: str) -> int | None:
    """The overall rating, in the rubric's words."""
    places = range(len(sheet.words))
    chosen: int | None = st.pills(
        literal(sheet.ask), places, key=f"{whose}-overall", format_func=lambda place: literal(sheet.words[place])
    )
    return chosen


def another_go() -> tuple[str, Happened | None]:
    """Where another go started, as it is written, and whether it happened."""
    start = st.text_input(GO_FROM, key="sheet-from", placeholder="2:21, or empty if there was none")
    happened = st.pills(
        DID_IT_HAPPEN, list(Happened), key="sheet-happened", format_func=lambda each: IT_HAPPENED[each.value]
    )
    return start, happened


def one_statement(id_: str, text: str) -> int | None:
    """1–5, as the slip words it."""
    chosen: int | None = st.pills(
        literal(text), STEPS, key=f"statement-{id_}", format_func=lambda value: f"{value} {AGREE[value - 1]}"
    )
    return chosen
