"""The page for importing cases. Its widgets own their keys; what was read lives in the use case, under the token in the
address, so that a reload finds it again."""

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup
from streamlit.runtime.scriptrunner import get_script_run_ctx

from roleplay.content.case import TO_WRITE
from roleplay.errors import Fault
from roleplay.people.directions import from_the_left, isolated
from roleplay.people.persons import Person
from roleplay.usecases.cases.authoring import OwnCase
from roleplay.usecases.cases.imports import Bundle, FileRead, Offered
from roleplay.web.cases.write import WIDE
from roleplay.web.editor import editor
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import CASES
from roleplay.web.widgets.days import date_of
from roleplay.web.widgets.in_turn import in_turn
from roleplay.web.widgets.literal import literal, say
from roleplay.web.widgets.parts import write

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from roleplay.importing import ReportLine

READ, SAID, NUMBER = "read", "bring-said", "bring-number"
AT, GO = "bring-at", "bring-go"
LARGEST = 10
"""Megabytes of a file; Streamlit checks before it is sent, and the importer again."""
MOST_LINES = 200
"""At most, of a report on the page; the file has all of them."""
MOST_NAMED, MOST_FAULTY = 3, 12
DRAWN_EVERY = 0.15
"""Seconds between two updates of the progress bar."""
WHAT = (
    "Mark sheets as Excel (.xlsx) or a table (.csv), stations as Word (.docx), OSCE records as .jsonl. "
    "Each becomes a case. You compare it with what it was made from, and nothing is saved before that."
)
CHECK = "Check that it is **nobody’s real story** and **nobody’s copyrighted checklist**."
KNOWN = "You’ll have read what you import, so **you won’t be offered it as the student.** Others in your group will."
STYLE = """<style>
.source { white-space: pre-wrap; overflow-wrap: anywhere; overflow-y: auto; max-height: min(54vh, 46rem); margin: 0;
  padding: .7rem .8rem; font-family: inherit; font-size: 1rem; line-height: 1.5; border-radius: 10px;
  border: 1px solid color-mix(in srgb, currentColor 30%, transparent); }
.source:focus-visible { outline: 3px solid; outline-offset: 1px; }
.paper .lines td:first-child { white-space: nowrap; padding-right: .9rem; opacity: .78; }
@media (max-width: 640px) {
  .source { max-height: 42vh; }
  .paper .lines td { display: block; border: 0; padding: 0; white-space: normal; }
  .paper .lines tr { display: block; padding: .4rem 0; }
}
</style>"""


# --- choosing files


def bundle(person: Person) -> Bundle | None:
    """What the address asks for; None if that is nothing or is no longer here."""
    token = st.query_params.get(READ, "")
    if not token:
        return None
    try:
        return kit().taking_in.bundle(visitor(person.id), token)
    except Fault as fault:
        say(fault)
        st.query_params.pop(READ, None)
        return None


def bring(person: Person) -> None:
    """Takes files in and makes a bundle to look at."""
    st.markdown(WHAT)
    st.markdown(f"{CHECK} {KNOWN}")
    # Any kind of file may be chosen: if it can't be read, the kit says why and what to do.
    files = st.file_uploader(
        "Files",
        accept_multiple_files=True,
        max_upload_size=LARGEST,
        key=f"bring-{st.session_state.get(NUMBER, 0)}",
    )
    # Streamlit says why it refuses a file only to those who can hover.
    st.caption(
        f"At most {LARGEST} MB a file. A red mark means that one is larger and wasn’t sent: take out any pictures and "
        "sheets you don’t need."
    )
    if not files:
        return
    label = "Read them" if len(files) != 1 else "Read it"
    if not st.button(label, key="bring-read", type="primary", icon=":material/quick_reference_all:"):
        return
    today = date_of(kit().clock.now())
    place = st.empty()
    try:
        with in_turn() as let_others:
            told = progress(place.progress(0.0), len(files))
            sent = [(file.name, file.getvalue()) for file in files]
            token = kit().taking_in.read(visitor(person.id), sent, today, told, let_others)
    except Fault as fault:
        place.empty()
        say(fault)
        return
    let_go(files)
    start_again()
    st.query_params[READ] = token
    st.rerun()


def progress(bar: "DeltaGenerator", files: int) -> Callable[[str, int, int], None]:
    """Shows how far the reading is, a few times a second."""
    names: list[str] = []
    drawn = 0.0

    def told(name: str, done: int, of: int) -> None:
        nonlocal drawn
        if not names or names[-1] != name:
            names.append(name)
        elif done < of and time.monotonic() < drawn + DRAWN_EVERY:
            return
        drawn = time.monotonic()
        share = min(1.0, (len(names) - 1 + (done / of if of else 0)) / max(files, len(names)))
        bar.progress(share, text=f"{literal(name)}: {done:,} of {of:,}")

    return told


