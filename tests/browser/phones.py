"""How the browser tests find things on screens, by role and accessible name: one place for every word.

A `Phone` is a browser page that counts what its owner has to tap and type. A `Trio` is three of them in one round.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

HOME = "Practise a consultation"
NOTHING = "/_stcore/health"
"""An empty page of ours, on which the device's storage can be changed."""
SECONDS = 1000
PATIENCE = 30 * SECONDS
"""How long anything may take on a slow, busy machine: tests wait for things, not for times."""
expect.set_options(timeout=PATIENCE)

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
LAPTOP = {"viewport": {"width": 1280, "height": 800}}

STUDENT, PATIENT, OBSERVER = "student", "patient", "observer"
SAYS = {
    STUDENT: ("You’re the student", "You’re examining", "You’re presenting"),
    PATIENT: ("You play", "You’re listening"),
    OBSERVER: ("You’re observing",),
}
"""What the band calls a role; the student's and the patient's depend on the kind of round."""
INTERVIEW, EXAMINATION, PRESENTATION = "interview", "examination", "presentation"
KINDS = {"You’re the student": INTERVIEW, "You’re examining": EXAMINATION, "You’re presenting": PRESENTATION}
STATION, QUIET = "Station", "Quiet minute"
QUIET_TASK = {
    STUDENT: "how do you think it went?",
    PATIENT: "answer as the (patient|person who listened)",
    OBSERVER: "finish the mark sheet",
}
STOP = "Stop: time out, for real"
TAKE_BACK, UNSENT_STOP = "Take it back", "No network: say it aloud. STOP will be sent as soon as possible."
READY, BEGIN, GO_ON, END, FINISH = "I’m ready", "Begin the round", "Start now", "End early", "Finish the session"
PAUSE, CARRY_ON, UNDO, HAND_IN, MORE = "Pause", "Carry on", "Undo", "Submit", "More"
NEXT, OPEN, NEXT_STEP, BEGIN_NEXT = "Next", "See feedback", "Next step", "Begin the next round"
AGAIN, SKIP, GO, HAPPENED = re.compile("^Have another go"), "Skip another go", "Another go", "Yes"
SHOW_ME = "All right, show me"
RINGS, RING_HERE = "The bell rings here.", "Ring on this phone instead"
RING_TABLE, RINGS_AT_TABLE = "Ring on the table clock instead", "The bell rings on the table clock."
ASKED, YES, NO = "I’ve asked", "Yes, that’s all right", "Not today"
ANOTHER, SWAP, LEAVE, WATCH = "Swap this case", "Swap places", "I have to leave", "Ask to watch"
COME_IN = "Yes, come in"
OUT_OF_ROLE, DEBRIEF = "Out of role", "Debrief"
AGREE = "I’m happy to carry on"
STALE = "The session had already moved on, so that changed nothing."

OPEN_TREE = """
function* everything(root) {
  for (const element of root.querySelectorAll("*")) {
    yield element;
    if (element.shadowRoot) yield* everything(element.shadowRoot);
  }
}
"""
"""Walks through a page, including its open shadow roots."""


