"""The rules of the Group page: found one, see whether tonight is on, answer in one tap, start without a code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest
from evening import HOUR, Evening
from groups_at_work import TERMS, AtWork
from tabs import Page, token_of

from roleplay.groups.group import NOT_A_MEMBER, Pause
from roleplay.groups.meeting import Answer
from roleplay.groups.own_limits import OwnLimits
from roleplay.groups.series import Series
from roleplay.people.codes import device_hash
from roleplay.people.visitor import Visitor
from roleplay.web.server.kit import kit

WEEK_OFF = Pause(date(2025, 10, 20), date(2025, 10, 26))
Browser = Callable[[str], Page]


@pytest.fixture
def trio(lobby: Evening) -> AtWork:
    """Anna founded a group; Ben and Cleo came in by invitation."""
    lobby.start()
    return AtWork(lobby).found("Anna", "Ben", "Cleo")


@pytest.fixture
def browser(cookies: dict[str, str], trio: AtWork) -> Browser:
    """Somebody's own."""

    def of(name: str) -> Page:
        cookies["device"], device = token_of(name), device_hash(token_of(name))
        with kit().store.write() as writer:
            if not writer.devices.held(device):
                writer.devices.add_person_device(trio.people[name], device, False, trio.now)
        return Page()

    return of


def group_of(browser: Browser, name: str, at_work: AtWork, **more: str) -> Page:
    return browser(name).open("group", group=at_work.id, **more)


def info_of(browser: Browser, name: str, at_work: AtWork) -> str:
    return "\n".join(one.value for one in group_of(browser, name, at_work).at.info)


def tap(page: Page, key: str, answer: Answer) -> Page:
    page.at.button_group(key=key).set_value(answer).run()
    return page


# --- founding


def test_somebody_new_founds_a_group_with_a_name_and_a_day(lobby: Evening, page: Page) -> None:
    page.open("group").type(found_me="Dora", found_name="Thursday trio", found_place="Library 2")
    page.at.button_group(key="found-day").set_value(3)

    page.press("found-go")

    assert (page.errors, page.title) == ([], "Welcome to Thursday trio")
    assert "This is practice, not assessment." in page.text
    assert "Thursday 9 October" in page.press("welcome-yes").text or "Library 2" in page.text


def test_a_group_without_a_name_is_a_sentence_and_no_group(lobby: Evening, page: Page) -> None:
    page.open("group").type(found_me="Dora").press("found-go")

    assert page.errors == ["Give the group a name, such as “Thursday trio”."]


def test_a_group_is_nothing_to_somebody_who_isnt_in_it(trio: AtWork, tab: Callable[..., Page]) -> None:
    trio.evening.join("Dora")

    page = tab("Dora", trio.evening).open("group", group=trio.id)

    assert page.errors == [NOT_A_MEMBER]
    assert "Thursday trio" not in page.sent


def test_who_kept_a_group_sets_its_usual_time_first(trio: AtWork, browser: Browser) -> None:
    page = group_of(browser, "Anna", trio).type(usual_place="Library 2").press("usual-go")

    assert page.errors == []
    assert (trio.next("Anna").tonight.place, len(trio.page("Anna").meetings)) == ("Library 2", 6)
    assert "When do you usually meet?" not in group_of(browser, "Ben", trio).text


# --- is tonight on?


def test_one_tap_answers_and_the_others_see_it(trio: AtWork, browser: Browser) -> None:
    trio.plan("Anna")
    meeting = trio.next("Anna").id

    tap(group_of(browser, "Anna", trio), f"answer-{meeting}", Answer.YES)
    page = group_of(browser, "Ben", trio)

    assert "Anna is coming, Ben and Cleo haven’t said · two more needed" in page.text


def test_an_answer_that_somebody_passed_on_isnt_taken_back_by_the_next_run(trio: AtWork, browser: Browser) -> None:
    trio.plan("Anna")
    meeting = trio.next("Anna").id
    page = tap(group_of(browser, "Anna", trio), f"answer-{meeting}", Answer.YES)
    trio.groups.meetings.answer(trio.who("Ben"), meeting, Answer.CANNOT, trio.people["Anna"])

    page.at.run()

    assert "Ben passed this answer on for you." in page.text
    assert trio.next("Anna").mine is Answer.CANNOT


