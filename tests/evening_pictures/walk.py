"""The evening that is looked at: three rounds, one of each kind, with what happens besides; a passed phone; a pair."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from conftest import CHROMIUM
from phones import (
    AGREE,
    CARRY_ON,
    COME_IN,
    FINISH,
    GO_ON,
    HAND_IN,
    LEAVE,
    MORE,
    OBSERVER,
    PATIENT,
    QUIET,
    SHOW_ME,
    STATION,
    STOP,
    STUDENT,
    WATCH,
    Phone,
    Trio,
    new_phone,
)
from playwright.sync_api import Browser, expect, sync_playwright
from servers import CASE, EXAMINATION_CASE, PRESENTATION_CASE, Server, content, read_case, write_case
from walking import TIMED, agree, end, take_step, to_the_station, with_timed_lines, work, write

from tests.evening_pictures.looks import Looks

NAMES = ("Ana", "Ben", "Cem")
LATE = "Dee"
READING, LENGTH, TELLS_AT = 6, 40, 0.05
"""Minutes of reading and of station, so that there is time to look, and the minute at which timed lines appear."""
TIME_OUT, ANOTHER_MOMENT = "Time out", "Go again from another moment"
LAST = "That’s it for tonight"


def evening_content(folder: Path) -> Path:
    """A case of each kind with timed lines; the examination has a content note."""
    cases = with_timed_lines(content(folder, READING, LENGTH, CASE, EXAMINATION_CASE, PRESENTATION_CASE), TELLS_AT)
    write_case(cases, read_case(EXAMINATION_CASE, cases) | {"themes": ["discrimination"]})
    return cases


class Walk:
    """One browser, one server, and what looks at every screen."""

    def __init__(self, browser: Browser, server: Server, looks: Looks) -> None:
        self.browser, self.server, self.looks = browser, server, looks

    def phone(self, name: str = "") -> Phone:
        phone = new_phone(self.browser, self.server.base)
        phone.name = name
        return phone

    def play(self, parts: list[str]) -> None:
        """All of it, or these parts; what fails doesn't keep the rest from being seen."""
        for part in (self.three, self.passed_phone, self.pair):
            if not parts or part.__name__ in parts:
                with self.looks.going_on(part.__name__, self.browser):
                    part()

    # --- three people on three phones
    def three(self) -> None:
        three = self.arrive()
        self.table(three)
        self.first_round(three)
        for number in (1, 2):
            self.next_round(three, number)
        self.last(three)

    def arrive(self) -> Trio:
        first, second, third = trio = Trio(*(self.phone(name) for name in NAMES))
        self.looks.at(first.home(), "home")
        first.start(NAMES[0])
        self.looks.at(first, "lobby, alone")
        trio.code = first.code
        second.type_code(trio.code).button("Join").wait_for()
        self.looks.at(second, "join")
        second.join(NAMES[1]).in_lobby(2)
        third.link(trio.code).join(NAMES[2]).in_lobby(3)
        first.in_lobby(3)
        self.looks.at(third, "lobby, before the ground rules")
        agree(trio)
        self.looks.at(first, "lobby, who started it")
        self.looks.at(second, "lobby, who joined")
        second.page.get_by_text("My private settings").click()
        second.page.get_by_role("radio").nth(2).wait_for()
        self.looks.at(second, "private settings")
        second.button("Back to the session").click()
        second.in_lobby(3)
        return trio

    def table(self, three: Trio) -> None:
        clock = Phone(three.phones[0].context, self.server.base)
        clock.open(f"/table?code={three.code}").page.get_by_role("heading", name="Code").wait_for()
        self.looks.at(clock, "table clock, lobby")
        clock.close()

    def begin(self, three: Trio, number: int) -> str:
        """The round begins; who must agree to its content note is asked first."""
        three.press_begin((number + 1) % len(NAMES))
        three.cast()
        warned = [role for role, phone in three.by_role.items() if phone.button(SHOW_ME).count()]
        if warned:
            self.looks.of(three, "content note", *warned)
        for role in warned:
            three.by_role[role].tap(SHOW_ME)
        three.prepare()
        return three.student.kind()

    def first_round(self, three: Trio) -> None:
        kind = self.begin(three, 0)
        self.look(three, kind, "prepare")
        self.to_the_station(three, kind)
        for role in (PATIENT, OBSERVER):
            three.by_role[role].sees(TIMED[role])
        self.look(three, kind, "station, a timed line")
        work(three)
        self.look(three, kind, "station, marked")
        three.observer.tap(MORE)
        self.looks.of(three, f"{kind}, more", OBSERVER)
        three.observer.tap("Close")
        self.time_out(three)
        self.stop(three)
        self.latecomer(three)
        end(three)
        self.look(three, kind, "quiet minute")
        self.submit_nothing(three)
        self.write(three, kind)
        three.debrief(lambda turn: self.look(three, kind, f"debrief, {turn}")).sheets()
        self.feedback(three, kind)

    def next_round(self, three: Trio, number: int) -> None:
        kind = self.begin(three, number)
        self.look(three, kind, "prepare")
        self.to_the_station(three, kind)
        work(three)
        self.look(three, kind, "station, marked")
        end(three)
        self.look(three, kind, "quiet minute")
        self.write(three, kind)
        three.debrief().sheets()
        self.feedback(three, kind)

    def look(self, three: Trio, kind: str, stage: str) -> None:
        self.looks.of(three, f"{kind}, {stage}")

    def to_the_station(self, three: Trio, kind: str) -> None:
        to_the_station(three, lambda stage: self._read(three, kind, stage))

    def _read(self, three: Trio, kind: str, stage: str) -> None:
        self.look(three, kind, stage)
        if stage == "reading":
            three.student.more(GO_ON)

    def time_out(self, three: Trio) -> None:
        three.student.tap(TIME_OUT)
        for phone in three:
            expect(phone.button(CARRY_ON)).to_be_visible()
        self.looks.of(three, "time out")
        three.student.tap(CARRY_ON)
        for phone in three:
            expect(phone.button(CARRY_ON)).to_have_count(0)

    def stop(self, three: Trio) -> None:
        three.patient.tap(STOP)
        for phone in three:
            expect(phone.page.get_by_role("dialog", name="Stopped")).to_be_visible()
        self.looks.of(three, "stop", STUDENT, PATIENT)
        for phone in three:
            phone.tap(AGREE)
        for phone in three:
            expect(phone.page.get_by_role("dialog")).to_have_count(0)

    def latecomer(self, three: Trio) -> None:
        late = self.phone(LATE).link(three.code)
        late.button("Join").wait_for()
        self.looks.at(late, "late-comer, join")
        late.join(LATE).button(WATCH).wait_for()
        self.looks.at(late, "late-comer, outside")
        late.tap(WATCH)
        three.patient.button(COME_IN).wait_for()
        self.looks.of(three, "late-comer asks")
        self.looks.at(late, "late-comer, asked")
        three.patient.tap(COME_IN)
        late.in_stage(STATION)
        self.looks.at(late, "late-comer, watching")
        late.more(LEAVE)
        late.button("Rejoin the session").wait_for()
        self.looks.at(late, "late-comer, left")
        late.context.close()

    def submit_nothing(self, three: Trio) -> None:
        """Pressed before anything is filled in."""
        for phone in three:
            phone.button(HAND_IN).click()
        self.looks.of(three, "submitted empty")

    def write(self, three: Trio, kind: str) -> None:
        write(three)
        self.look(three, kind, "quiet minute, filled in")
        for phone in three:
            if phone is not three.student:
                self.submit(phone)
        self.look(three, kind, "quiet minute, two have submitted")
        self.submit(three.student)
        for phone in three:
            expect(phone.button(HAND_IN)).to_have_count(0)

    def submit(self, phone: Phone) -> None:
        if phone.button(HAND_IN).count():
            phone.hand_in()

    def feedback(self, three: Trio, kind: str) -> None:
        self.look(three, kind, "everyone’s feedback")
        self.moments(three, kind)
        three.go_again(lambda when: self.look(three, kind, when))
        self.look(three, kind, "next step")
        take_step(three.student)

    def moments(self, three: Trio, kind: str) -> None:
        """From where another go may start."""
        three.observer.more(ANOTHER_MOMENT)
        self.looks.at(three.observer, f"{kind}, from which moment")
        three.observer.tap("Close")

    def last(self, three: Trio) -> None:
        three.phones[0].more(FINISH)
        for phone in three:
            phone.sees(LAST)
            phone.button("Download my record").wait_for()
        self.looks.of(three, "last screen")
        first = three.phones[0]
        first.open()
        self.looks.at(first, "home, afterwards")
        first.open("/history").page.get_by_role("heading").nth(1).wait_for()
        self.looks.at(first, "history")

    # --- one phone that is passed on
    def passed_phone(self) -> None:
        one = self.phone("Ana").home().start("Ana")
        for name in ("Ben", "Cem"):
            one.still()
            if not one.page.get_by_role("textbox", name="Their name").is_visible():
                one.unfold("Somebody without a phone?")
            one.page.get_by_role("textbox", name="Their name").fill(name)
            one.still()
            one.tap("Add them on this device")
            one.sees(re.compile(f"{name} is in"))
        self.looks.at(one, "passed phone, lobby")
        one.tap("Begin the round")
        one.in_stage("Prepare")
        self.looks.at(one, "passed phone, prepare")
        one.more("Pass this phone on")
        self.looks.at(one, "passed phone, to whom")
        one.tap("Ben")
        one.sees("This is for Ben")
        self.looks.at(one, "passed phone, curtain")
        one.tap("I’m Ben")
        one.in_stage("Prepare")

    # --- two people
    def pair(self) -> None:
        two = agree(Trio(*(self.phone(name) for name in NAMES[:2])).gather(*NAMES[:2]))
        kind = self.begin(two, 0)
        self.to_the_station(two, f"pair, {kind}")
        work(two)
        self.look(two, f"pair, {kind}", "station")
        end(two)
        for phone in two:
            phone.in_stage(QUIET)
        self.look(two, f"pair, {kind}", "quiet minute")
        self.write(two, f"pair, {kind}")
        two.debrief().sheets()
        self.feedback(two, f"pair, {kind}")


def take_pictures(folder: Path, only: list[str], parts: list[str]) -> str:
    """Plays the evening on a kit of its own; the list of faults, which is beside the pictures too."""
    looks = Looks(folder)
    looks.variants = [one for one in looks.variants if not only or str(one) in only]
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        server = Server(Path(place), evening_content(Path(place, "content"))).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            Walk(browser, server, looks).play(parts)
        finally:
            browser.close()
            server.stop()
    looks.lay_out()
    (folder / "faults.md").write_text(looks.report(), encoding="utf-8")
    return looks.report()
