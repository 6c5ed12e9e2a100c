"""Right-to-left words among left-to-right ones."""

from __future__ import annotations

import pytest

from roleplay.people.directions import each_its_way, from_the_left, isolated

LEFT, OPEN, SHUT = "\u200e", "\u2068", "\u2069"


@pytest.mark.parametrize("words", ["", "Ana", "Zoë", "小林", "Νίκος", "Ана", "👋", "ශ්‍රීමා"])
def test_what_is_read_from_the_left_stays_as_it_is(words: str) -> None:
    assert isolated(words) == from_the_left(words) == words


@pytest.mark.parametrize("words", ["דנה", "محمد", "Ana אנה", "ܫܡܥܘܢ", "𞤀𞤣𞤤𞤢𞤥"])
def test_what_is_read_from_the_right_is_kept_apart_inside_a_sentence_from_the_left(words: str) -> None:
    assert isolated(words) == f"{LEFT}{OPEN}{words}{SHUT}"
    assert from_the_left(f"{words} was not read.") == f"{LEFT}{words} was not read."


def test_every_element_that_holds_words_finds_its_own_direction() -> None:
    html = '<div class="paper"><h2>a</h2><p class="soft">b<br></p><td>c</td><img src="d"><p dir="ltr">e</p></div>'

    assert each_its_way(html) == (
        '<div dir="auto" class="paper"><h2 dir="auto">a</h2><p dir="auto" class="soft">b<br></p><td dir="auto">c</td>'
        '<img src="d"><p dir="ltr">e</p></div>'
    )


def test_what_people_wrote_is_no_element() -> None:
    assert each_its_way("<p>&lt;p&gt; a &lt;p class=x</p>") == '<p dir="auto">&lt;p&gt; a &lt;p class=x</p>'
