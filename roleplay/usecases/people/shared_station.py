"""What the reader of a shared station sees: built part by part from everyone's feedback, so that what isn't named here
is never shown. People are called by their roles."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from roleplay.people.shares import Part
from roleplay.review.headings import played_by
from roleplay.review.words import clock
from roleplay.room.opened import Opened, OpenedItem, OpenedPin, Said, Side, asked
from roleplay.usecases.history.portable import Sheets
from roleplay.usecases.history.stations import ByObserver


@dataclass(frozen=True)
class SharedStation:
    """A shared station in the shape of everyone's feedback. ``abouts`` are the lines and moments that a remark can be
    about; ``marked`` says whether marks are shown."""

    sheets: Sheets
    scores: tuple[ByObserver, ...]
    abouts: tuple[str, ...]
    marked: bool


def shared_station(
    whole: Sheets, scores: Iterable[ByObserver], owner: str, parts: Collection[Part], unshared: Collection[str]
) -> SharedStation:
    """``owner`` is the student's name; ``unshared`` are the names of writers whose words aren't shared."""
    called = _called(whole.opened, owner)
    shown = _bare(whole.opened, called)
    if Part.WORDS in parts:
        shown = _with_words(shown, whole.opened, called, unshared)
    if Part.STORY in parts:
        shown = _with_story(shown, whole.opened, called)
    if Part.SHEET in parts:
        shown = replace(shown, items=tuple(OpenedItem(one.text, one.domain, (), False) for one in whole.opened.items))
    marked = Part.MARKS in parts
    if marked:
        shown = asked(_with_marks(shown, whole.opened, called))
    sheets = Sheets(shown, (), (), whole.reviewed, whole.seconds, whole.review)
    named = tuple(replace(one, name=called.get(one.name, ROLE)) for one in scores) if marked else ()
    return SharedStation(sheets, named, _abouts(shown), marked)


ROLE = "somebody"


def _called(opened: Opened, owner: str) -> dict[str, str]:
    """What each person is called instead of their name; the owner is known to the reader."""
    observers = [name for name in opened.observers if name != opened.patient]
    letters = [f"observer {chr(ord('A') + n)}" for n in range(len(observers))]
    roles = ["the observer"] if len(observers) == 1 else letters
    known = {opened.student: owner, opened.patient: f"the {played_by(opened.kind)}"}
    return dict(zip(observers, roles, strict=True)) | known


def without_names(text: str, called: Mapping[str, str]) -> str:
    """Whole words that are somebody's name become what they are called, with a capital where they begin the text."""
    names = sorted((name for name in called if name), key=len, reverse=True)
    parts, at, looked_in = [], 0, _folded(text)
    while at < len(text):
        found = next((name for name in names if _stands(_folded(name), looked_in, at)), None)
        said = text[at] if found is None else called[found] or ROLE
        parts.append(said[0].upper() + said[1:] if found and not at else said)
        at += len(found) if found else 1
    return "".join(parts)


def _folded(text: str) -> str:
    """For comparing without case, as long as the text."""
    return "".join(one if len(one.casefold()) > 1 else one.casefold() for one in text)


def _stands(name: str, text: str, at: int) -> bool:
    """Whether the name stands there as a whole word."""
    end = at + len(name)
    return text.startswith(name, at) and not (_goes_on(text, at - 1, name[0]) or _goes_on(text, end, name[-1]))


def _goes_on(text: str, at: int, beside: str) -> bool:
    return 0 <= at < len(text) and _is_of_a_word(text[at]) and _is_of_a_word(beside)


def _is_of_a_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _bare(opened: Opened, called: Mapping[str, str]) -> Opened:
    """The case's title and kind, and who was what."""
    return Opened(
        title=opened.title,
        plays=opened.plays,
        student=called[opened.student],
        patient=called[opened.patient],
        observers=tuple(called[name] for name in opened.observers),
        line=None,
        sentence=None,
        to_try=(),
        statements=(),
        overall=Side("", "", (), None, ()),
        domains=(),
        question="",
        items=(),
        safety_points=0,
        facts=(),
        pins=(),
        next_step=None,
        goal="",
        goal_outcomes=(),
        not_handed_in=(),
        kind=opened.kind,
    )


def _with_words(shown: Opened, whole: Opened, called: Mapping[str, str], unshared: Collection[str]) -> Opened:
    """The next step that the student came with is from another station, and stays there."""

    def words(said: Said | None) -> Said | None:
        if said is None or said.name in unshared or said.name not in called:
            return None
        return replace(_by_role(said, called), value=without_names(said.value, called))

    return replace(
        shown,
        line=words(whole.line),
        sentence=words(whole.sentence),
        saw=tuple(said for one in whole.saw if (said := words(one))),
        to_try=tuple(said for one in whole.to_try if (said := words(one))),
        next_step=words(whole.next_step),
    )


def _with_story(shown: Opened, whole: Opened, called: Mapping[str, str]) -> Opened:
    pins = tuple(OpenedPin(called.get(pin.name, ROLE), pin.pin, pin.seconds) for pin in whole.pins)
    return replace(shown, facts=whole.facts, pins=pins, findings=whole.findings)


def _with_marks(shown: Opened, whole: Opened, called: Mapping[str, str]) -> Opened:
    def by_role(said: Said) -> Said:
        return _by_role(said, called)

    return replace(
        shown,
        overall=_side(whole.overall, by_role),
        domains=tuple(_side(side, by_role) for side in whole.domains),
        statements=tuple((text, by_role(said) if said else None) for text, said in whole.statements),
        items=tuple(replace(one, marks=tuple(map(by_role, one.marks))) for one in whole.items),
        safety_points=whole.safety_points,
    )


def _side(side: Side, by_role: Callable[[Said], Said]) -> Side:
    own = by_role(side.own) if side.own else None
    return replace(side, own=own, observers=tuple(map(by_role, side.observers)))


def _by_role(said: Said, called: Mapping[str, str]) -> Said:
    return replace(said, name=called.get(said.name, ROLE))


def _abouts(shown: Opened) -> tuple[str, ...]:
    """Lines in the order of the sheet, after the moments in theirs."""
    moments = {pin.seconds for pin in shown.pins}
    moments |= {fact.seconds for fact in shown.facts if fact.seconds is not None}
    return (*(f"At {clock(second)}" for second in sorted(moments)), *dict.fromkeys(item.text for item in shown.items))
