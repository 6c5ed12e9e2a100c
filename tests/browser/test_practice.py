"""What people do besides playing a round: pass a phone on, look at the table, leave, come late, change the plan."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from phones import (
    ANOTHER,
    ASKED,
    COME_IN,
    KINDS,
    LAPTOP,
    LEAVE,
    NO,
    OBSERVER,
    OUT_OF_ROLE,
    PATIENT,
    QUIET,
    READY,
    SECONDS,
    SHOW_ME,
    STOP,
    STUDENT,
    SWAP,
    UNDO,
    WATCH,
    Phone,
    Trio,
)
from played import Room, wrote
from playwright.sync_api import Browser, Locator, TimeoutError, expect
from servers import EXAMINATION_CASE, Server, content, read_case, write_case
from streamlit.proto.BackMsg_pb2 import BackMsg

from roleplay.room.views import as_json
from roleplay.shared_words import CASE_IS_WRONG

CASE = read_case()
EXAMINED = read_case(EXAMINATION_CASE)
SECRETS = [
    CASE["patient"]["plays"],
    CASE["patient"]["opening"],
    CASE["student"]["brief"],
    *(fact["say"] for fact in CASE["patient"]["story"]),
    *(item["text"] for item in CASE["checklist"]),
    *(finding["card"] for finding in CASE["findings"]),
]


def plan(phone: Phone) -> str:
    """The rounds to come, with the reasons."""
    return phone.page.locator(".plan").inner_text()


def students(phone: Phone) -> list[str]:
    return re.findall(r"^(\w+) (?:is the student|examines|presents) ·", plan(phone), re.MULTILINE)


# --- one device, and a table


def test_a_phone_passed_on_shows_a_curtain_with_the_next_name_and_no_way_back(
    long: Server, phone: Callable[..., Phone]
) -> None:
    one = phone(long).start("Ana")
    one.still()  # a press while the page is being redrawn would go to a button that is about to disappear
    one.unfold("Somebody without a phone?")
    one.page.get_by_role("textbox", name="Their name").fill("Dee")
    one.still()
    one.tap("Add them on this device")
    one.in_lobby(2)
    one.tap("Begin the round")
    one.in_stage("Prepare")
    expect(one.button(READY)).to_be_visible()
    anas, seat = one.role(), one.seat
    one.more("Pass this phone on", "Dee")
    one.sees("This is for Dee")
    curtain = one.source()
    assert [text for text in SECRETS if text in curtain] == []
    one.tap("I’m Dee")
    one.in_stage("Prepare")
    assert one.role() != anas
    assert one.seat != seat
    one.page.go_back()
    expect(one.page.get_by_role("heading", name="Practise a consultation")).to_be_visible()
    assert "/practice" not in one.page.url
    back = one.source()
    assert [text for text in SECRETS if text in back] == []


def test_the_tables_clock_shows_code_time_and_whose_turn_it_is_and_nothing_of_a_role(
    long: Server, room: Callable[..., Room]
) -> None:
    """Through a whole round, in which none of the three has a browser: the table is on one of their phones."""
    ours = room(long)
    table = ours.closed("Ana").open(f"/table?code={ours.code}")
    table.sees(f"{ours.code[:3]} {ours.code[3:]}")
    ours.begin_planned()
    table.in_stage("Prepare")
    student = ours.who(STUDENT)
    table.sees(f"{student} is the student")
    ours.read()
    table.in_stage("Station")
    before, shown, after = left(ours), table.clock(), left(ours)
    assert after - 1 <= shown <= before + 1
    ours.end_early()
    table.in_stage(QUIET)
    ours.now().hand_in()
    table.in_stage(OUT_OF_ROLE)
    for turn in (STUDENT, PATIENT, OBSERVER):
        ours.moved(student, "go_on")
        table.sees(f"{ours.who(turn)} speaks")
    ours.moved(student, "go_on")
    table.in_stage("Everyone’s feedback")
    seen = table.source()
    assert [text for text in SECRETS if text in seen] == []
    expect(table.page.locator(".kit").get_by_role("button")).to_have_count(0)


def left(ours: Room) -> float:
    """How many seconds the stage has left, by the kit."""
    clock = ours.now().view("Ana").top.clock
    assert clock.deadline is not None
    return (clock.deadline - ours.wall.at) / 1000


# --- the plan


@pytest.fixture(scope="module")
def lobby(varied: Server, shared_room: Callable[..., Room]) -> tuple[Phone, Phone]:
    """The phones of the first student and the first patient: the third person has none."""
    ours = shared_room(varied)
    student, patient, _ = ours.planned()[0]
    return ours.phone(student), ours.phone(patient)


def test_private_settings_change_the_plan_and_no_other_screen_says_why(lobby: tuple[Phone, Phone]) -> None:
    who, other = lobby
    rather_not = who.page.get_by_text("I’d rather not be the student", exact=True)
    assert sorted(students(other)) == ["Ana", "Ben", "Cem"]
    private(who, rather_not)
    expect(other.page.locator(".plan")).not_to_contain_text(
        re.compile(f"{who.name} (is the student|examines|presents)")
    )
    assert len(students(other)) >= 2
    other.unfold("Why this plan?")
    said = other.page.locator(".kit").inner_text().lower()
    assert other.page.locator(".reasons").inner_text().lower() in said
    for giveaway in ("rather", "setting", "private", "doesn’t want", "would not", "wouldn’t", "declin", "asked not"):
        assert giveaway not in said, giveaway
    private(who, rather_not)
    expect(other.page.locator(".plan")).to_contain_text(re.compile(f"{who.name} (is the student|examines|presents)"))


def private(phone: Phone, setting: Locator) -> None:
    """From the session to its owner's settings, and back."""
    phone.page.get_by_text("My private settings").click()
    setting.click()
    phone.button("Save").click()
    phone.sees("Saved.")
    phone.button("Back to the session").click()
    phone.in_lobby(3)


