"""The rules of the case bank and of what Home suggests: no spoilers, and nothing that was met, blocked or demanding."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from evening import EXAMINED, HEAVY, Evening, theme, titled
from tabs import NOT_KEPT, Page, history, said, token_of

from roleplay.content.rubric import in_a_row
from roleplay.content.signatures import fingerprint_to_sign
from roleplay.people.codes import device_hash
from roleplay.people.private import Private
from roleplay.people.rounds import READER
from roleplay.people.visitor import Visitor
from roleplay.web.cases.cases import NONE_REVIEWED

Tab = Callable[..., Page]
SECRETS = (
    "Daniel Okafor", "You drive a bus", "tightness in my chest", "Two flights does it", "My dad died",
    "You look down", "You think it is wind", "You will end like", "A heart tracing", "ECG", "Asks what brings it on",
    "Asks about the family", "Troponin can wait", "NICE CG95", "A GP surgery", "Take a focused history",
)  # fmt: skip
GOOD = "Tight chest on the stairs"
TONIGHT = "This case is planned for a session that you’re in. Whoever plays it will see the script there."
ASKS = "If you read the script, you’ll know this case: **you won’t be offered it as the student.**"
CLOSED = 2 * 24 * 60 * 60 * 1000


@pytest.fixture
def known(lobby: Evening) -> Evening:
    """Anna has been here, on an evening that is over; four cases."""
    over = lobby.more_cases("case-a", "case-b", "case-c").start().begin().play_from_here().finish()
    over.wall.forward(CLOSED)
    return over


def cases_of(page: Page) -> list[str]:
    """Each case's line, as it reads."""
    lines = [said(one.label).replace("**", "").split("  \n") for one in page.at.expander]
    return [" · ".join(line) for line in lines if len(line) == 2]


def exposed(evening: Evening, name: str = "Anna") -> set[tuple[str, str]]:
    return {(one.case, one.role) for one in evening.met(name)}


def choose(page: Page, key: str, value: object) -> Page:
    those = (*page.at.get("button_group"), *page.at.selectbox)
    next(one for one in those if one.key == key).set_value(value).run()
    return page


# --- browsing


@pytest.mark.parametrize("who", ["somebody", "nobody"])
def test_the_list_has_every_title_and_no_word_of_a_case(known: Evening, tab: Tab, page: Page, who: str) -> None:
    shown = (tab("Anna") if who == "somebody" else page).open("cases")

    assert [line.split(" · ")[0] for line in cases_of(shown)] == [*map(titled, ("case-a", "case-b", "case-c")), GOOD]
    assert [secret for secret in SECRETS if secret in shown.sent] == []
    assert shown.errors == []


def test_skill_names_with_commas_stay_apart_and_abbreviations_keep_their_capitals() -> None:
    assert in_a_row(("Red flags", "Ideas, concerns and expectations", "SBAR")) == (
        "red flags; ideas, concerns and expectations; SBAR"
    )


def test_without_a_person_a_script_cannot_be_read(known: Evening, page: Page) -> None:
    assert page.open("cases").labels == []
    assert "Once you’ve started or joined a session, you can read its script here and print it." in page.text


def test_what_somebody_has_met_is_shown_to_them_alone(known: Evening, tab: Tab, page: Page) -> None:
    nobody = page.open("cases").sent

    met = [line for line in cases_of(tab("Anna").open("cases")) if line.endswith("you’ve met it")]

    assert met == [f"{GOOD} · Interview · cardiology · you’ve met it"]
    assert "you’ve met it" not in nobody


def test_another_person_in_the_address_is_a_sentence_and_nothing_of_theirs(known: Evening, tab: Tab) -> None:
    shown = tab("Anna").open("cases", person=known.seats["Ben"].person)

    assert shown.errors == [NOT_KEPT]
    assert ("you’ve met it" in shown.sent, shown.labels) == (False, [])