class Phone:
    """One person's page."""

    def __init__(self, context: BrowserContext, base: str, name: str = "", dark: bool = False) -> None:
        self.context, self.base, self.name, self.dark = context, base, name, dark
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.taps = self.typed = self.optional = 0

    # --- finding things
    def button(self, name: str | re.Pattern[str], exact: bool = True) -> Locator:
        return self.page.get_by_role("button", name=name, exact=exact if isinstance(name, str) else None)

    def text(self, words: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_text(words).filter(visible=True).first

    def sees(self, words: str | re.Pattern[str]) -> None:
        expect(self.text(words)).to_be_visible()

    def sees_not(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(words)).to_have_count(0)

    def still(self) -> None:
        """Waits until Streamlit has finished drawing: nothing is still pale."""
        expect(self.page.locator(".stApp[data-test-script-state=running]")).to_have_count(0)
        expect(self.page.locator("[data-stale=true]")).to_have_count(0)

    def unfold(self, words: str) -> None:
        """Taps once the page has settled: a tap on something that is being redrawn may be lost."""
        self.still()
        self.open_up(self.page.locator("details").filter(has=self.page.locator("summary", has_text=words)))

    def unfold_all(self, within: str) -> None:
        """Whatever is folded in this part of the page, one after the other."""
        folded = self.page.locator(f"{within} details:not([open])")
        while folded.count():
            folded.first.locator("summary").first.click()
            self.rest()

    def open_up(self, details: Locator) -> None:
        """Unfolds it and waits for its full size: until then its contents move, and a tap may miss."""
        details.locator("summary").first.click()
        expect(details).to_have_attribute("open", "")
        self.rest()

    def rest(self) -> None:
        """Waits until nothing moves any more."""
        self.page.wait_for_function("() => !document.getAnimations().some((one) => one.playState === 'running')")

    # --- doing things, with taps and sentences counted
    def tap(self, what: str | re.Pattern[str] | Locator) -> None:
        locator = what if isinstance(what, Locator) else self.button(what)
        locator.click()
        self.taps += 1

    def more(self, *words: str) -> None:
        """Moves other than the next one are behind "More"."""
        self.tap(MORE)
        for each in words:
            self.tap(each)

    @contextmanager
    def at_will(self) -> Iterator[Phone]:
        """Taps that the round doesn't require are counted separately."""
        before = self.taps
        yield self
        self.optional += self.taps - before
        self.taps = before

    def write(self, words: str, into: Locator | None = None) -> None:
        (into or self.sentence).fill(words)
        self.typed += 1

    # --- coming in
    def open(self, path: str = "/") -> Phone:
        self.page.goto(f"{self.base}{path}")
        return self

    def home(self) -> Phone:
        self.open()
        expect(self.page.get_by_role("heading", name=HOME)).to_be_visible()
        for field in ("Your name", "Code"):
            expect(self.page.get_by_role("textbox", name=field, exact=True)).to_be_visible()
        return self

    def start(self, name: str) -> Phone:
        if not self.page.get_by_role("heading", name=HOME).is_visible():
            self.home()
        self.name = name
        self.page.get_by_role("textbox", name="Your name").fill(name)
        self.button("Start a session").click()
        self.in_lobby(1)
        return self

    def type_code(self, code: str) -> Phone:
        """From home, by typing the code."""
        self.home()
        self.page.get_by_role("textbox", name="Code", exact=True).fill(code)
        self.button("Join a session").click()
        return self

    def link(self, code: str) -> Phone:
        """By the link in the QR code."""
        return self.open(f"/join?code={code}")

    def join(self, name: str) -> Phone:
        """On the join page, however one got there."""
        self.name = name
        # Home has a field of the same name: wait for the join page.
        expect(self.page.get_by_role("heading", name=re.compile("^Join (this|.*’s) session$"))).to_be_visible()
        others = self.page.locator("details:not([open]) > summary", has_text="Join as somebody else")
        if others.count():
            others.click()
        self.page.get_by_role("textbox", name="Your name").fill(name)
        self.button("Join").click()
        return self

    def in_lobby(self, people: int | None = None) -> Phone:
        self.sees(re.compile(rf"^In the room: {people if people is not None else r'[0-9]+'}$"))
        return self

    @property
    def code(self) -> str:
        heading = self.page.get_by_role("heading", name=re.compile("^Code:"))
        return heading.inner_text().split(":")[1].replace(" ", "").replace("\n", "").strip()

    @property
    def seat(self) -> str:
        return self.page.url.split("seat=")[1].split("&")[0]

    # --- the band
    @property
    def band(self) -> Locator:
        """The strip at the top: role, clock, stage, badge."""
        return self.page.locator(".band")

    def clock(self) -> int:
        """Seconds left, by the screen."""
        minutes, seconds = self.timer.inner_text().split(":")
        return int(minutes) * 60 + int(seconds)

    @property
    def timer(self) -> Locator:
        return self.page.get_by_role("timer", name="Time left")

    def clock_down_to(self, seconds: int) -> None:
        """Waits until no more than this is left."""
        self.page.wait_for_function(
            f"""(most) => {{ {OPEN_TREE}
            const clock = [...everything(document)].find((e) => e.getAttribute("role") === "timer");
            const [minutes, seconds] = clock.textContent.split(":").map(Number);
            return minutes * 60 + seconds <= most; }}""",
            arg=seconds,
        )

    def role(self) -> str:
        for role, words in SAYS.items():
            if any(each in self.band.inner_text() for each in words):
                return role
        raise AssertionError(f"{self.name}'s band names no role: {self.band.inner_text()!r}")

    def kind(self) -> str:
        """What the student practises in this round, by the student's band."""
        return next(kind for words, kind in KINDS.items() if words in self.band.inner_text())

    def in_stage(self, stage: str) -> None:
        expect(self.band).to_contain_text(stage)

    def saved(self) -> None:
        expect(self.band).to_contain_text("saved")

    def waiting(self, taps: int) -> None:
        expect(self.band).to_contain_text(f"{taps} waiting")

    def bells(self) -> int:
        return int(self.page.evaluate("window.__kitBells || 0"))

    # --- the station
    def line(self, text: str) -> Locator:
        """A line of the mark sheet, a fact or a card, by its own words; not its small button."""
        return self.button(re.compile(rf"{re.escape(text)}(?!.*^Partly)")).first

    def pressed(self, locator: Locator) -> None:
        expect(locator).to_have_attribute("aria-pressed", "true")

    def unpressed(self, locator: Locator) -> None:
        expect(locator).to_have_attribute("aria-pressed", "false")

    def pin(self, which: str = "Worked") -> None:
        self.tap(f"Pin this moment: {which}")

    def hand_over(self, finding: str) -> None:
        """The card, which is folded away until it is needed, with two taps."""
        card = self.button(f"Hand over: {finding}")
        if not card.is_visible():
            self.tap(self.text(re.compile("^Cards to hand over")))
        self.tap(card)
        self.tap(f"Yes, hand over: {finding}")
        self.pressed(self.button(f"Handed over: {finding}"))

    # --- the forms after the bell
    @property
    def sentence(self) -> Locator:
        """The one typed sentence; each role has one field."""
        return self.page.get_by_role("textbox").first

    def ratings(self) -> Iterator[Locator]:
        """Every row of 1 to 5, and the four words of the overall rating."""
        groups = self.page.locator("[role=group]")  # not get_by_role: an expander is a group too
        for index in range(groups.count()):
            yield groups.nth(index)

    def fill_form(self, value: int = 4, words: str = "") -> None:
        """Fills in every required field of the role's form once."""
        everything = self.button("Mark the rest as not done")
        if everything.count() and everything.is_enabled():
            self.tap(everything)
        for group in list(self.ratings()):
            number = group.get_by_role("button", name=re.compile(f"^{value}"))
            self.tap(number if number.count() else group.get_by_role("button").nth(1))
        if words:
            for sentence in self.sentences():
                self.write(words, sentence)

    def sentences(self) -> Iterator[Locator]:
        """Every field that is there to write in."""
        fields = self.page.get_by_role("textbox")
        for index in range(fields.count()):
            yield fields.nth(index)

    def hand_in(self) -> None:
        self.tap(HAND_IN)

    # --- what the device holds
    def storage(self) -> str:
        return json.dumps(self.page.evaluate("[{...localStorage}, {...sessionStorage}]"), ensure_ascii=False)

    def source(self) -> str:
        """The whole page as it is, shadow roots and all."""
        return str(
            self.page.evaluate(
                f"""() => {{ {OPEN_TREE}
                const all = [...everything(document)];
                return document.documentElement.outerHTML
                  + all.filter((e) => e.shadowRoot).map((e) => e.shadowRoot.innerHTML).join("\\n")
                  + all.map((e) => e.value ?? "").join("\\n"); }}"""
            )
        )

    def close(self) -> None:
        self.page.close()


class Trio:
    """Three phones in one session, or two. Who has which role is read off the bands, as people do."""

    def __init__(self, *phones: Phone) -> None:
        self.phones = phones
        self.by_role: dict[str, Phone] = {}
        self.code = ""

    def __iter__(self) -> Iterator[Phone]:
        return iter(self.phones)

    @property
    def student(self) -> Phone:
        return self.by_role[STUDENT]

    @property
    def patient(self) -> Phone:
        return self.by_role[PATIENT]

    @property
    def observer(self) -> Phone:
        """In a pair, the patient also observes."""
        return self.by_role[OBSERVER if OBSERVER in self.by_role else PATIENT]

    def gather(self, *names: str) -> Trio:
        """One starts the session, one types the code, one opens the link."""
        first, *others = self.phones
        first_name, *other_names = names or ("Ana", "Ben", "Cem")
        first.start(first_name)
        self.code = first.code
        for number, (phone, name) in enumerate(zip(others, other_names, strict=False)):
            (phone.link if number else phone.type_code)(self.code).join(name).in_lobby(number + 2)
        for phone in self:
            phone.in_lobby(len(self.phones))
        return self

    def begin(self, starter: int = 0) -> Trio:
        """Begins the first or the next round; the planner decides who has which role."""
        self.press_begin(starter)
        return self.prepare()

    def press_begin(self, starter: int = 0) -> None:
        self.phones[starter].tap(re.compile("^Begin the (next )?round$"))

    def prepare(self) -> Trio:
        self.cast()
        for phone in self:
            expect(phone.button(READY)).to_be_visible()
        return self

    def cast(self) -> Trio:
        """Reads off the bands who has which role."""
        for phone in self:
            phone.in_stage("Prepare")
        self.by_role = {phone.role(): phone for phone in self}
        return self

    def accept(self) -> Trio:
        """Accepts the content note, before script and mark sheet open."""
        for phone in (self.patient, self.observer):
            phone.tap(SHOW_ME)
        return self.prepare()

    def ready(self) -> Trio:
        for phone in self:
            phone.tap(READY)
        return self

    def consent(self) -> Trio:
        """Asks and answers, before the clock of an examination starts."""
        for phone in self:
            phone.in_stage("Consent")
        self.student.tap(ASKED)
        self.patient.tap(YES)
        return self

    def read(self) -> Trio:
        examination = self.student.kind() == EXAMINATION
        self.ready()
        if examination:
            self.consent()
        for phone in self:
            phone.in_stage("Reading")
        return self

    def station(self) -> Trio:
        """The tests' own cases have seconds of reading, so the bell comes by itself."""
        for phone in self:
            phone.in_stage(STATION)
        return self

    def to_station(self) -> Trio:
        return self.begin().ready().station()

    def stands_in(self, stage: str) -> bool:
        """Whether nothing is paused, pending or over."""
        bands = [phone.band.inner_text() for phone in self]
        quiet = all(phone.page.get_by_role("dialog").count() == 0 == phone.button(UNDO).count() for phone in self)
        return all(stage in band for band in bands) and quiet

    def leave(self) -> None:
        for phone in self:
            phone.context.close()

    def end(self) -> Trio:
        """Ends the station early and waits out the five seconds in which anybody may undo it."""
        self.observer.more(END)
        return self.quiet()

    def quiet(self) -> Trio:
        for phone in self:
            phone.in_stage(QUIET)
        for role, phone in self.by_role.items():
            phone.sees(re.compile(QUIET_TASK[role], re.IGNORECASE))
            expect(phone.sentence).to_be_visible()
        return self

    def to_quiet(self) -> Trio:
        return self.to_station().end()

    def fill_forms(self, words: Callable[[str], str] = lambda role: f"One sentence from the {role}.") -> Trio:
        for role, phone in self.by_role.items():
            phone.fill_form(words=words(role))
        return self

    def open_sheets(self) -> Trio:
        return self.hand_in().debrief().sheets()

    def hand_in(self) -> Trio:
        for phone in self:
            phone.hand_in()
        for phone in self:
            phone.in_stage(OUT_OF_ROLE)
        return self

    def debrief(self, look: Callable[[str], None] = lambda turn: None) -> Trio:
        """Goes turn by turn; each speaker moves on, and the observer opens the feedback."""
        look(OUT_OF_ROLE)
        self.patient.tap(NEXT)
        for speaker, role, goes_on in (
            (self.student, STUDENT, NEXT),
            (self.patient, PATIENT, NEXT),
            (self.observer, OBSERVER, OPEN),
        ):
            for phone in self:
                phone.in_stage(DEBRIEF)
            for phone in self:
                phone.sees(
                    "Your turn to speak" if phone is speaker else re.compile(f"{re.escape(speaker.name)}.? speaks")
                )
            look(role)
            speaker.tap(goes_on)
        return self

    def sheets(self) -> Trio:
        for phone in self:
            phone.sees("Side by side")
        return self

    def skip(self) -> Trio:
        """From everybody's feedback to the next step, without another go."""
        self.student.tap(SKIP)
        return self.next_step()

    def go_again(self, look: Callable[[str], None] = lambda when: None) -> Trio:
        """The student starts another go; the observer ends it before its time and says whether it happened."""
        self.student.tap(AGAIN)
        look("another go, about to begin")
        for phone in self:
            phone.in_stage(GO)
        look("another go")
        with self.observer.at_will():
            self.observer.tap(END)
        self.next_step()
        look("did it happen?")
        self.observer.tap(HAPPENED)
        self.observer.saved()
        return self

    def next_step(self) -> Trio:
        for phone in self:
            phone.in_stage(NEXT_STEP)
        return self


def new_phone(browser: Browser, base: str, dark: bool = False, script: str = "", **device: Any) -> Phone:
    """A browser with its own cookies and storage, and one page. ``script`` runs before any page's own scripts."""
    scheme: Any = "dark" if dark else "light"
    context = browser.new_context(**(device or PHONE), color_scheme=scheme, reduced_motion="reduce")
    if script:
        context.add_init_script(script)
    return Phone(context, base, dark=dark)