def choose(phone: Phone, field: Locator, option: str) -> None:
    """If Streamlit is still drawing, it closes an open list: then open it once more."""
    line = phone.page.get_by_role("option", name=option).first
    for _ in range(4):
        field.click()
        try:
            line.click(timeout=3 * SECONDS)
            break
        except TimeoutError:
            field.press("Escape")
    expect(field).to_have_value(option)


def test_a_plan_changed_by_hand_says_what_it_breaks_and_is_everybodys_plan(lobby: tuple[Phone, Phone]) -> None:
    first, _ = lobby
    first.tap("Change the plan")
    sees, plays = re.findall(r"^(\w+) \w.* · (\w+) (?:plays|listens)", plan(first), re.MULTILINE)[0]
    choose(first, first.page.get_by_role("combobox", name=re.compile("Student")).first, plays)
    first.tap("Check this plan")
    first.sees(re.compile("same round"))
    choose(first, first.page.get_by_role("combobox", name=re.compile("Patient")).first, sees)
    first.tap("Check this plan")
    first.tap("Use this plan")
    for one in lobby:
        one.sees("Chosen by you.")
        assert students(one)[0] == plays
    first.tap("Go back to the kit’s own plan")
    for one in lobby:
        expect(one.page.get_by_text("Chosen by you.")).to_have_count(0)


# --- coming and going


@pytest.fixture(scope="module")
def preparing(long: Server, shared_room: Callable[..., Room]) -> Trio:
    """A trio that prepares its round, for tests that leave it there."""
    return shared_room(long).begin_planned().trio()


def test_who_comes_late_waits_outside_until_the_patient_or_an_observer_says_come_in(
    long: Server, preparing: Trio, phone: Callable[..., Phone]
) -> None:
    three = preparing.prepare()
    late = phone(long).link(three.code).join("Dee")
    expect(late.page.get_by_role("heading", level=1)).to_have_text("Ana’s session")
    late.in_stage("Prepare")
    late.sees("Wait outside (you can still do this case later), or ask to watch.")
    late.sees(f"{three.student.name} is the student")
    late.tap("I’m in")
    late.tap(WATCH)
    late.sees("We’ve asked. The patient or an observer will answer on their own screen.")
    for one in (three.patient, three.observer):
        one.sees("Dee is here. Let Dee watch this round?")
    three.student.sees_not("Let Dee watch this round?")
    seen = late.source()
    assert [text for text in SECRETS if text in seen] == []
    three.patient.tap(COME_IN)
    late.sees("You’re observing")
    three.observer.sees_not("Let Dee watch this round?")
    assert late.role() == "observer"
    late.sees(CASE["checklist"][0]["text"])


def test_somebody_leaves_a_round_and_comes_back_to_it(preparing: Trio) -> None:
    three = preparing.prepare()
    gone = three.observer
    gone.more(LEAVE)
    gone.sees("You’ve left this session. The others can carry on.")
    for one in (three.student, three.patient):
        one.in_stage("Prepare")
    assert not [text for text in SECRETS if text in gone.source()]
    gone.tap("Rejoin the session")
    expect(gone.band).to_contain_text("You’re observing")
    gone.in_stage("Prepare")
    gone.sees(CASE["checklist"][0]["text"])


