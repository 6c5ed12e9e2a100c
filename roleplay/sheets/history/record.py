"""The downloaded record: one self-contained page that needs no server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo

from markupsafe import Markup

from roleplay.content.reported_faults import ReportedFault
from roleplay.marking.marksheet import Marksheet
from roleplay.people.directions import each_its_way, isolated
from roleplay.people.rounds import READER, Written
from roleplay.review import headings
from roleplay.review.every_view import Bank
from roleplay.review.next_steps import open_steps, steps_of
from roleplay.review.words import counted, day
from roleplay.room.vocabulary import Words
from roleplay.shared_words import NOT_PROOF
from roleplay.sheets.atoms import joined, p, quote, section
from roleplay.sheets.history.open_steps import steps_heading, steps_said
from roleplay.sheets.history.overview import views
from roleplay.sheets.history.station import showed, station
from roleplay.sheets.style import RECORD
from roleplay.stored import read_stored
from roleplay.usecases.history.history import RECEIVED
from roleplay.usecases.history.portable import Carried, Luggage, packed
from roleplay.usecases.history.shelf import Shelf

SIGNED = {Words.SENTENCE: "{}, as the {}", Words.SAW: "{}, seen or heard", Words.TRY: "{}, one to try"}

PAGE = Markup("""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>{name}, my practice, {day}</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1 dir="auto">{name}</h1>
<p class="soft">My practice, {day}</p>
</header>
<main class="paper">
{body}</main>
<footer>
{foot}</footer>
<script type="application/json" id="practice-data">{data}</script>
</body>
</html>
""")
NOTHING_YET = (
    "There’s no station in this file yet. Play one with two others and download your record again: what they said to "
    "you, your next step and every station will be here."
)
REPORTS = "What you said is wrong with cases"
ON_PAPER = "Open a station to read it. In print, only the stations you have opened appear in full."
KEPT_FOR = (
    "In the kit, what people wrote is deleted after 12 months, unless you choose to keep it. This file stays as it is, "
    "and it’s yours, to share or not."
)
BRING = "To carry on in this or any other kit, go to “Import my record” on its Me page and choose this file."


def record(luggage: Luggage, shelf: Shelf, bank: Bank, now: datetime) -> str:
    """The page. What people wrote is always text, never markup; ``bank`` is what the kit has to practise.

    Days are in the time zone of ``now``.
    """
    zone = now.tzinfo or UTC
    return str(
        PAGE.format(
            name=luggage.name,
            day=f"{now.day} {now:%B %Y}",
            style=RECORD,
            body=Markup(each_its_way(joined(_body(luggage, shelf, bank, zone)) or p(NOTHING_YET))),
            foot=p(NOT_PROOF) + p(KEPT_FOR) + p(BRING),
            data=Markup(packed(luggage)),
        )
    )


def _body(luggage: Luggage, shelf: Shelf, bank: Bank, zone: tzinfo) -> Iterator[Markup]:
    steps = open_steps(steps_of(shelf.goals, zone))
    yield section("step", steps_heading(steps), steps_said(steps, bank.skills))
    last = _heard_last(luggage)
    if last is not None:
        yield section("heard", headings.HEARD, _last_words(last, zone))
        yield section("showed", headings.SHOWED, showed(last.sheets, 3) if last.sheets else [])
    yield views(shelf, bank, zone)
    yield section("stations", headings.STATIONS, _stations(luggage, shelf, zone))
    yield section("reports", REPORTS, [_report(one, zone) for one in luggage.reports])


def _report(one: ReportedFault, zone: tzinfo) -> Markup:
    """What they said, and what was answered."""
    said = quote(one.text, f"{one.case}, {day(one.at, zone)}")
    return said + p(f"Answered: {one.answer}" if one.answered is not None else "")


def _heard_last(luggage: Luggage) -> Carried | None:
    """The latest round in which others wrote."""
    others = [(written.made, place) for place, one in enumerate(luggage.rounds) for written in _received(one)]
    return luggage.rounds[max(others)[1]] if others else None


def _received(one: Carried) -> list[Written]:
    """What others wrote, the patient's sentence first."""
    others = (written for written in one.words if written.words in RECEIVED)
    return sorted(others, key=lambda written: RECEIVED.index(Words(written.words)))


def _last_words(one: Carried, zone: tzinfo) -> list[Markup]:
    where = p(f"{isolated(one.played.title)}, {day(one.played.at, zone)}", "soft") if one.played else Markup()
    role = headings.played_by(one.played.case_kind if one.played else "")
    signed = ((w, SIGNED[Words(w.words)].format(isolated(w.writer), role)) for w in _received(one))
    return [where, *(quote(w.text, who) for w, who in signed)]


def _stations(luggage: Luggage, shelf: Shelf, zone: tzinfo) -> list[Markup]:
    """Newest first."""
    sheets = {fingerprint: read_stored(Marksheet, body) for fingerprint, body in luggage.sheets.items()}
    brought = {(one.origin, one.round) for one in shelf.stations if one.brought}
    rounds = [(one, one.played) for one in luggage.rounds if one.played is not None]
    rounds.sort(key=lambda pair: (pair[1].at, pair[0].round), reverse=True)
    shown = [station(one, played, sheets, (one.origin, one.round) in brought, zone) for one, played in rounds]
    met = {one.case for one in luggage.rounds if one.role != READER}
    read = sum(one.role == READER and one.case not in met for one in luggage.rounds)
    note = f"You also read {counted(read, 'script')} without playing: you won’t be offered those cases as the student."
    return [p(ON_PAPER, "soft") if any(one.sheets for one, _ in rounds) else Markup(), *shown, p(note * bool(read))]
