"""The rules of the pages around a practice: opening, plan, private settings, the table clock, the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from evening import HOUR, NAMES, UK, Evening, add_case, add_exam, theme
from tabs import HOME, ME, NASTY, NOT_HELD, WAY_IN, Page, evening_of, said, said_of_a_practice

from roleplay.errors import Fault
from roleplay.people.private import MONTH, TONIGHT, Examined, Examiners, Private, Sex
from roleplay.people.visitor import Visitor
from roleplay.room.events import Opened
from roleplay.usecases.history.portable import unpacked
from roleplay.usecases.practice.next_round import NO_CASES
from roleplay.usecases.practice.rooms import HandRow
from roleplay.web.history.record import home_page
from roleplay.web.live import PLANNING
from roleplay.web.people.settings import SAY_YOUR_OWN
from roleplay.web.practice.opening import ONLY_NEARBY
from roleplay.web.server.kit import kit
from roleplay.web.widgets.literal import literal


@pytest.fixture
def stocked(lobby: Evening) -> Evening:
    """Anna, Ben and Cleo on this device, with four cases."""
    return evening_of(lobby.more_cases("case-a", "case-b", "case-c"))


def practice_page(evening: Evening, name: str = "Anna") -> Page:
    return Page().open("practice", seat=evening.seats[name].id)


# --- opening


def test_the_charter_is_asked_once_a_person(stocked: Evening, page: Page) -> None:
    first = practice_page(stocked).press("charter-yes")

    again, other = practice_page(stocked), practice_page(stocked, "Ben")

    assert "I’m in" not in first.labels
    assert "I’m in" not in again.labels
    assert "I’m in" in other.labels


def test_who_comes_during_a_round_reads_whose_session_it_is_and_the_ground_rules(stocked: Evening, page: Page) -> None:
    stocked.begin().read().join("Dee", ME)

    outside, inside = practice_page(stocked, "Dee"), practice_page(stocked, "Ben")

    assert [title.value for title in outside.at.title] == ["Anna’s session"]
    assert ("I’m in" in outside.labels, "I’m in" in inside.labels) == (True, False)
    assert "I’m in" not in outside.press("charter-yes").labels


def test_who_had_not_agreed_when_the_round_began_finds_the_ground_rules_folded(stocked: Evening, page: Page) -> None:
    stocked.begin()

    inside = practice_page(stocked)

    assert [fold.label for fold in inside.at.expander] == ["Ground rules: please read them first"]
    assert "I’m in" not in inside.press("charter-yes").labels


def test_the_page_of_who_waits_outside_brings_nothing_of_the_case(stocked: Evening, page: Page) -> None:
    stocked.begin().read().join("Dee", ME)
    case = stocked.round.snapshot.case

    sent = practice_page(stocked, "Dee").sent

    assert "Ground rules" in sent
    assert [text for text in (case.title, case.patient.plays, case.specialty) if text in sent] == []


def test_somebody_without_a_phone_sits_down_on_this_device(lobby: Evening, page: Page) -> None:
    evening_of(lobby, "Anna")

    practice_page(lobby).type(more_name="Ben").press("more-go")

    seats = kit().joining.seat(Visitor(ME, seat=lobby.seats["Anna"].id)).others
    assert [seat.name for seat in seats] == ["Ben"]


def test_who_adds_one_person_without_a_phone_finds_the_form_open_for_the_next(lobby: Evening, page: Page) -> None:
    evening_of(lobby, "Anna")

    opened = practice_page(lobby).type(more_name="Ben").press("more-go")

    [more] = [one for one in opened.at.expander if one.label == "Somebody without a phone?"]
    assert (more.proto.expanded, more.success[0].value) == (True, "Ben is in. Anybody else?")


def test_a_taken_name_is_said_on_the_page(stocked: Evening, page: Page) -> None:
    opened = practice_page(stocked).type(more_name="x" * 31).press("more-go")

    assert opened.errors == ["That name has 31 characters; up to 30 fit on a phone. A first name is enough."]


def test_it_is_said_whose_machine_keeps_tonight(lobby: Evening, page: Page) -> None:
    evening_of(lobby, NASTY, "Ben")

    captions = [caption.value for caption in practice_page(lobby, "Ben").at.caption]

    assert f"Tonight is saved on the computer that runs the kit, usually {NASTY}’s. Its owner could open the file." in [
        said(caption) for caption in captions
    ]
    assert any(literal(NASTY) in caption for caption in captions)


def test_where_a_table_clock_opened_the_session_no_person_is_said_to_keep_it(lobby: Evening, page: Page) -> None:
    code = kit().joining.open_table(Visitor("a laptop"), UK).code
    seat = kit().joining.join(Visitor(ME), code, "Anna")

    opened = Page().open("practice", seat=seat.id)

    [said_so] = [caption.value for caption in opened.at.caption if "Tonight is saved" in caption.value]
    assert "usually the one that shows the table clock." in said_so


def test_the_lobby_says_what_they_are_preparing_for(lobby: Evening, page: Page) -> None:
    add_exam(lobby.content, "finals", cardiology=1)
    for_an_exam = kit().joining.open_practice(Visitor(ME), "Anna", Opened("uk-osce", exam="finals"))
    for_none = kit().joining.open_practice(Visitor(ME), "Anna", UK)

    said_so = [Page().open("practice", seat=seat.id).markdown for seat in (for_an_exam, for_none)]

    title = kit().rooms.exams()["finals"]
    assert [f"Preparing for: **{title}**" in text for text in said_so] == [True, False]
    assert "Preparing for" not in said_so[1]


def test_online_it_is_said_plainly_that_nobody_elsewhere_reaches_a_computer_at_home(lobby: Evening, page: Page) -> None:
    apart = Opened("uk-osce", online=True)
    lobby.seats["Anna"] = lobby.kit.joining.open_practice(Visitor(ME), "Anna", apart)

    assert ONLY_NEARBY in practice_page(lobby).warnings


def test_in_one_room_nothing_is_said_of_other_places(stocked: Evening, page: Page) -> None:
    assert ONLY_NEARBY not in practice_page(stocked).warnings


def test_who_left_finds_the_way_back_and_nothing_else(stocked: Evening, page: Page) -> None:
    stocked.moved("Ben", "leave")

    left = practice_page(stocked, "Ben")
    labels = left.labels
    left.press("come-back")

    assert labels[-1:] == ["Rejoin the session"]
    assert "Add them on this device" not in labels
    assert [person.name for person in stocked.view("Anna").top.people] == ["Anna", "Cleo", "Ben"]


# --- the plan


def planning_page(evening: Evening, name: str = "Anna") -> Page:
    """After “Change the plan”, which is the live component's."""
    opened = practice_page(evening, name)
    opened.at.session_state[PLANNING] = True
    opened.at.run()
    return opened


