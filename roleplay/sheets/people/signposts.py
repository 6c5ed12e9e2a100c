"""Whom to call and whom to talk to, for the page and, under STOP, for every phone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from roleplay.content.country import Country, Signpost
from roleplay.content.sources import is_old
from roleplay.sheets.atoms import h, joined, p, soft

NOBODY_KNOWN = (
    "Call your local emergency number (112 in many countries), or fetch somebody you trust. There are no numbers here: "
    "the file that holds them has a fault."
)
NOT_FILLED_IN = "Your school’s or university’s own line isn’t filled in. Whoever runs this kit can add it."
NEVER_CHECKED = "Check before use: nobody has looked these numbers up yet."


def signposts(country: Country | None, today: date, *, by_phone: bool = False) -> list[Markup]:
    """Danger first, then people to talk to, then the school's own line, and how old all of it is. ``by_phone`` leaves
    out who is reached by a page alone."""
    if country is None:
        return [p(NOBODY_KNOWN)]
    school = country.school.signpost
    talk = [post for post in country.talk if post.call or post.text or not by_phone]
    return [
        h(f"Somebody is in danger ({country.name})", 3),
        _posts(country.danger),
        h("Somebody to talk to", 3),
        _posts(talk),
        h("Your school", 3),
        _posts([school]) if school else p(NOT_FILLED_IN, "soft"),
        p(checked(country, today), "soft"),
    ]


def checked(country: Country, today: date) -> str:
    """When somebody last looked the numbers up; who reads it may rely on them no further than that."""
    day = country.checked
    if day is None:
        return NEVER_CHECKED
    said = f"Last checked on {day.day} {day:%B %Y}"
    return f"{said}, over a year ago. Check before use." if is_old(day, today) else f"{said}."


def _posts(posts: Iterable[Signpost]) -> Markup:
    return Markup('<ul class="posts">\n{}</ul>\n').format(joined(_post(post) for post in posts))


def _post(post: Signpost) -> Markup:
    ways = Markup(" ").join(_ways(post))
    note = soft(post.note) if post.note else Markup()
    return Markup("<li><strong>{}</strong> {} {}</li>\n").format(post.who, ways, note)


def _ways(post: Signpost) -> Iterable[Markup]:
    if post.call:
        yield _way(f"tel:{_digits(post.call)}", f"Call {post.call}")
    if post.text:
        yield _way(f"sms:{_digits(post.text)}", f"Text {post.say} to {post.text}" if post.say else f"Text {post.text}")
    if post.web:
        yield _way(post.web, post.web.removeprefix("https://").removeprefix("www.").rstrip("/"))


def _way(address: str, words: str) -> Markup:
    apart = Markup(' target="_blank" rel="noopener"') if address.startswith("https") else Markup()
    return Markup('<a class="reach" href="{}"{}>{}</a>').format(address, apart, words)


def _digits(number: str) -> str:
    return number.replace(" ", "")