# --- what Streamlit draws


class Runs:
    """How often this phone has asked Streamlit to run its page or a part of it, from when it was opened."""

    def __init__(self, phone: Phone) -> None:
        self.count = 0
        phone.page.on("websocket", lambda socket: socket.on("framesent", self._sent))
        phone.page.reload()

    def _sent(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            self.count += BackMsg.FromString(frame).WhichOneof("type") == "rerun_script"


def test_no_page_is_run_again_from_preparing_to_the_next_step(varied: Server, room: Callable[..., Room]) -> None:
    ours = room(varied).begin_planned()
    three = ours.trio().prepare()
    runs = [Runs(phone) for phone in three]
    three.prepare()
    at_first = [one.count for one in runs]

    ours.now().read()
    three.station().student.sees("Your tasks")
    ours.end_early()
    three.quiet()
    ours.now().hand_in()
    for phone in three.debrief().sheets().go_again():
        phone.button(re.compile("Change the plan|Plan a round by hand")).wait_for()

    assert min(at_first) > 0, "They are counted at all."
    assert [one.count for one in runs] == at_first

    three.observer.tap(CASE_IS_WRONG)
    three.observer.page.get_by_role("textbox", name="In a sentence or two").fill("The potassium can’t be right.")
    three.observer.tap("Send")
    three.observer.sees("Sent. Thank you.")
    expect(three.observer.button(CASE_IS_WRONG)).to_have_count(0)
    assert [runs[0].count, runs[1].count] == at_first[:2]


# --- another case, other places


def test_another_case_is_given_in_silence_and_after_a_stop_the_round_begins_afresh_with_one(
    varied: Server, room: Callable[..., Room]
) -> None:
    """In a round with three cases: the second comes because somebody asks for it, the third after a STOP."""
    three = room(varied).begin_planned().trio().prepare()
    first, student = three.student.kind(), three.student
    asks = three.observer
    asks.more(ANOTHER)
    expect(student.band).not_to_contain_text(next(words for words, kind in KINDS.items() if kind == first))
    assert three.prepare().student is student
    second = student.kind()
    assert second != first
    for one in three:
        if one is not asks:
            expect(one.page.locator(".kit")).not_to_contain_text(re.compile(rf"\b{asks.name}\b"))
            expect(one.page.get_by_role("alert")).to_have_count(0)

    student.tap(STOP)
    for one in three:
        expect(one.page.get_by_role("dialog", name="Stopped")).to_be_visible()
    three.patient.tap("Swap this case")
    for one in three:
        expect(one.page.get_by_role("dialog")).to_have_count(0)
    assert three.prepare().student.kind() != second


def test_two_change_places_after_five_seconds_in_which_anybody_may_undo_it(preparing: Trio) -> None:
    three = preparing.prepare()
    before = dict(three.by_role)
    patient, observer = three.patient, three.observer
    pair = re.compile(f"^({patient.name} and {observer.name}|{observer.name} and {patient.name})$")
    three.student.more(SWAP)
    three.student.tap(pair)
    for one in three:
        one.sees(re.compile("^(You’re|.* is) swapping places"))
    observer.tap(UNDO)
    for one in three:
        expect(one.button(UNDO)).to_have_count(0)
    assert three.prepare().by_role == before
    three.student.more(SWAP)
    three.student.tap(pair)
    expect(observer.band).to_contain_text("You play")
    three.prepare()
    assert (three.patient, three.observer) == (observer, patient)


# --- an examination, and what is told about a case before its script


@pytest.fixture
def examined(tmp_path: Path) -> Path:
    """One examination with a content note, and nothing else to play."""
    return content(tmp_path / "content", 0.035, 8, EXAMINATION_CASE, themes=["discrimination"])


def test_the_content_note_stands_before_part_and_sheet_and_a_refused_examination_is_replaced_on_all_three_screens(
    long: Server, room: Callable[..., Room], examined: Path
) -> None:
    """One round, up to reading without the examination."""
    three = room(long, plays=examined).begin_planned().trio().cast()
    for one in (three.patient, three.observer):
        one.sees("This case touches on: discrimination.")
        expect(one.button(READY)).to_have_count(0)
    hidden = [EXAMINED["patient"]["opening"], EXAMINED["checklist"][0]["text"]]
    for one in three:
        assert not [text for text in hidden if text in one.source()]
    three.student.sees_not("touches on")
    expect(three.student.button(READY)).to_be_visible()
    three.patient.tap(SHOW_ME)
    three.patient.sees(EXAMINED["patient"]["opening"])
    assert hidden[1] not in three.observer.source(), "Each accepts it alone."
    three.observer.tap(SHOW_ME)
    three.observer.sees(hidden[1])

    three.ready()
    three.student.tap(ASKED)
    three.observer.sees("Asked. Waiting for the answer.")
    three.patient.tap(NO)
    for one in three:
        one.in_stage("Reading")
        one.sees("No examination, then.")
        one.sees(EXAMINED["examine"]["alternative"])


def test_the_picture_of_a_finding_comes_to_the_student_with_the_finding_and_not_before(
    long: Server, room: Callable[..., Room], examined: Path
) -> None:
    three = room(long, plays=examined).begin_planned().read().trio(STUDENT, OBSERVER).station()
    finding = next(finding for finding in EXAMINED["findings"] if finding.get("image"))
    student = three.student
    address = f"/rooms/{three.code}/pictures/{finding['image']}?seat={student.seat}"
    asked = "(address) => fetch(address, {cache: 'no-store'}).then((answer) => answer.status)"
    assert student.page.evaluate(asked, address) == 404
    assert finding["image"] not in student.source()
    three.observer.hand_over(finding["ask"])
    picture = student.page.get_by_role("img", name=finding["ask"])
    expect(picture).to_be_visible()
    student.page.wait_for_function(
        "(image) => image.complete && image.naturalWidth > 100", arg=picture.element_handle()
    )
    assert student.page.evaluate(asked, address) == 200


def test_a_timed_line_that_a_fact_makes_needless_says_so_to_who_plays_and_names_it_to_nobody_else(
    long: Server, room: Callable[..., Room], tmp_path: Path
) -> None:
    folder = content(tmp_path / "content", reading=0.035, station=8)
    fact = CASE["patient"]["story"][0]
    timed = {"minute": "0", "unless": fact["id"]}
    events = [timed | {"who": "patient", "do": "Look at the door."}, timed | {"who": "observer", "do": "Knock once."}]
    write_case(folder, read_case(folder=folder) | {"events": events})
    ours = room(long, plays=folder).begin_planned()
    two = ours.trio(PATIENT, OBSERVER)
    patient, observer = two.patient, two.observer
    patient.sees(f"Minute 0: Look at the door. Not if this has been said: {fact['say']}")
    ours.read()
    two.station()
    line = patient.page.get_by_role("status").filter(has_text="Look at the door.")
    expect(line).to_have_text(f"Now, unless this has been said ({fact['say']}): Look at the door.")
    expect(observer.page.get_by_role("status").filter(has_text="Knock once.")).to_have_text(
        "Now, unless it’s already happened: Knock once."
    )
    assert fact["say"] not in observer.source()

    patient.tap(patient.line(fact["say"]))

    expect(line).to_have_text("Already happened: Look at the door.")
    assert fact["say"] not in observer.source() + as_json(ours.view(ours.who(STUDENT)))


# --- words, and what people download


def test_words_that_are_not_sent_yet_wait_with_the_hand_in_and_arrive_together(
    long: Server, room: Callable[..., Room]
) -> None:
    observer = room(long).after_the_bell(OBSERVER)
    observer.fill_form()
    observer.saved()
    observer.context.set_offline(True)
    observer.write("Wait after the first answer.")
    observer.hand_in()
    observer.waiting(2)
    observer.sees("Submitted.")
    observer.context.set_offline(False)
    observer.saved()
    observer.page.reload()
    observer.sees("Submitted.")
    expect(observer.sentence).to_have_value("Wait after the first answer.")
    assert "drafts" not in observer.storage()


def test_the_page_that_is_taken_home_opens_without_the_server_with_the_words_received(
    long: Server, room: Callable[..., Room], browser: Browser, tmp_path: Path
) -> None:
    ours = room(long)
    student = ours.after_the_bell(STUDENT)
    ours.forms().moved(ours.who(STUDENT), "go_on").finish()
    student.sees("That’s it for tonight")
    with student.page.expect_download() as download:
        student.button("Download my record").click()
    page = tmp_path / download.value.suggested_filename
    download.value.save_as(page)
    alone = browser.new_context(**LAPTOP, offline=True)
    opened = alone.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(page.as_uri())
    for words in (wrote(PATIENT, 1), wrote(OBSERVER, 1), CASE["title"]):
        expect(opened.get_by_text(words).first).to_be_visible()
    assert asked == [page.as_uri()], "Self-contained: nothing is loaded."
    alone.close()