def choose(page: Page, row: int, column: str, value: str) -> Page:
    """One cell of the plan: s, p or c."""
    box = next(box for box in page.at.selectbox if str(box.key).startswith(f"plan-{row}-") and box.key[-1] == column)
    box.set_value(value).run()
    return page


def test_below_a_case_in_the_plan_stand_its_kind_and_whether_it_is_new_to_the_reader(
    stocked: Evening, page: Page
) -> None:
    opened = planning_page(stocked)

    lines = [caption.value for caption in opened.at.caption if caption.value.startswith("Interview")]

    assert lines == ["Interview, new to you"] * len(stocked.planned())


def test_what_a_change_of_the_plan_breaks_is_said_and_then_kept(stocked: Evening, page: Page) -> None:
    first, second = stocked.planned()[:2]
    opened = planning_page(stocked)

    choose(opened, 1, "c", first[2]).press("plan-check")
    warned = opened.warnings
    opened.press("plan-use")

    title = stocked.kit.library().cases[first[2]].title
    assert len(warned) == 1
    assert f"Round 2: {second[0]} already knows “{title}”." in warned[0]
    assert [case for _, _, case in stocked.planned()][:2] == [first[2], first[2]]


def test_a_further_change_is_not_used_before_it_was_asked_about(stocked: Evening, page: Page) -> None:
    first = stocked.planned()[0]
    opened = planning_page(stocked).press("plan-check")
    asked = opened.labels

    choose(opened, 1, "c", first[2])

    assert "Use this plan" in asked
    assert "Use this plan" not in opened.labels


def test_an_impossible_plan_is_said_and_changes_nothing(stocked: Evening, page: Page) -> None:
    plan = stocked.planned()
    opened = planning_page(stocked)

    choose(opened, 0, "p", plan[0][0]).press("plan-check")

    assert opened.errors == ["One person can’t be the student and the patient in the same round."]
    assert stocked.planned() == plan