def test_the_list_can_be_narrowed_by_kind_level_specialty_skill_and_theme(known: Evening, tab: Tab) -> None:
    rubric = (known.content / "rubrics/history.yaml").read_text(encoding="utf-8")
    rubric = rubric.replace("id: history", "id: examination").replace("[interview]", "[examination]")
    (known.content / "rubrics/examination.yaml").write_text(rubric, encoding="utf-8")
    other = {"specialty: cardiology": "specialty: surgery", "level: clinical": "level: finals"}
    skill = {"skills: [red-flags]": "skills: [ice]\nthemes: [cancer]"}
    known.more_cases("case-x", edits=EXAMINED | other | skill)
    chosen = {
        "kind": "examination", "level": "finals", "specialty": "surgery", "skill": "ice", "theme": "Cancer",
    }  # fmt: skip

    for key, value in chosen.items():
        narrowed = choose(tab("Anna").open("cases"), f"case-{key}", value)
        assert [titled("case-x") in line for line in cases_of(narrowed)] == [True], key
        assert "1 of 5 cases" in narrowed.text


def test_themes_and_demands_are_shown_before_a_script_is_read(known: Evening, tab: Tab) -> None:
    known.more_cases("case-x", edits={**HEAVY, **theme("cancer")})

    shown = tab("Anna").open("cases")

    assert "It touches on: cancer. A demanding case, planned only if you choose it." in shown.text


@pytest.mark.parametrize(("mode", "by"), [("telephone", ", by telephone"), ("video", ", by video")])
def test_how_the_two_meet_is_shown_if_not_face_to_face(known: Evening, tab: Tab, mode: str, by: str) -> None:
    known.more_cases("case-x", edits={"kind: interview": f"kind: interview\nmode: {mode}"})

    shown = tab("Anna").open("cases")

    assert shown.text.count(f"difficulty 2 of 5{by}") == 1
    assert shown.text.count("difficulty 2 of 5") == 5


def test_the_list_says_who_reviewed_a_case_and_of_which_nobody_has(known: Evening, tab: Tab) -> None:
    of = fingerprint_to_sign(known.kit.library().cases["good"])
    signed = f"reviews: [{{by: A. Name, role: GP, on: 2026-09-01, fingerprint: {of}}}]"
    known.more_cases("case-x", edits={"clinically_reviewed: true": signed})

    shown = tab("Anna").open("cases")

    assert shown.text.count("Reviewed by a GP, September 2026.") == 1
    assert shown.text.count("Not reviewed by a clinician yet.") == 4


def test_cases_can_be_narrowed_to_those_that_a_clinician_reviewed(known: Evening, tab: Tab) -> None:
    of = fingerprint_to_sign(known.kit.library().cases["good"])
    signed = f"reviews: [{{by: A. Name, role: GP, on: 2025-09-01, fingerprint: {of}}}]"
    known.more_cases("case-x", edits={"clinically_reviewed: true": signed})

    narrowed = choose(tab("Anna").open("cases"), "case-reviewed", "Reviewed by a clinician")

    assert [line.split(" · ")[0] for line in cases_of(narrowed)] == [titled("case-x")]
    assert NONE_REVIEWED not in narrowed.text


def test_where_no_shipped_case_is_reviewed_the_filter_says_so(known: Evening, tab: Tab) -> None:
    narrowed = choose(tab("Anna").open("cases"), "case-reviewed", "Reviewed by a clinician")

    assert cases_of(narrowed) == []
    assert NONE_REVIEWED in narrowed.text


def test_without_a_case_the_page_says_how_to_add_one(lobby: Evening, page: Page) -> None:
    lobby.without("good")

    assert "There are no cases to play yet." in page.open("cases").text


@pytest.mark.parametrize("words", ["case-x", "title of  CASE", "sheffield", "cardio tele", "red flags"])
def test_a_search_looks_through_what_everybody_may_know(known: Evening, tab: Tab, words: str) -> None:
    edits = {"kind: interview": "kind: interview\nmode: telephone", "A GP surgery": "A clinic in Sheffield"}
    known.more_cases("case-x", edits=edits)

    shown = tab("Anna").open("cases").type(case_search=words)
    shown.at.run()

    assert titled("case-x") in [line.split(" · ")[0] for line in cases_of(shown)]


def test_a_search_leaves_out_what_does_not_match(known: Evening, tab: Tab) -> None:
    shown = tab("Anna").open("cases").type(case_search=GOOD)
    shown.at.run()

    assert [line.split(" · ")[0] for line in cases_of(shown)] == [GOOD]