def let_go(files: Sequence["UploadedFile"]) -> None:
    """Streamlit keeps uploads until the page is closed; these have been read and are no longer needed."""
    context = get_script_run_ctx()
    remove = getattr(context.uploaded_file_mgr, "remove_file", None) if context else None
    if context and remove:
        for file in files:
            remove(context.session_id, file.file_id)


def start_again() -> None:
    """Go back to the first case, and empty the field for the next files."""
    st.session_state[NUMBER] = st.session_state.get(NUMBER, 0) + 1
    for key in (AT, GO):
        st.session_state.pop(key, None)


def said(person: Person) -> bool:
    """Say once what was just saved, with where to go from there; True if there was anything."""
    sentence = st.session_state.pop(SAID, "")
    if not sentence:
        return False
    st.query_params.pop(READ, None)
    st.success(literal(from_the_left(sentence)), icon=":material/check:")
    with st.container(horizontal=True, gap="small"):
        CASES.link("Go to the cases", person=person.id)
        st.button("Import more", key="bring-more", icon=":material/upload_file:")
    return True


# --- what came out of it


def summary(bundle: Bundle) -> None:
    """Numbers, then the files that could not be read at all."""
    cases, left = len(bundle.cases), bundle.left_out
    many = "No case" if not cases else counted(cases, "case")
    of, read = len(bundle.files), sum(not file.refused for file in bundle.files)
    files = "" if of == 1 else f" from {read} of {of} files" if read < of else f" from {of} files"
    out = f" {counted(left, 'line')} {'was' if left == 1 else 'were'} left out; the report says why." if left else ""
    st.markdown(f"**{many}{files}.**{out}")
    for file in bundle.files:
        if file.refused:
            st.error(literal(from_the_left(file.refused)), icon=":material/error:")
    if cases:
        st.markdown(f"{CHECK} {KNOWN}")


def report(bundle: Bundle) -> None:
    """Folded away, line by line: what was left out and why, then what was kept."""
    read = [file for file in bundle.files if not file.refused]
    if not read:
        return
    with st.expander("Report"):
        parts = [part for file in read for part in lines_of(file)]
        write([Markup(STYLE), *parts])
        st.download_button(
            "Download the report (.txt)",
            data=lambda: report_file(read).encode("utf-8", "replace"),
            file_name="import-report.txt",
            mime="text/plain",
            icon=":material/download:",
            key="bring-report",
            on_click="ignore",
        )


def lines_of(file: FileRead) -> list[Markup]:
    """A file's report."""
    kept, left = [line for line in file.report if line.kept], [line for line in file.report if not line.kept]
    parts = [Markup("<h2>{}</h2>").format(file.name)]
    for name, lines in (("Left out", left), ("Kept", kept)):
        if lines:
            parts += [Markup("<h3>{} ({:,})</h3>").format(name, len(lines)), rows(lines[:MOST_LINES])]
        if len(lines) > MOST_LINES:
            more = f"{len(lines) - MOST_LINES:,} more lines are in the report, which you can download."
            parts.append(Markup('<p class="soft">{}</p>').format(more))
    return parts


def rows(lines: Sequence["ReportLine"]) -> Markup:
    """Where, what, and why."""
    cells = (
        Markup("<tr><td>{}</td><td>{}{}</td></tr>").format(
            line.place, line.what[:1].upper() + line.what[1:], f": {line.why}" if line.why else ""
        )
        for line in lines
    )
    return Markup('<table class="lines"><tbody>{}</tbody></table>').format(Markup().join(cells))


def report_file(files: Sequence[FileRead]) -> str:
    """The whole report as text, in the same order."""
    lines = [
        line
        for file in files
        for line in (file.name, *(f"  {each}" for each in sorted(file.report, key=lambda each: each.kept)), "")
    ]
    return "\n".join(lines)


# --- comparing


def check(bundle: Bundle) -> None:
    """One case at a time: what was read on the left, the case made from it on the right, to be fixed there and then."""
    if not bundle.cases:
        return
    at = min(st.session_state.get(AT, 0), len(bundle.cases) - 1)
    case = bundle.cases[at]
    case.keep = st.session_state.get(kept(bundle, case), case.keep)
    st.html(WIDE + STYLE)
    # Filled last, so that the editor's news arrives before the page goes on to another case.
    head = st.container()
    left, right = st.columns([2, 3], gap="medium")
    with left:
        st.markdown(f"### As it was read\n{literal(case.file)}")
        # The keyboard reaches it, since it may scroll.
        box = '<pre class="source" tabindex="0" role="region" aria-label="As it was read">{}</pre>'
        st.html(Markup(box).format(case.source))
    with right:
        st.markdown("### The case")
        written = editor(
            -(bundle.serial * 10_000 + at + 1), bundle.who.person, f"{bundle.token}-{at}", case.text, "", False
        )
        text = (written or {}).get("text")
        if isinstance(text, str) and text != case.text:
            kit().taking_in.edit(bundle, at, text)
    with head:
        go_to(bundle, at)
        keep(bundle, case)