def test_the_kits_own_plan_comes_back(stocked: Evening, page: Page) -> None:
    plan = stocked.planned()
    stocked.plan_by_hand(HandRow(2, 1, "case-a"))

    planning_page(stocked).press("plan-anew")

    assert stocked.planned() == plan


def test_names_in_what_a_plan_breaks_are_text(lobby: Evening, page: Page) -> None:
    evening_of(lobby.more_cases("case-a", "case-b"), NASTY, "Ben")
    first = lobby.planned()[0]
    opened = planning_page(lobby, "Ben")

    choose(opened, 1, "c", first[2]).press("plan-check")

    assert literal(NASTY) in opened.at.warning[0].value or literal("Ben already knows") in opened.at.warning[0].value
    assert NASTY not in opened.at.warning[0].value


def test_without_a_case_the_page_stands_and_looks_again_when_asked(lobby: Evening, page: Page) -> None:
    evening_of(lobby.without("good"))
    opened = practice_page(lobby)
    add_case(lobby.content, "case-a")
    none = lobby.state.reason

    opened.press("plan-anew")

    assert none == NO_CASES
    assert opened.errors == []
    assert [case for _, _, case in lobby.planned()] == ["case-a"]


def test_when_every_case_has_gone_the_page_still_stands(stocked: Evening, page: Page) -> None:
    stocked.without("good", "case-a", "case-b", "case-c")

    assert practice_page(stocked).errors == []


# --- private settings


def settings_page(evening: Evening, name: str = "Ben") -> Page:
    return Page().open("settings", seat=evening.seats[name].id)


def settings_of(evening: Evening, name: str) -> Private:
    return kit().settings.private(Visitor(ME, seat=evening.seats[name].id))


def test_settings_are_saved_and_shown_again(stocked: Evening, page: Page) -> None:
    opened = settings_page(stocked)

    opened.at.multiselect(key="blocked").set_value(["cancer"])
    opened.at.radio(key="examined").set_value(Examined.ANYTHING)
    opened.at.checkbox(key="extra").check()
    opened.at.checkbox(key="no-patient").check()
    opened.press("private-go")
    again = settings_page(stocked)

    kept = settings_of(stocked, "Ben")
    assert (kept.blocked, kept.examined, kept.extra_time) == (frozenset({"cancer"}), Examined.ANYTHING, True)
    assert kept.not_student_until == 0
    assert kept.not_patient_until - TONIGHT >= stocked.wall.at
    assert [one.value for one in opened.at.success] == ["Saved."]
    assert again.at.multiselect(key="blocked").value == ["cancer"]
    assert again.at.radio(key="examined").value == Examined.ANYTHING
    assert [again.at.checkbox(key=key).value for key in ("no-student", "no-patient", "extra")] == [False, True, True]


def test_hands_arms_and_head_by_anyone_is_what_stands_there_first(stocked: Evening, page: Page) -> None:
    opened = settings_page(stocked)

    shown = [opened.at.radio(key=key).value for key in ("examined", "examined-by", "sex")]

    assert shown == [Examined.LIMBS, Examiners.ANYONE, None]


def test_one_chooses_who_may_examine_from_those_one_sat_with(stocked: Evening, page: Page) -> None:
    opened = settings_page(stocked)

    opened.at.radio(key="examined-by").set_value(Examiners.CHOSEN)
    opened.at.multiselect(key="chosen").set_value([stocked.seats["Cleo"].person])
    opened.press("private-go")
    again = settings_page(stocked)

    assert settings_of(stocked, "Ben").chosen == {stocked.seats["Cleo"].person}
    assert again.at.multiselect(key="chosen").options == ["Anna", "Cleo"]
    assert again.at.multiselect(key="chosen").value == [stocked.seats["Cleo"].person]


def test_ones_own_sex_is_asked_for_only_with_people_of_my_own_sex(stocked: Evening, page: Page) -> None:
    opened = settings_page(stocked)

    opened.at.radio(key="examined-by").set_value(Examiners.SAME_SEX)
    opened.press("private-go")
    unsaid = (opened.errors, settings_of(stocked, "Ben"))
    opened.at.radio(key="sex").set_value(Sex.FEMALE)
    opened.press("private-go")

    assert unsaid == ([SAY_YOUR_OWN], Private())
    assert settings_of(stocked, "Ben") == Private(examined_by=Examiners.SAME_SEX, sex=Sex.FEMALE)