@pytest.mark.parametrize("secret", ["Okafor", "bus", "tightness", "ECG", "troponin"])
def test_no_search_tells_what_is_in_a_script(known: Evening, tab: Tab, secret: str) -> None:
    shown = tab("Anna").open("cases").type(case_search=secret)
    shown.at.run()

    assert cases_of(shown) == []


def test_what_is_new_to_somebody_can_be_shown_alone(known: Evening, tab: Tab) -> None:
    shown = tab("Anna").open("cases")
    shown.at.checkbox(key="case-new").check().run()

    assert [line.split(" · ")[0] for line in cases_of(shown)] == list(map(titled, ("case-a", "case-b", "case-c")))


def test_a_script_that_is_read_among_what_is_new_stays_where_it_is(known: Evening, tab: Tab) -> None:
    shown = tab("Anna").open("cases")
    shown.at.checkbox(key="case-new").check().run()
    before = [line.split(" · ")[0] for line in cases_of(shown)]

    shown.press("open-case-a")

    assert [line.split(" · ")[0] for line in cases_of(shown)] == before


def test_cases_are_in_the_order_of_specialties_and_titles(known: Evening, tab: Tab) -> None:
    known.more_cases("case-x", edits={"specialty: cardiology": "specialty: surgery"})

    lines = [line.split(" · ")[0] for line in cases_of(tab("Anna").open("cases"))]

    assert lines == [*map(titled, ("case-a", "case-b", "case-c")), GOOD, titled("case-x")]


def test_a_case_that_is_new_can_be_practised_from_the_list(known: Evening, tab: Tab) -> None:
    shown = tab("Anna").open("cases").press("practise-case-b")

    assert planned_for(known, shown) == ["case-b"]


def test_practise_this_takes_the_timing_that_stands_on_the_page(known: Evening, tab: Tab) -> None:
    before = tab("Anna").open("cases")
    begins_with = before.at.radio(key="start-preset").value
    before.at.radio(key="start-preset").set_value("sca").run()

    started = before.press("practise-case-b")

    seat = known.kit.joining.seat(Visitor(device_hash(token_of("Anna")), seat=started.seat))
    assert (begins_with, known.kit.rooms.live(seat.practice.id).state.opened.preset) == ("uk-osce", "sca")


def test_a_case_that_is_known_demanding_or_unfinished_starts_no_session(known: Evening, tab: Tab) -> None:
    known.more_cases("case-heavy", edits=HEAVY)

    keys = [str(button.key) for button in tab("Anna").open("cases").at.button]

    assert [key for key in keys if key in ("practise-good", "practise-case-heavy")] == []


# --- reading a script


def test_reading_a_script_is_confirmed_recorded_and_shown(known: Evening, tab: Tab) -> None:
    shown = tab("Anna").open("cases")
    asked, before = shown.markdown, exposed(known)

    shown.press("open-case-a")

    assert ASKS in asked
    assert exposed(known) - before == {("case-a", READER)}
    assert "You drive a bus." in shown.html
    assert (shown.errors, exposed(known, "Ben")) == ([], {("good", "patient")})


def test_a_case_whose_script_was_read_is_not_planned_for_its_reader_as_student(known: Evening, tab: Tab) -> None:
    tab("Anna").open("cases").press("open-case-a").press("open-case-b")

    again = known.later()

    assert [case for student, _, case in again.planned() if student == "Anna"] == ["case-c"]


def test_the_script_of_a_met_case_opens_without_the_question(known: Evening, tab: Tab) -> None:
    shown = tab("Anna").open("cases").press("open-good")

    assert "You drive a bus." in shown.html
    assert exposed(known) == {("good", "student")}


def test_a_case_that_was_opened_stays_unfolded(known: Evening, tab: Tab) -> None:
    shown = tab("Anna").open("cases").press("open-case-a")

    unfolded = [said(one.label) for one in shown.at.expander if one.proto.expanded]
    assert unfolded == [f"**{titled('case-a')}**  \nInterview · cardiology · you’ve met it"]


