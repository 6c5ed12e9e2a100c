"""When Streamlit has something else to draw around the live component: at the ends of a session, not in its rounds."""

from __future__ import annotations

from itertools import pairwise

from evening import NAMES, Evening

from roleplay.web.practice.around import Part, around


def keys(evening: Evening) -> dict[str, str]:
    return {name: around(evening.view(name)).key for name in evening.seats}


def changes(seen: list[str]) -> int:
    """How often a page has to be run again."""
    return sum(one != other for one, other in pairwise(seen))


def test_a_whole_session_draws_each_page_again_twice(lobby: Evening) -> None:
    """As the first round begins, and at the end."""
    lobby.more_cases("case-a", "case-b", "case-c").start()
    seen = [keys(lobby)]
    for _ in range(len(lobby.state.plan)):
        for step in (
            lobby.begin_planned,
            lobby.read,
            lambda: lobby.wall.forward(lobby.round.lengths.reading),
            lambda: lobby.tap("Cleo", "pinned", pin="try"),
            lambda: lobby.wall.forward(lobby.round.lengths.station),
            lobby.forms,
            lambda: lobby.moved(lobby.who("student"), "go_on"),
            lambda: lobby.tap(lobby.who("student"), "wrote", words="next_step", text="Next time I will wait"),
        ):
            step()
            seen.append(keys(lobby))
    lobby.finish()
    seen.append(keys(lobby))

    assert {name: changes([each[name] for each in seen]) for name in NAMES} == dict.fromkeys(NAMES, 2)


def test_who_comes_in_draws_nobody_elses_page_again(lobby: Evening) -> None:
    lobby.start("Anna", "Ben")
    before = keys(lobby)

    lobby.join("Cleo")

    assert {name: key for name, key in keys(lobby).items() if name in before} == before


def test_a_page_with_the_fields_of_a_plan_follows_the_plan(lobby: Evening) -> None:
    lobby.more_cases("case-a", "case-b").start("Anna", "Ben")
    before = around(lobby.view("Anna"))

    lobby.join("Cleo")
    after = around(lobby.view("Anna"))

    assert before.name(follows=False) == after.name(follows=False)
    assert before.name(follows=True) != after.name(follows=True)


def test_a_page_with_the_ground_rules_follows_the_stage(lobby: Evening) -> None:
    lobby.start().begin()
    before = around(lobby.view("Ben"))

    lobby.read()

    assert before.name(follows=True) != around(lobby.view("Ben")).name(follows=True)


def test_who_left_sees_another_page_and_comes_back_to_the_first(lobby: Evening) -> None:
    before = keys(lobby.start())["Ben"]

    left = around(lobby.moved("Ben", "leave").view("Ben"))
    lobby.join("Ben")

    assert left.part is Part.LEFT
    assert keys(lobby)["Ben"] == before


def test_who_waits_outside_has_a_page_of_their_own_until_they_are_let_in(lobby: Evening) -> None:
    lobby.start().begin().join("Dee")
    outside = around(lobby.view("Dee"))

    lobby.moved("Dee", "watch").moved("Ben", "let_in", claim=lobby.round.watchers[-1].id)

    assert (outside.part, outside.host) == (Part.OUTSIDE, "Anna")
    assert around(lobby.view("Dee")).part is Part.ROUND


def test_where_no_plan_is_to_be_had_the_page_says_how_to_ask_again(lobby: Evening) -> None:
    lobby.without("good").start()

    assert around(lobby.view("Anna")).again