def test_a_month_without_being_student_does_not_begin_again_with_each_save(stocked: Evening, page: Page) -> None:
    opened = settings_page(stocked)
    opened.at.checkbox(key="no-student-month").check()
    opened.press("private-go")
    first = settings_of(stocked, "Ben").not_student_until
    stocked.wall.forward(13 * HOUR)

    again = settings_page(stocked)
    again.at.checkbox(key="extra").check()
    again.press("private-go")

    assert first < stocked.wall.at + MONTH
    assert settings_of(stocked, "Ben") == Private(extra_time=True, not_student_until=first)


def test_saving_changes_nobody_elses_settings(stocked: Evening, page: Page) -> None:
    opened = settings_page(stocked)

    opened.at.checkbox(key="extra").check()
    opened.press("private-go")

    assert settings_of(stocked, "Anna") == settings_of(stocked, "Cleo") == Private()


def test_a_theme_whose_file_has_a_fault_stays_blocked(stocked: Evening, page: Page) -> None:
    kit().settings.set_private(Visitor(ME, seat=stocked.seats["Ben"].id), Private(blocked=frozenset({"cancer"})))
    (stocked.content / "rubrics/themes.yaml").write_text("format: [", encoding="utf-8")

    settings_page(stocked).press("private-go")

    assert settings_of(stocked, "Ben").blocked == frozenset({"cancer"})


@pytest.mark.parametrize("whose", ["Dora's", "nobody's", "none"])
def test_a_foreign_seats_settings_are_one_sentence_and_the_way_in(lobby: Evening, page: Page, whose: str) -> None:
    seat = lobby.start("Dora").seats["Dora"].id if whose == "Dora's" else "nothing" if whose == "nobody's" else ""

    page.open("settings", seat=seat)

    assert page.errors == [NOT_HELD]
    assert (page.labels, len(page.at.checkbox), WAY_IN in page.html) == ([], 0, True)


def test_from_the_settings_a_button_leads_back(stocked: Evening, page: Page) -> None:
    opened = settings_page(stocked).press("private-back")

    assert opened.seat == stocked.seats["Ben"].id
    assert opened.errors == []


def test_a_block_changes_the_plan_and_no_word_on_anothers_page(lobby: Evening, page: Page) -> None:
    lobby.more_cases("case-x", "case-y", edits=theme("cancer")).more_cases("case-a", "case-b")
    evening_of(lobby)
    opened = settings_page(lobby)

    opened.at.multiselect(key="blocked").set_value(["cancer"])
    opened.press("private-go")

    assert {case for _, _, case in lobby.planned()} == {"good", "case-a", "case-b"}
    shown = said_of_a_practice(practice_page(lobby)).lower()
    assert [word for word in ("cancer", "block", "private setting") if word in shown] == []


# --- the table's clock


def test_home_starts_a_table_and_shows_its_code(lobby: Evening, page: Page) -> None:
    page.open().press("table-go")

    code = str(page.at.query_params["code"])

    assert page.errors == []
    assert f"### Code: :primary[{code[:3]} {code[3:]}]" in page.markdown
    assert kit().joining.table(Visitor(ME), code).code == code
    assert kit().joining.seats(Visitor(ME)) == ()


def test_a_stranger_sees_no_table(lobby: Evening, page: Page) -> None:
    lobby.start("Dora")

    page.open("table", code=lobby.code)

    assert page.errors == ["Join this session first. Then you can use this screen as the table clock."]
    assert (page.labels, WAY_IN in page.html) == ([], True)


def test_a_table_without_a_code_asks_for_one(lobby: Evening, page: Page) -> None:
    page.open("table")

    assert page.errors == ["Type the six characters on the first person’s screen."]
    assert WAY_IN in page.html
    assert page.links == ["Home"]


def test_the_clock_shows_no_word_of_a_role_once_a_round_runs(stocked: Evening, page: Page) -> None:
    stocked.begin().read()

    page.open("table", code=stocked.code)

    assert page.errors == []
    assert said_of_a_practice(page) == ""


# --- the end


def test_at_the_end_everybody_may_take_theirs_home(stocked: Evening, page: Page) -> None:
    stocked.play_all()

    ends = [practice_page(stocked, name) for name in NAMES]

    assert all(end.errors == [] for end in ends)
    assert [[one.label for one in end.at.get("download_button")] for end in ends] == [["Download my record"]] * 3
    assert [end.labels for end in ends] == [["Keep this group going", "Make my personal key"]] * 3