def test_two_on_one_device_do_not_open_scripts_for_each_other(known: Evening, tab: Tab) -> None:
    shown = tab("Anna").open("cases").press("open-case-a")
    with known.kit.store.write() as writer:
        writer.devices.add_person_device(known.seats["Ben"].person, device_hash(token_of("Anna")), False, known.wall.at)

    shown.at.query_params["person"] = known.seats["Ben"].person
    shown.at.run()

    assert (shown.errors, "You drive a bus." in shown.html) == ([], False)
    assert exposed(known, "Ben") == {("good", "patient")}


@pytest.mark.parametrize("when", ["planned", "running"])
def test_the_script_of_a_case_planned_tonight_stays_closed(lobby: Evening, tab: Tab, when: str) -> None:
    lobby.more_cases("case-a", "case-b").start()
    if when == "running":
        lobby.begin()
    case = lobby.round.snapshot.case.id if when == "running" else lobby.planned()[0][2]

    shown = tab("Anna").open("cases").press(f"open-{case}")

    assert shown.errors == [TONIGHT]
    assert [secret for secret in SECRETS if secret in shown.sent] == []
    assert (case, READER) not in exposed(lobby)


def test_a_case_planned_tonight_is_closed_to_everybody_on_the_device(lobby: Evening, tab: Tab) -> None:
    lobby.more_cases("case-a", "case-b").start().begin().play_from_here().finish().wall.forward(CLOSED)
    guests = Evening(lobby.kit, lobby.wall, lobby.folder).start("Dora", "Emil")
    guests.join("Finn", device_hash(token_of("Anna")))

    shown = tab("Anna").open("cases").press(f"open-{guests.planned()[0][2]}")

    assert shown.errors == [TONIGHT]


def test_what_was_refused_tonight_is_asked_again_tomorrow(lobby: Evening, tab: Tab) -> None:
    lobby.more_cases("case-a", "case-b").start()
    case = lobby.planned()[0][2]
    shown = tab("Anna").open("cases").press(f"open-{case}")

    lobby.wall.forward(CLOSED)
    shown.at.run()

    assert (shown.errors, exposed(lobby)) == ([], set())
    assert ASKS in shown.markdown


# --- seeing a patient again


def test_a_known_case_that_was_chosen_is_planned_as_a_repeat_and_the_plan_says_so(known: Evening, tab: Tab) -> None:
    again_of(tab("Anna").open("cases"))[0].set_value(True).run()
    known.without("case-a", "case-b")

    again = known.later()
    row = next(row for row in again.state.plan if again.name_of(row.student) == "Anna")

    assert (row.case, row.why) == ("good", "Anna chose to do this case again.")


def test_a_repeat_that_was_played_is_called_one(known: Evening, tab: Tab) -> None:
    again_of(tab("Anna").open("cases"))[0].set_value(True).run()
    again = known.later().begin("good").play_from_here().finish()

    listed = history(tab("Anna"))
    opened = tab("Anna").open("history", station=f"{again.practice}-1")

    assert " · a case you knew" in said(listed.at.button(key=f"list-{again.practice}-1").label)
    assert "good practice, but not counted in trends" in opened.text


def test_a_choice_can_be_taken_back(known: Evening, tab: Tab) -> None:
    shown = tab("Anna").open("cases")

    again_of(shown)[0].set_value(True).run()
    again_of(shown)[0].set_value(False).run()

    with known.kit.store.read() as reader:
        assert reader.choices.repeats(known.seats["Anna"].person) == set()


def test_only_a_case_that_was_met_can_be_chosen_again(known: Evening, tab: Tab) -> None:
    assert len(again_of(tab("Anna").open("cases"))) == 1


def test_two_on_one_device_do_not_choose_for_each_other(known: Evening, tab: Tab) -> None:
    shown = tab("Anna").open("cases")
    again_of(shown)[0].set_value(True).run()
    with known.kit.store.write() as writer:
        writer.devices.add_person_device(known.seats["Ben"].person, device_hash(token_of("Anna")), False, known.wall.at)

    shown.at.query_params["person"] = known.seats["Ben"].person
    shown.at.run()

    with known.kit.store.read() as reader:
        assert reader.choices.repeats(known.seats["Ben"].person) == set()


# --- what Home says


