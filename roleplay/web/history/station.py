"""One station of one's own history: the three views, the numbers, the story map."""

import re

import streamlit as st
from markupsafe import Markup

from roleplay.errors import Fault
from roleplay.people.directions import isolated
from roleplay.people.persons import Person
from roleplay.review import headings
from roleplay.review.charts import CONFIG, story_figure
from roleplay.review.story import StoryPin, StoryPoint, story
from roleplay.room.opened import Opened
from roleplay.room.state import Role
from roleplay.usecases.history.portable import Sheets
from roleplay.usecases.history.stations import ByObserver, OwnPart, StationPage
from roleplay.web.history import opened_sheets
from roleplay.web.history.chart import table
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.widgets import scrolling
from roleplay.web.widgets.days import day
from roleplay.web.widgets.literal import literal, named, say
from roleplay.web.widgets.parts import NOT_PROOF, write

NAMED = re.compile(r"([0-9]{1,15})-([0-9]{1,15})")
"""A station in an address: practice and round, as numbers that a database has."""

STILL_SHUT = "The sheets of this station are still shut. They open in the debrief."
STAYED_SHUT = (
    "The sheets of this station were still shut when you took it home. Take yours home again where you played it, and "
    "bring that file."
)


def station_page(person: Person, named: str) -> None:
    """The station of this name (practice-round); back to the list from anywhere."""
    scrolling.begin(f"{person.id} {named}")
    if st.button("Back to my history", key="back", icon=":material/arrow_back:"):
        st.query_params.pop("station", None)
        st.rerun()
    numbers_of = NAMED.fullmatch(named)
    if numbers_of is None:
        st.error("That is not the address of a station. Go back to the list.", icon=":material/error:")
        return
    practice, round_ = int(numbers_of[1]), int(numbers_of[2])
    try:
        shown = kit().stations.page(visitor(person.id), practice, round_)
    except Fault as fault:
        say(fault)
        return
    st.header(literal(shown.card.title))
    st.markdown(f"{day(shown.at)} · {headings.PARTS[shown.role]} · {literal(shown.card.specialty)}, {shown.card.kind}")
    if shown.repeat:
        st.markdown("You knew this case and chose to see it again: good practice, and in no trend.")
    if not shown.counts:
        st.markdown("This round was given up. The case is known to you all the same; the round is in no count.")
    if shown.sheets is None:
        shut(shown)
    else:
        opened(shown, shown.sheets)
        if shown.role == Role.STUDENT:
            keep(person, practice, round_, shown.kept)


def shut(shown: StationPage) -> None:
    """What is left for who was not the student, or while the sheets are not open yet."""
    if shown.own is None and shown.counts:
        st.info(STAYED_SHUT if shown.brought else STILL_SHUT, icon=":material/lock:")
    if shown.own is None:
        return
    own_part(shown.own)
    st.caption("The student keeps the sheets of this station. You keep what you wrote yourself.")


def own_part(own: OwnPart) -> None:
    """What one wrote and marked oneself."""
    parts = [Markup("<blockquote>{}</blockquote>").format(words) for words in own.words]
    rows = [Markup("<tr><td>{}</td><td>{}</td></tr>").format(text, mark) for text, mark in own.marks]
    if rows:
        parts.append(Markup("<h2>What you marked</h2><table><tbody>{}</tbody></table>").format(Markup("").join(rows)))
    if not parts:
        parts.append(Markup("<p>{}</p>").format("Nothing that you wrote in this round is kept here."))
    write([Markup("<h2>What you wrote</h2>"), *parts])


def opened(shown: StationPage, sheets: Sheets) -> None:
    """The three views in words, the numbers, the story as a picture."""
    if sheets.opened.next_step:
        whose = (
            headings.STEP_WRITTEN if shown.role == Role.STUDENT else f"{isolated(sheets.opened.student)}’s next step"
        )
        said = Markup("<h2>{}</h2><blockquote>{}</blockquote>").format(whose, sheets.opened.next_step.value)
        write([said])
    mapped = bool(sheets.opened.facts)
    write(opened_sheets.sheets(sheets.opened, sheets.points, sheets.sources, sheets.reviewed, story=not mapped))
    if mapped:
        story_map(sheets.opened, sheets.seconds)
    if shown.scores:
        numbers(shown.scores)
        if found := opened_sheets.agreement_of(sheets.opened):
            st.markdown(f"**The observers together**: {found.sentence}")
    st.caption(NOT_PROOF)


def story_map(opened: Opened, seconds: int) -> None:
    """The story under its heading."""
    st.markdown(f"### {headings.STORY}")
    story_picture(opened, seconds)


def story_picture(opened: Opened, seconds: int) -> None:
    """The story along the station's time, and the same as text."""
    points = [StoryPoint(f.say, f.seconds, f.about, f.came, f.rule) for f in opened.facts]
    pins = [StoryPin(p.pin, p.seconds) for p in opened.pins]
    view = story(points, pins, seconds)
    figure = story_figure(points, pins, seconds, dark=st.context.theme.type == "dark")
    st.plotly_chart(figure, theme=None, key="story", config=dict(CONFIG), alt=f"{view.title}. {view.sentence}")
    st.markdown(literal(view.sentence))
    with st.expander(f"{headings.STORY}, as a table"):
        st.html(table(view.table))


def numbers(scores: tuple[ByObserver, ...]) -> None:
    """What the observer's marks add up to; nobody else sees this."""
    st.markdown(f"### {headings.NUMBERS}")
    for by in scores:
        rows = [
            ("Sheet", by.score.checklist_percent),
            ("Domains", by.score.domain_percent),
            ("Station", by.score.station_percent),
        ]
        said = ", ".join(f"{name.lower()} {int(value + 0.5)}%" for name, value in rows if value is not None)
        st.markdown(f"**{named(by.name)}**: {said or 'nothing was marked'}.")
        if by.score.completeness is not None and not by.score.counts_in_trend:
            st.markdown("Part of the sheet or the ratings are missing, so this station is in no trend.")


def keep(person: Person, practice: int, round_: int, kept: bool) -> None:
    """Words are deleted after a year, unless who received them keeps them."""
    chosen = st.toggle("Keep the words of this station for longer than a year", kept, key=f"keep-{practice}-{round_}")
    if chosen != kept:
        kit().stations.keep(visitor(person.id), practice, round_, chosen)
        st.toast("Kept." if chosen else "They go after a year.")
