"""Checks that the feedback holds what a person entered: their own form, and an observer's marks line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tests.bots.device import View

WORDS = {"done": {"Done", "This happened"}, "partly": {"Partly"}, "not": {"Not done", "Didn’t happen"}}
"""What must never happen has words of its own."""
Said = dict[tuple[Any, ...], Any]


def differences(view: View, name: str, said: Said, items: Sequence[str]) -> Iterator[str]:
    """Differences, in words. ``items`` are the lines of the mark sheet; nothing still waiting is among ``said``."""
    form, round_ = view["form"], view["top"]["round"]
    yield from _of_the_form(form, said, round_)
    happened = said.get(("rated_try", round_, ""))
    if happened is not None and view["go"]["happened"] != happened:
        yield f"{name} said of another go {happened}, the kit has {view['go']['happened']}"
    for place, item in enumerate(items):
        if ("marked", round_, item) in said:
            mark = said["marked", round_, item]
            shown = [one["value"] for one in view["opened"]["items"][place]["marks"] if one["name"] == name]
            if len(shown) != (mark is not None) or not WORDS.get(mark, set()).issuperset(shown):
                yield f"{name} marked {item} {mark}, the feedback says {shown}"


def _of_the_form(form: View, said: Said, round_: int) -> Iterator[str]:
    held: Said = {("wrote", round_, sentence["words"]): sentence["text"] for sentence in form["sentences"]}
    held |= {("rated_overall", round_, ""): form["overall"]}
    held |= {("rated_domain", round_, domain): value for domain, value in (form["ratings"] or {}).items()}
    held |= {("rated_statement", round_, one): value for one, value in (form["answers"] or {}).items()}
    for key, value in said.items():
        if key in held and held[key] != value:
            yield f"{key} is {held[key]}, not {value}"
