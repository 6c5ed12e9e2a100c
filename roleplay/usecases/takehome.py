"""What somebody takes home: one self-contained page that needs no server, and a meeting for the calendar."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup

from roleplay.room.opened import Opened
from roleplay.room.views import LastView

MEETING = timedelta(hours=1, minutes=30)
"""How long a meeting stands in the calendar."""

PAGE = Markup("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>My practice, {day}</title>
<style>
body {{ font: 17px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem;
  color: #1F2A37; background: #FBFAF7; }}
blockquote {{ margin: .5rem 0; padding: .2rem 1rem; border-left: 4px solid #0F5E66; font-size: 1.15rem; }}
h2 {{ margin-top: 2.2rem; }} .soft {{ color: #5B6472; }} li {{ margin: .3rem 0; }}
@media (prefers-color-scheme: dark) {{ body {{ color: #E8E6E1; background: #14191F; }} .soft {{ color: #A3ABB5; }} }}
</style></head><body>
<h1>{name}, {day}</h1>
{next_step}
{rounds}
<p class="soft">Practice marks by fellow students: useful for talking, not proof of competence.</p>
<script type="application/json" id="practice-data">{data}</script>
</body></html>
""")


def take_home_page(name: str, shown: LastView, now: datetime) -> str:
    """The page. What people wrote is text in it, never markup; the same as data stands at its end."""
    step = (
        Markup("<h2>My next step</h2><blockquote>{}</blockquote>").format(shown.next_step)
        if shown.next_step
        else Markup()
    )
    return str(
        PAGE.format(
            name=name,
            day=f"{now:%d %B %Y}",
            next_step=step,
            rounds=Markup().join(_round(opened, name) for opened in shown.rounds),
            data=_data(name, shown, now),
        )
    )


def meeting(when: datetime, now: datetime, code: str) -> str:
    """An .ics file. ``when`` is local time without a zone, as it was typed: it floats with the calendar."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//role-play kit//EN",
        "BEGIN:VEVENT",
        f"UID:{code}-{when:%Y%m%dT%H%M}@role-play-kit",
        f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
        f"DTSTART:{when:%Y%m%dT%H%M%S}",
        f"DTEND:{when + MEETING:%Y%m%dT%H%M%S}",
        "SUMMARY:Practise consultations",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(lines)


def _round(opened: Opened, name: str) -> Markup:
    part = (
        "saw the patient"
        if opened.student == name
        else f"played {opened.plays}"
        if opened.patient == name
        else "watched"
    )
    parts = [Markup("<h2>{}</h2><p class='soft'>You {}.</p>").format(opened.title, part)]
    if opened.student == name:
        parts += _received(opened)
    timed = sorted((f for f in opened.facts if f.seconds is not None), key=lambda f: f.seconds or 0)
    rows = [f"{'about ' if f.about else ''}{(f.seconds or 0) // 60}:{(f.seconds or 0) % 60:02d} {f.say}" for f in timed]
    rows += [f"time unknown: {f.say}" for f in opened.facts if f.came and f.seconds is None]
    if rows and opened.student == name:
        parts.append(Markup("<h3>The story as it came out</h3>") + _list(rows))
    return Markup().join(parts)


def _received(opened: Opened) -> list[Markup]:
    parts = []
    if opened.sentence:
        parts.append(Markup("<h3>From the patient</h3><blockquote>{}</blockquote>").format(opened.sentence.value))
    for said in opened.to_try:
        parts.append(Markup("<h3>One to try, from {}</h3><blockquote>{}</blockquote>").format(said.name, said.value))
    if opened.line:
        parts.append(Markup("<h3>What you wrote</h3><blockquote>{}</blockquote>").format(opened.line.value))
    return parts


def _list(rows: list[str]) -> Markup:
    return Markup("<ul>{}</ul>").format(Markup().join(Markup("<li>{}</li>").format(row) for row in rows))


MINE = ("title", "plays", "sentence", "to_try", "statements", "line", "overall", "domains", "items", "facts", "pins")
"""What belongs to the student of a round; of the others' rounds only what one did in them is taken home."""


def _data(name: str, shown: LastView, now: datetime) -> Markup:
    """The same as JSON; "<" is written so that no text can close the script it stands in."""
    body: dict[str, Any] = {"format": 1, "name": name, "at": now.isoformat(), "next_step": shown.next_step}
    body["rounds"] = [_mine(json.loads(json.dumps(opened, default=vars)), name) for opened in shown.rounds]
    return Markup(json.dumps(body, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e"))


def _mine(opened: dict[str, Any], name: str) -> dict[str, Any]:
    if opened["student"] == name:
        return {"part": "student", **{key: opened[key] for key in MINE}}
    part = "patient" if opened["patient"] == name else "observer"
    return {"part": part, "title": opened["title"]}