def test_anybody_answers_for_somebody_who_said_so_elsewhere(trio: AtWork, browser: Browser) -> None:
    trio.plan("Anna")
    meeting = trio.next("Anna").id
    page = group_of(browser, "Anna", trio, session=meeting)

    tap(page, f"for-{meeting}-{trio.people['Cleo']}", Answer.MAYBE)

    assert trio.next("Cleo").mine is Answer.MAYBE
    assert "Anna passed this on." in page.text


def test_somebody_who_is_coming_says_that_theyre_late(trio: AtWork, browser: Browser) -> None:
    meeting = trio.plan("Anna", hours=2)
    trio.say(meeting, Answer.YES, "Anna")

    group_of(browser, "Anna", trio).press(f"late-{meeting}")

    assert "Anna is running late" in group_of(browser, "Ben", trio).text


def test_home_has_the_lines_for_the_chat_too(trio: AtWork, browser: Browser) -> None:
    trio.plan("Anna")

    assert "Copy for the group chat" in browser("Anna").open().sent


def test_the_lines_for_the_chat_hold_the_sessions_own_link(trio: AtWork, browser: Browser) -> None:
    meeting = trio.plan("Anna")

    page = group_of(browser, "Anna", trio)

    assert "Copy for the group chat" in page.sent
    assert f"/group?group={trio.id}&amp;session={meeting}" in page.html


def test_a_session_is_started_without_a_code_and_the_next_goes_in(trio: AtWork, browser: Browser) -> None:
    meeting = trio.plan("Anna", hours=0.5)
    trio.say(meeting, Answer.YES, "Anna", "Ben")

    first = group_of(browser, "Anna", trio).press(f"start-{meeting}")
    second = browser("Ben").open().press(f"in-{meeting}")

    held = kit().joining.seat(Visitor(device_hash(token_of("Ben")), seat=second.seat))
    assert (first.errors, second.errors) == ([], [])
    assert [seat.name for seat in kit().rooms.live(held.practice.id).seats] == ["Anna", "Ben"]


def test_whoever_starts_sees_who_said_yes_and_not_who_cant(trio: AtWork, browser: Browser) -> None:
    meeting = trio.plan("Anna", hours=0.5)
    trio.say(meeting, Answer.YES, "Anna", "Ben")
    trio.say(meeting, Answer.CANNOT, "Cleo")

    page = group_of(browser, "Anna", trio).press(f"start-{meeting}")

    assert ("Anna and Ben said yes." in page.text, "Cleo" in page.text) == (True, False)


def test_home_shows_the_next_session_and_takes_the_answer(trio: AtWork, browser: Browser) -> None:
    meeting = trio.plan("Anna")

    page = tap(browser("Ben").open(), f"answer-{meeting}", Answer.YES)

    assert "Ben is coming" in page.text
    assert trio.next("Ben").mine is Answer.YES


def test_a_move_is_told_to_who_had_answered_and_asks_again(trio: AtWork, browser: Browser) -> None:
    meeting = trio.plan("Anna")
    trio.say(meeting, Answer.YES, "Ben")
    trio.evening.wall.forward(HOUR)
    trio.groups.meetings.move(trio.who("Anna"), meeting, trio.wall(80), 120, "Library 3")

    page = browser("Ben").open()

    assert any(line.startswith("Moved from ") for line in page.warnings)
    assert page.at.button_group(key=f"answer-{meeting}").value is None


def test_an_admin_is_asked_whether_to_call_off_what_too_few_come_to(trio: AtWork, browser: Browser) -> None:
    meeting = trio.plan("Anna", hours=1.5)
    labels = {name: group_of(browser, name, trio).labels for name in ("Anna", "Ben")}

    assert ["Call it off" in labels[name] for name in ("Anna", "Ben")] == [True, False]
    group_of(browser, "Anna", trio).press(f"off-{meeting}")
    assert trio.next("Ben").is_off


# --- a large group


@pytest.fixture
def seven(trio: AtWork) -> AtWork:
    for name in ("Dora", "Emil", "Fay", "Gus"):
        trio.invite("Anna", name)
    return trio