def test_whose_place_the_others_gave_back_takes_their_rounds_of_tonight_home(lobby: Evening, page: Page) -> None:
    lobby.start().begin()
    claim = lobby.kit.joining.claim(Visitor(ME), lobby.code, "Anna")
    lobby.move("Ben", "let_in", claim=claim)
    lobby.play_from_here("Next time I will wait").finish()
    anna, now = lobby.seats["Anna"], datetime(2025, 10, 9, tzinfo=UTC)

    shown = practice_page(lobby)
    carried = unpacked(home_page(Visitor(ME, person=anna.person), now, anna.practice).encode())

    assert (shown.errors, shown.downloads) == ([], ["Download my record"])
    assert [(one.role, one.sheets is not None) for one in carried.rounds] == [("student", True)]
    lobby.wall.forward(49 * HOUR)
    with pytest.raises(Fault):
        home_page(Visitor(ME, person=anna.person), now, anna.practice)


def test_whose_place_the_others_gave_back_makes_no_key_and_is_told_why(lobby: Evening, page: Page) -> None:
    lobby.start().begin()
    claim = lobby.kit.joining.claim(Visitor(ME), lobby.code, "Anna")
    lobby.move("Ben", "let_in", claim=claim)
    lobby.play_from_here("Next time I will wait").finish()

    pressed = practice_page(lobby).press("make-key")

    assert [error.partition(".")[0] for error in pressed.errors] == [
        "This phone or browser has your place for this session only"
    ]


def test_before_the_end_there_is_nothing_to_take_home(stocked: Evening, page: Page) -> None:
    stocked.play()

    assert [one.label for one in practice_page(stocked).at.get("download_button")] == []


def test_once_the_practice_has_closed_nothing_is_left_but_the_way_to_ones_history(stocked: Evening, page: Page) -> None:
    stocked.play_all()
    stocked.wall.forward(48 * HOUR)

    closed = practice_page(stocked, "Anna")

    assert (closed.errors, closed.labels, closed.downloads) == ([], [], [])
    assert closed.links == ["My history", "Home"]


def test_who_left_a_practice_that_has_closed_is_not_asked_to_come_back(stocked: Evening, page: Page) -> None:
    stocked.play().moved("Ben", "leave").finish()
    stocked.wall.forward(48 * HOUR)

    left = practice_page(stocked, "Ben")

    assert left.labels == []
    assert left.links == ["Home"]


# --- home


def test_home_leads_to_the_settings_of_who_was_last_here(lobby: Evening, page: Page) -> None:
    before = page.open().links
    lobby.seats["Anna"] = lobby.kit.joining.open_practice(Visitor(ME), NASTY, UK)

    after = Page().open().links

    assert before == ["Home", "Group", "History", "Cases", "Me"]
    assert after == [*before, "Mark an example", "Practise on your own", f"{literal(NASTY)}’s private settings"]


def test_home_offers_three_ways_in(lobby: Evening, page: Page) -> None:
    assert page.open().labels == HOME


def test_other_minutes_begin_as_the_presets_and_are_taken_from_the_form(lobby: Evening, page: Page) -> None:
    page.open().at.radio(key="start-preset").set_value("plab").run()
    page.at.toggle(key="start-other").set_value(True).run()
    offered = {field.label: field.value for field in page.at.number_input}
    page.at.number_input(key="start-plab-station").set_value(5)

    page.type(start_name="Anna").press("start-go")

    [(practice, _)] = kit().joining.seats(Visitor(ME))
    assert offered == {
        "Prepare, minutes": 3, "Reading, minutes": 1.5, "Station, minutes": 8, "Debrief (6 short, 10 long), minutes": 6,
    }  # fmt: skip
    assert kit().rooms.live(practice.id).state.opened == Opened("plab", station=5)


def test_the_chosen_timing_is_taken_however_a_session_starts(lobby: Evening, page: Page) -> None:
    evening_of(lobby, "Anna")
    home = page.open()
    home.at.radio(key="start-preset").set_value("sca").run()

    home.press("start-me")

    assert timings() == {"uk-osce", "sca"}