def go_to(bundle: Bundle, at: int) -> None:
    """Choose the case to look at, and keep all or none at once."""
    last, moved = len(bundle.cases) - 1, at
    if not last:
        return
    place = st.container()
    with st.container(horizontal=True, gap="small"):
        if st.button("Previous", key="bring-previous", icon=":material/arrow_back:", disabled=at == 0):
            moved = at - 1
        if st.button("Next", key="bring-next", icon=":material/arrow_forward:", disabled=at == last):
            moved = at + 1
        every = len(bundle.chosen) <= last
        label = "Keep all" if every else "Keep none"
        st.button(label, key="bring-every", on_click=keep_every, args=(bundle, every))
    if moved != at:
        st.session_state[GO] = moved
    st.session_state.setdefault(GO, at)
    with place:
        chosen = st.selectbox(
            f"Case {moved + 1} of {last + 1}",
            range(last + 1),
            key=GO,
            format_func=lambda number: named(bundle.cases[number]),
        )
    if chosen != at:
        st.session_state[AT] = chosen
        st.rerun()


def named(case: Offered) -> str:
    """A case in the list: always in the same words, by which the browser tells what is chosen."""
    return f"{case.number + 1}. {case.title}"


def keep(bundle: Bundle, case: Offered) -> None:
    """Whether this one is to be saved."""
    key = kept(bundle, case)
    st.session_state.setdefault(key, case.keep)
    case.keep = st.checkbox("Keep this case", key=key)
    if case.twin:
        st.caption(literal(case.twin))
    if faulty := [each.number + 1 for each in bundle.chosen if each.faults]:
        shown = ", ".join(map(str, faulty[:MOST_FAULTY])) + (" …" if len(faulty) > MOST_FAULTY else "")
        st.caption(f"There’s something to fix in case {shown}." if len(faulty) == 1 else f"To fix: cases {shown}.")
    else:
        # Always a line: if it came and went, the button below would move away as one presses it to finish typing.
        st.caption("There’s nothing to fix in what you keep.")


def keep_every(bundle: Bundle, wanted: bool) -> None:
    """Keep all of them, or none."""
    for case in bundle.cases:
        case.keep = wanted
        if kept(bundle, case) in st.session_state:
            st.session_state[kept(bundle, case)] = wanted


def kept(bundle: Bundle, case: Offered) -> str:
    """The key of a case's checkbox."""
    return f"bring-keep-{bundle.token}-{case.number}"


# --- saving


def save(bundle: Bundle) -> None:
    """Save all the kept cases, or nothing; the rest is dropped."""
    chosen = len(bundle.chosen)
    with st.container(horizontal=True, gap="small"):
        go = bool(bundle.cases) and st.button(
            f"Save {counted(chosen, 'case')}" if chosen else "Save",
            key="bring-save",
            type="primary",
            icon=":material/save:",
            disabled=not chosen,
        )
        leave = st.button("Discard these and import others", key="bring-leave", icon=":material/arrow_back:")
    if leave:
        kit().taking_in.leave(bundle)
        over()
    if go:
        try:
            saved = kit().taking_in.save(bundle)
        except Fault as fault:
            say(fault)
            return
        # Before any Streamlit call, which may end this run: a second press mustn't say that nothing is here.
        unfinished = sum(TO_WRITE in case.text for case in bundle.chosen)
        st.session_state[SAID] = told(saved, len(bundle.cases) - chosen, unfinished)
        over()


def over() -> None:
    """Stop looking at the bundle."""
    start_again()
    st.query_params.pop(READ, None)
    st.rerun()


def told(saved: Sequence[OwnCase], left: int, unfinished: int) -> str:
    """What was saved, and what it is waiting for."""
    names = [f"“{isolated(case.title)}”" for case in saved[:MOST_NAMED]]
    more = f" and {len(saved) - MOST_NAMED:,} more" if len(saved) > MOST_NAMED else ""
    which = f"{counted(len(saved), 'case')} saved: {', '.join(names)}{more}."
    they, them = ("It", "it") if len(saved) == 1 else ("They", "them")
    rest = f" {counted(left, 'case')} {'was' if left == 1 else 'were'} not kept." if left else ""
    planned = f"{they} can be planned from now on"
    if unfinished:
        waits = they if unfinished == len(saved) else f"{unfinished:,} of them"
        planned = f"{waits} can be planned once every “To be written” is filled in (go to Write a case)"
    return (
        f"{which}{rest} {planned}; no clinician has checked {them} yet. "
        f"You know {them}, so you won’t be offered {them} as the student."
    )


def counted(number: int, noun: str) -> str:
    """1 case, 2 cases."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