def test_a_poll_is_answered_in_one_tap_and_an_admin_chooses_a_time(seven: AtWork, browser: Browser) -> None:
    times = [seven.wall(50), seven.wall(80)]
    poll = seven.groups.meetings.ask(seven.who("Ben"), seven.id, times, 120, "Library 2")

    tap(group_of(browser, "Cleo", seven), f"vote-{poll}-1", Answer.YES)
    page = group_of(browser, "Anna", seven)

    assert "Can come: Cleo" in page.text
    assert page.press(f"fix-{poll}-1").errors == []
    assert seven.next("Cleo").mine is Answer.YES


def test_whoever_waits_reads_their_own_place_and_nobody_elses(seven: AtWork, browser: Browser) -> None:
    seven.groups.membership.agree(seven.who("Anna"), seven.id, replace(TERMS, most=3))
    meeting = seven.plan("Anna")
    seven.say(meeting, Answer.YES, "Anna", "Ben", "Cleo", "Dora", "Emil")

    said = {name: group_of(browser, name, seven).text + info_of(browser, name, seven) for name in ("Emil", "Fay")}

    assert "You’re number 2 on the waiting list." in said["Emil"]
    assert "waiting list" not in said["Fay"]


# --- who is in it


def test_an_invitation_is_shown_once_and_can_be_taken_back(trio: AtWork, browser: Browser) -> None:
    page = group_of(browser, "Anna", trio).press("invite-go")
    again = group_of(browser, "Anna", trio)

    assert ("/invitation?secret=" in page.html, "/invitation?secret=" in again.html) == (True, False)
    [line] = trio.page("Anna").invitations
    again.press(f"revoke-{line.digest[:12]}")
    assert trio.page("Anna").invitations == ()


def test_leaving_takes_one_tap_and_the_others_read_it(trio: AtWork, browser: Browser) -> None:
    group_of(browser, "Ben", trio).press("leave")

    assert "Ben left" in group_of(browser, "Anna", trio).text


def test_only_an_admin_finds_settings_and_how_to_remove_somebody(trio: AtWork, browser: Browser) -> None:
    keys = {}
    for name, other in (("Anna", "Ben"), ("Ben", "Anna")):
        page = group_of(browser, name, trio)
        page.at.button_group(key="about").set_value(trio.people[other]).run()
        keys[name] = {"remove", "terms-go"} & {button.key for button in page.at.button}

    assert keys == {"Anna": {"remove", "terms-go"}, "Ben": set()}


def test_an_admin_pauses_the_group_for_weeks_and_ends_a_pause(trio: AtWork, browser: Browser) -> None:
    trio.groups.membership.agree(trio.who("Anna"), trio.id, replace(TERMS, series=Series(date(2025, 10, 16), time(19))))
    page = group_of(browser, "Anna", trio)
    page.at.date_input(key="terms-pause-0").set_value(date(2025, 10, 22))

    page.press("terms-go")

    assert (page.errors, trio.page("Ben").terms.pauses) == ([], (WEEK_OFF,))
    assert [one.starts.day for one in trio.page("Ben").meetings if one.is_off] == [23]
    page.at.checkbox(key=f"terms-pause-{WEEK_OFF.first}-{WEEK_OFF.last}").uncheck()
    page.press("terms-go")
    assert trio.page("Ben").terms.pauses == ()
    assert not any(one.is_off for one in trio.page("Ben").meetings)


def test_a_group_is_taken_along_in_a_file_and_read_in_on_the_page(trio: AtWork, browser: Browser) -> None:
    file = trio.groups.along.take(trio.who("Anna"), trio.id)
    page = browser("Anna").open("group", new="yes")
    page.at.file_uploader(key="bring-group").set_value(("group.json", file, "application/json")).run()

    page.press("bring-group-go")

    assert (page.errors, page.title) == ([], "Welcome to Thursday trio")
    assert "Ben" in page.press("welcome-yes").text