def timings() -> set[str]:
    """The presets of this device's sessions."""
    return {kit().rooms.live(practice.id).state.opened.preset for practice, _ in kit().joining.seats(Visitor(ME))}


def test_only_the_newest_running_session_is_the_primary_button(lobby: Evening, page: Page) -> None:
    evening_of(Evening(lobby.kit, lobby.wall, lobby.folder), "Anna")
    lobby.wall.forward(HOUR)
    evening_of(lobby, "Anna")

    primary = [button.key for button in page.open().at.button if button.proto.type == "primary"]

    assert primary == [f"open-{lobby.seats['Anna'].id}"]


def test_a_finished_session_is_gone_from_home(lobby: Evening, page: Page) -> None:
    evening_of(lobby).play().finish()

    home = page.open()

    assert [button.key for button in home.at.button if str(button.key).startswith("open-")] == []
    assert "Carry on" not in home.text


@pytest.mark.parametrize("name", ["", "history"])
def test_what_one_wrote_can_be_finished_from_home_and_history_until_the_session_closes(
    lobby: Evening, page: Page, name: str
) -> None:
    evening_of(lobby).play().finish()

    back = page.open(name).press(f"words-{lobby.seats['Anna'].id}")

    assert back.seat == lobby.seats["Anna"].id
    assert "You can add to it until" in Page().open(name).text


def test_a_closed_session_offers_nothing_to_finish(lobby: Evening, page: Page) -> None:
    evening_of(lobby).play().finish()
    lobby.wall.forward(48 * HOUR)

    assert [button.key for button in page.open().at.button if str(button.key).startswith("words-")] == []


def test_whoever_still_plays_is_led_into_the_session_and_not_to_its_words(lobby: Evening, page: Page) -> None:
    evening_of(lobby).play()

    keys = [str(button.key).split("-")[0] for button in page.open().at.button]

    assert ("open" in keys, "words" in keys) == (True, False)


def test_online_and_the_link_to_the_call_are_taken_from_the_form(lobby: Evening, page: Page) -> None:
    page.open().at.checkbox(key="start-online").check()

    page.type(start_name="Anna", start_call="https://meet.example.org/j/1").press("start-go")

    [(practice, _)] = kit().joining.seats(Visitor(ME))
    opened = kit().rooms.live(practice.id).state.opened
    assert (opened.online, opened.call) == (True, "https://meet.example.org/j/1")


def test_whoever_gives_a_link_is_online_without_saying_so(lobby: Evening, page: Page) -> None:
    page.open().type(start_name="Anna", start_call="https://meet.example.org/j/1").press("start-go")

    [(practice, _)] = kit().joining.seats(Visitor(ME))
    assert kit().rooms.live(practice.id).state.opened.online


def test_the_timing_of_a_kind_is_taken_from_the_form(lobby: Evening, page: Page) -> None:
    page.open().at.toggle(key="start-kinds").set_value(True).run()
    page.at.selectbox(key="start-examination").set_value("plab")

    page.type(start_name="Anna").press("start-go")

    [(practice, _)] = kit().joining.seats(Visitor(ME))
    assert kit().rooms.live(practice.id).state.opened.by_kind == (("examination", "plab"),)


def test_the_form_begins_with_the_timing_that_one_last_had(lobby: Evening, page: Page) -> None:
    last = Opened("plab", station=5, by_kind=(("examination", "sca"),))
    lobby.kit.joining.open_practice(Visitor(ME), "Anna", replace(last, online=True, case="good"))

    home = page.open()
    begins_with = home.text
    home.press("start-me")

    [newest, _] = [kit().rooms.live(p.id).state.opened for p, _ in kit().joining.seats(Visitor(ME))]
    assert newest == last
    assert "PLAB 2 style, reading 1.5 min, station 5 min; examinations SCA style" in begins_with


def test_without_a_last_timing_the_form_begins_with_the_usual_one(lobby: Evening, page: Page) -> None:
    assert "Timing: UK OSCE, reading 2 min, station 8 min." in page.open().text


def test_the_exam_to_prepare_for_is_taken_from_the_form(lobby: Evening, page: Page) -> None:
    add_exam(lobby.content, "finals", cardiology=1)
    page.open().at.radio(key="start-exam").set_value("finals")

    page.type(start_name="Anna").press("start-go")

    [(practice, _)] = kit().joining.seats(Visitor(ME))
    assert kit().rooms.live(practice.id).state.opened.exam == "finals"
