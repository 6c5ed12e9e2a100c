"""The rules of “Keep this group going” on the last screen of a session."""

from __future__ import annotations

from evening import Evening
from tabs import ME, Page, evening_of

from roleplay.people.visitor import Visitor
from roleplay.web.server.kit import kit


def last_screen(lobby: Evening, name: str) -> Page:
    return Page().open("practice", seat=lobby.seats[name].id)


def test_one_tap_keeps_the_group_and_the_next_is_in_with_one(lobby: Evening, page: Page) -> None:
    evening_of(lobby).play().finish()

    first = last_screen(lobby, "Anna").press("keep-going")
    second = last_screen(lobby, "Ben")
    offered = second.text
    second.press("keep-going")

    [group] = kit().groups.pages.home_groups(Visitor(ME, person=lobby.seats["Anna"].person))
    members = kit().groups.pages.group_page(Visitor(ME, person=lobby.seats["Anna"].person), group.id).members
    assert ([one.name for one in members], first.errors, second.errors) == (["Anna", "Ben"], [], [])
    assert "Anna would like to" in offered


def test_who_kept_it_is_led_to_the_group_on_their_own_device(lobby: Evening, page: Page) -> None:
    evening_of(lobby).play().finish()

    kept = last_screen(lobby, "Anna").press("keep-going")

    assert "Set your usual time" in [link.proto.label for link in kept.at.get("page_link")]


def test_whoever_joins_what_another_founded_is_led_to_the_group_and_not_to_its_time(lobby: Evening, page: Page) -> None:
    evening_of(lobby).play().finish()
    last_screen(lobby, "Ben").press("keep-going")

    joined = last_screen(lobby, "Anna").press("keep-going")

    assert "You’re in Thursday group, with Ben." in joined.text
    assert "Open the group" in [link.proto.label for link in joined.at.get("page_link")]