def test_a_member_chooses_cases_by_their_titles_and_the_group_reads_what_to_bring(
    trio: AtWork, browser: Browser
) -> None:
    trio.more_examinations("case-a", kit="Tuning fork", prop="A bloody tissue")
    meeting = trio.plan("Anna")
    page = group_of(browser, "Ben", trio, session=meeting)
    page.at.multiselect(key=f"cases-{meeting}").set_value(["case-a"])

    page.press("cases-go")

    read = group_of(browser, "Cleo", trio, session=meeting)
    assert (page.errors, "**Bring:** Tuning fork" in read.markdown) == ([], True)
    assert "bloody tissue" not in page.sent + read.sent


def test_ones_own_limit_is_a_question_before_a_yes_and_an_answer_only_after_it(trio: AtWork, browser: Browser) -> None:
    first, second = trio.plan("Anna", hours=26), trio.plan("Anna", hours=50)
    trio.say(first, Answer.YES, "Ben")
    trio.groups.own.set_limits(trio.who("Ben"), OwnLimits(sessions_a_week=1))
    page = group_of(browser, "Ben", trio, session=second)

    asked = tap(page, f"answer-{second}", Answer.YES).text

    assert "You have one that week. Do you want to come to this one too?" in asked
    assert trio.groups.pages.meeting(trio.who("Ben"), second).mine is None
    page.press(f"yes-{second}")
    assert "Do you want to come" not in page.text
    assert trio.groups.pages.meeting(trio.who("Ben"), second).mine is Answer.YES


def test_a_no_and_a_yes_within_ones_limits_are_not_questioned(trio: AtWork, browser: Browser) -> None:
    first, second = trio.plan("Anna", hours=26), trio.plan("Anna", hours=50)
    trio.groups.own.set_limits(trio.who("Ben"), OwnLimits(sessions_a_week=1))

    for meeting, said in ((first, Answer.YES), (second, Answer.CANNOT)):
        page = tap(group_of(browser, "Ben", trio, session=meeting), f"answer-{meeting}", said)
        assert "Do you want to come" not in page.text
        assert trio.groups.pages.meeting(trio.who("Ben"), meeting).mine is said


# --- what stays private


def test_no_page_of_a_group_shows_anothers_limits_or_attendance(trio: AtWork, browser: Browser) -> None:
    trio.plan("Anna")
    trio.groups.own.set_limits(trio.who("Ben"), OwnLimits(sessions_a_week=1, pause_until=date(2031, 3, 7)))
    trio.groups.board.block(trio.who("Ben"), trio.people["Anna"])

    sent = group_of(browser, "Anna", trio).sent + browser("Anna").open().sent

    assert [word for word in ("pausing", "2031", "blocked", "I was in") if word in sent] == []


def test_a_next_step_is_shown_only_after_its_owner_chose_to(trio: AtWork, browser: Browser) -> None:
    trio.evening.begin().play_from_here("Next time I will wait").finish()
    step = "Next time I will wait"
    before = step in group_of(browser, "Ben", trio).sent

    group_of(browser, "Anna", trio).press("show-step")

    assert (before, step in group_of(browser, "Ben", trio).sent) == (False, True)


def test_a_next_step_done_on_two_days_is_told_with_one_tap(trio: AtWork, browser: Browser) -> None:
    trio.evening.begin().play_from_here("Next time I will wait").finish()
    trio.keeps("Anna", 1, 8)
    before = "Done on two days" in group_of(browser, "Ben", trio).sent

    page = group_of(browser, "Anna", trio).press("tell-step")

    assert (page.errors, before) == ([], False)
    assert "Done on two days: “Next time I will wait”" in group_of(browser, "Ben", trio).text
    assert "tell-step" not in {button.key for button in page.at.button}


def test_own_limits_are_kept_under_me(trio: AtWork, browser: Browser) -> None:
    page = browser("Anna").open("me")
    page.at.number_input(key="limits-most").set_value(2)

    page.press("limits-go")

    assert trio.groups.own.limits(trio.who("Anna")).sessions_a_week == 2


def test_a_link_can_be_reported_and_its_author_blocked(trio: AtWork, browser: Browser) -> None:
    link = trio.groups.board.add_link(trio.who("Anna"), trio.id, "A tip", "")

    page = group_of(browser, "Ben", trio)
    copies = page.downloads
    page.press(f"block-{link}")

    assert ("Keep a copy" in copies, "A tip" in page.text) == (True, False)
