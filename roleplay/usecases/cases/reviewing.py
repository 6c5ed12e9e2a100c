"""A clinician opens a whole case without changing it, leaves remarks, and signs it.

Who opens a case here knows it from then on, like anybody who reads its script: nobody becomes its reviewer and then its
student. A clinician without a history here comes by a link that somebody who knows the case made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from roleplay.content.aged import NOT_REVIEWED
from roleplay.content.case import Case
from roleplay.content.case_places import CasePlace, places_of
from roleplay.content.diagnostics import Diagnostic
from roleplay.content.lint import linter
from roleplay.content.loading import Library
from roleplay.content.own import OwnText
from roleplay.content.signatures import Standing, fingerprint_to_sign, latest_review, standing
from roleplay.content.signing import Signer, review_block, signature_of, with_signature
from roleplay.content.sources import checked_in_words
from roleplay.errors import Fault
from roleplay.marking.marksheet import Marksheet, marksheet_of
from roleplay.people.attempts import Allowance, TooMuch
from roleplay.people.review_links import maker_of, review_link
from roleplay.people.visitor import Visitor
from roleplay.storage import Store
from roleplay.usecases.cases import own_cases
from roleplay.usecases.cases.browsing import GONE, Browsing
from roleplay.usecases.cases.own_text import tidy
from roleplay.usecases.cases.reporting import Reporting
from roleplay.usecases.clock import Clock
from roleplay.usecases.people.people import People

SIGNED_AT_ONCE, SIGNED_PER_SECOND = 10, 1 / 60
CHANGED = "The case was changed while you read it, so nothing was signed. Reload this page and read what’s new."
LINK_OVER = "This link is over, or isn’t for this case. Ask whoever sent it for a new one."
NOT_ONES_OWN = "You wrote this case, so somebody else has to sign it. Send a clinician the link."


@dataclass(frozen=True)
class ToReview:
    """A whole case as it reads now, with its ``skills`` and ``themes`` in words. ``fingerprint`` is that of what will
    be signed; ``sources`` are each with what is known of its age; ``said`` is what the check says. ``direct``: a
    signature goes into the case at once, as it was written here and its author made the link. ``ones_own``: its author
    is looking."""

    case: Case
    skills: tuple[str, ...]
    themes: tuple[str, ...]
    sheet: Marksheet
    standing: Standing
    fingerprint: str
    places: tuple[CasePlace, ...]
    sources: tuple[tuple[str, str], ...]
    said: tuple[Diagnostic, ...]
    today: date
    latest: date
    direct: bool
    ones_own: bool


@dataclass(frozen=True)
class Signed:
    """``block`` is the review block to put into the file, and ``text`` the whole file with it. ``stored``: the case has
    it already."""

    block: str
    text: str
    stored: bool


class Reviewing:
    """Use cases of a review; safe to call from any thread. ``secret`` signs links."""

    def __init__(
        self,
        store: Store,
        people: People,
        browsing: Browsing,
        reporting: Reporting,
        library: Callable[[], Library],
        clock: Clock,
        secret: str,
    ) -> None:
        self._store, self._people, self._browsing, self._reporting = store, people, browsing, reporting
        self._library, self._clock, self._secret = library, clock, secret
        self._signs = Allowance(SIGNED_AT_ONCE, SIGNED_PER_SECOND)

    def link(self, who: Visitor, case_id: str) -> str:
        """For a clinician, from somebody who knows the case. Raises `Fault` as reading its script does."""
        self._browsing.open_part(who, case_id)
        return review_link(case_id, who.person, self._clock.now(), self._secret)

    def open(self, who: Visitor, case_id: str, link: str = "") -> ToReview:
        """The case, for the person or by the link; everybody on this device knows it from then on. Raises `Fault`."""
        case, maker = self._may_review(who, case_id, link)
        library, today = self._library(), self._today()
        rubric = library.rubrics[case.rubric]
        owner = self._owner(case_id)
        return ToReview(
            case=case,
            skills=tuple(library.skills[tag].name if tag in library.skills else tag for tag in case.skills),
            themes=tuple(library.themes[tag].name if tag in library.themes else tag for tag in case.themes),
            sheet=marksheet_of(rubric, case),
            standing=standing(case, today),
            fingerprint=fingerprint_to_sign(case),
            places=places_of(case, rubric),
            sources=tuple(
                (name, checked_in_words(name, library.shared.register, today)) for name in case.debrief.sources
            ),
            said=_said_of(case_id, library),
            today=today,
            latest=latest_review(case, today),
            direct=owner is not None and owner == maker,
            ones_own=self._is_here(who, owner),
        )

    def remark(self, who: Visitor, case_id: str, link: str, where: str, text: str) -> None:
        """A remark beside a place, for whoever looks after the case. Raises `Fault`; then nothing was sent."""
        case, _ = self._may_review(who, case_id, link)
        self._reporting.send_as_reviewer(who, case, where, text)

    def sign(self, who: Visitor, case_id: str, link: str, signer: Signer, fingerprint: str) -> Signed:
        """Sign what was read, of which this is the fingerprint. Raises `Fault`; then nothing was signed."""
        if wait := self._signs.take(who.device, 1, self._clock.now()):
            raise TooMuch(f"You’ve signed a lot in a short time. Sign this one in {wait} seconds.", wait)
        case, maker = self._may_review(who, case_id, link)
        if fingerprint_to_sign(case) != fingerprint:
            raise Fault(CHANGED)
        owner = self._owner(case_id)
        if self._is_here(who, owner):
            raise Fault(NOT_ONES_OWN)
        signature = signature_of(case, signer, self._today())
        text = self._text(case_id)
        made = Signed(
            review_block(text, signature), with_signature(text, signature), owner is not None and owner == maker
        )
        if made.stored:
            self._store_signed(case_id, text, made.text)
        return made

    # --- inside

    def _may_review(self, who: Visitor, case_id: str, link: str) -> tuple[Case, str]:
        """The case, and who made the link ("" where nobody needed one)."""
        if not link:
            return self._browsing.open_part(who, case_id), ""
        maker, case = maker_of(link, case_id, self._clock.now(), self._secret), self._library().cases.get(case_id)
        if maker is None:
            raise Fault(LINK_OVER)
        if case is None:
            raise Fault(GONE)
        # A link may be opened in anybody's browser, and there by somebody who is to be the student.
        self._browsing.refuse_tonight(who, case_id)
        for held in self._people.on_device(who.device):
            self._browsing.refuse_to_open(who.named(held.person.id), case_id)
            self._browsing.knows(held.person, case)
        return case, maker

    def _owner(self, case_id: str) -> str | None:
        """Who wrote it here; None for a case from a folder."""
        if case_id not in self._library().own:
            return None
        with self._store.read() as reader:
            kept = reader.own.case(case_id)
        return None if kept is None else kept.owner

    def _is_here(self, who: Visitor, owner: str | None) -> bool:
        return owner is not None and any(held.person.id == owner for held in self._people.on_device(who.device))

    def _text(self, case_id: str) -> str:
        library = self._library()
        if case_id not in library.own:
            text = library.source(case_id)
        else:
            with self._store.read() as reader:
                kept = reader.own.case(case_id)
            text = None if kept is None else kept.text
        if text is None:
            raise Fault(GONE)
        return tidy(text)

    def _store_signed(self, case_id: str, before: str, text: str) -> None:
        with self._store.write() as writer:
            kept = writer.own.case(case_id)
            if kept is None or kept.text is None or tidy(kept.text) != before:
                raise Fault(CHANGED)
            own_cases.save(writer, kept, OwnText(case_id, kept.owner, kept.owner, text), self._clock.now())

    def _today(self) -> date:
        return datetime.fromtimestamp(self._clock.now() / 1000, UTC).date()


def _said_of(case_id: str, library: Library) -> tuple[Diagnostic, ...]:
    """What the check says of this case, but for what every case says that nobody has reviewed."""
    mine = (one for one in library.faults if one.file.split("/")[-2:] == ["cases", f"{case_id}.yaml"])
    return tuple(one for one in mine if one.message not in (NOT_REVIEWED, linter.NOT_REVIEWED))
