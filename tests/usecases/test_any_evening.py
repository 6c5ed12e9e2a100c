"""Whatever people do in whatever order: their rounds keep what the log says, even if somebody is deleted."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from evening import MINUTE, NAMES, SECOND, Evening, an_evening, theme, url_of
from hypothesis import event, given, settings
from hypothesis import strategies as st
from left_over import YEAR, forget, people, person_of

from roleplay.errors import Fault
from roleplay.usecases.upkeep import compare_with_log, erase_old_words

TAPS: list[tuple[str, dict[str, object]]] = [
    ("marked", {"item": "exertional", "mark": "done"}),
    ("marked", {"item": "family", "mark": None}),
    ("fact_came", {"fact": "stairs", "came": True}),
    ("rated_domain", {"domain": "gather", "value": 4}),
    ("rated_overall", {"value": 2}),
    ("rated_statement", {"statement": "one", "value": 5}),
    ("rated_goal", {"outcome": "partly"}),
    ("pinned", {"pin": "try"}),
    ("handed_in", {}),
    *(("wrote", {"words": words, "text": text}) for words in ("line", "sentence", "one_to_try") for text in ("so", "")),
    ("wrote", {"words": "next_step", "text": "next time"}),
]
WAITS = st.sampled_from([0, 0, SECOND, 6 * SECOND, 2 * MINUTE, 8 * MINUTE, 45 * MINUTE])
DEEDS = st.one_of(
    st.tuples(st.just("tap"), st.sampled_from(TAPS), st.sampled_from([0, 0, 0, -1])),
    st.tuples(st.just("move"), st.integers(0, 9), st.just(0)),
    *([st.tuples(st.just("on"), st.just(0), st.just(0))] * 3),
)
SCRIPTS = st.lists(st.tuples(WAITS, st.sampled_from(NAMES), DEEDS), min_size=10, max_size=40)


def play(evening: Evening, script: list[tuple[int, str, tuple[str, object, int]]]) -> None:
    """What is refused is skipped."""
    for wait, name, (deed, what, back) in script:
        evening.wall.forward(wait)
        if deed == "tap":
            kind, values = what  # type: ignore[misc]
            evening.tap(name, kind, **values, round=max(1, len(evening.state.rounds) + back))
        elif deed == "move":
            offered = [move for move in evening.view(name).top.moves if move != "leave"]
            if offered:
                move = offered[what % len(offered)]  # type: ignore[operator]
                evening.move(name, move, **({"swap": [0, 1]} if move == "swap" else {}))
        else:
            go_on(evening)


def go_on(evening: Evening) -> None:
    """In the ordinary way, as far as possible."""
    if evening.state.hold is not None:
        for name in NAMES:
            evening.move(name, "carry_on")
    elif evening.stage in ("opening", "next"):
        evening.move(NAMES[0], "begin")
    elif evening.stage == "prepare":
        evening.read()
    elif evening.stage == "quiet":
        evening.hand_in()
    else:
        evening.move(NAMES[0], "go_on")
        evening.wall.forward(8 * MINUTE)


@given(SCRIPTS)
@settings(max_examples=40, derandomize=True, deadline=None, database=None)
def test_what_is_kept_agrees_with_the_log_whatever_people_do(
    script: list[tuple[int, str, tuple[str, object, int]]],
) -> None:
    with TemporaryDirectory() as folder:
        evening = an_evening(Path(folder)).more_cases("case-a", "case-b")
        evening.more_cases("case-c", edits=theme("cancer")).start().begin()

        play(evening, script)
        event(f"{evening.stage} of round {len(evening.state.rounds)}")
        assert compare_with_log(url_of(evening.folder), evening.wall.at) == []

        leave_and_forget(evening)
        assert compare_with_log(url_of(evening.folder), evening.wall.at) == []

        erase_old_words(evening.kit.store, evening.wall.at + YEAR + 1)
        assert compare_with_log(url_of(evening.folder), evening.wall.at) == []
        evening.kit.close()


def leave_and_forget(evening: Evening) -> None:
    """Anna goes, in the middle of it or after it."""
    try:
        forget(evening, "Anna")
    except Fault:
        evening.move("Anna", "leave")
        evening.wall.forward(6 * SECOND)
        forget(evening, "Anna")
    assert person_of(evening, "Anna") not in [held.person.id for held in people(evening).on_device("device of Anna")]