def suggested(page: Page) -> str:
    """The title of what Home suggests."""
    lines = [said(one.value) for one in page.at.markdown if "Practise next" in one.value]
    return lines[0].removeprefix("**Practise next: ").removesuffix("**") if lines else ""


def every_suggestion(page: Page) -> list[str]:
    """One after the other, until the first comes again."""
    found: list[str] = []
    while suggested(page) not in found and suggested(page):
        found.append(suggested(page))
        if "Suggest something else" not in page.labels:
            break
        page.press("something-else")
    return found


def test_home_shows_the_next_step_and_a_case_with_its_reason(known: Evening, tab: Tab) -> None:
    known.later().begin("case-a").play_from_here("Next time I will wait").finish()

    home = tab("Anna").open()

    assert "Next time I will wait" in home.html
    assert suggested(home) in (titled("case-b"), titled("case-c"))
    after = home.text.split("Practise next")[1].splitlines()
    assert after[1].startswith("Interview, cardiology. ")
    assert len(after[1]) > len("Interview, cardiology. ")


def test_something_else_goes_through_every_case_that_is_fresh(known: Evening, tab: Tab) -> None:
    assert sorted(every_suggestion(tab("Anna").open())) == [titled(f"case-{letter}") for letter in "abc"]


def test_no_case_is_suggested_that_was_met_is_demanding_or_was_blocked(known: Evening, tab: Tab) -> None:
    known.more_cases("case-heavy", edits=HEAVY).more_cases("case-cancer", edits=theme("cancer"))
    with known.kit.store.write() as writer:
        writer.persons.set_private(known.seats["Anna"].person, Private(blocked=frozenset({"cancer"})))
    tab("Anna").open("cases").press("open-case-a")

    assert sorted(every_suggestion(tab("Anna").open())) == [titled("case-b"), titled("case-c")]


def test_where_nothing_is_fresh_nothing_is_suggested(known: Evening, tab: Tab) -> None:
    known.without("case-a", "case-b", "case-c")

    home = tab("Anna").open()

    assert (home.errors, suggested(home), "Suggest something else" in home.labels) == ([], "", False)


def test_one_tap_starts_a_practice_under_the_known_name(known: Evening, tab: Tab) -> None:
    home = tab("Anna").open().press("start-me")

    seat = known.kit.joining.seat(Visitor(device_hash(token_of("Anna")), seat=home.seat)).seat
    assert (seat.name, seat.person) == ("Anna", known.seats["Anna"].person)


def again_of(page: Page) -> list[Any]:
    """What asks for a known case once more."""
    return [toggle for toggle in page.at.toggle if str(toggle.key).startswith("again-")]


def planned_for(evening: Evening, page: Page) -> list[str]:
    """The student's cases once somebody has joined the session that this page went to."""
    seat = evening.kit.joining.seat(Visitor(device_hash(token_of("Anna")), seat=page.seat))
    evening.kit.joining.join(Visitor("a new phone"), seat.practice.code, "Dora")
    plan = evening.kit.rooms.state(seat.practice.id).plan
    return [row.case for row in plan if row.student == seat.seat.id]


@pytest.mark.parametrize("wanted", ["case-a", "case-b", "case-c"])
def test_practise_this_starts_a_session_with_that_case(known: Evening, tab: Tab, wanted: str) -> None:
    home = tab("Anna").open()
    while suggested(home) != titled(wanted):
        home.press("something-else")

    home.press(f"practise-{wanted}")

    assert planned_for(known, home) == [wanted]


def test_home_of_a_known_device_still_starts_under_another_name(known: Evening, tab: Tab) -> None:
    home = tab("Anna").open().type(start_name="Dora").press("start-go")

    seat = known.kit.joining.seat(Visitor(device_hash(token_of("Anna")), seat=home.seat)).seat
    assert (seat.name, seat.person != known.seats["Anna"].person) == ("Dora", True)


def test_who_came_as_a_guest_is_not_greeted_by_home(known: Evening, tab: Tab) -> None:
    home = tab("Anna", guest="Ben").open()

    assert [label for label in home.labels if label.startswith("Start a session as")] == ["Start a session as Anna"]
    assert not any("Ben" in label for label in home.labels)
