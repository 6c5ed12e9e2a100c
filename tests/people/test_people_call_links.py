"""Only a link that leads to a web page, and hides nothing of where, is shown to everybody."""

import pytest

from roleplay.errors import Fault
from roleplay.people.call_links import LONGEST_LINK, clean_link

LINK = "https://meet.example.org/j/123?pwd=a%20b#x"


@pytest.mark.parametrize("link", [LINK, "http://call.example.org:8443/room"])
def test_a_link_to_a_page_is_kept_as_it_is(link: str) -> None:
    assert clean_link(f"  {link}\n") == link


@pytest.mark.parametrize("typed", ["", "   "])
def test_a_call_without_a_link_is_all_right(typed: str) -> None:
    assert clean_link(typed) == ""


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)//https://meet.example.org",
        "data:text/html,hello",
        "file:///etc/passwd",
        "tel:0123",
        "meet.example.org/j/1",
        "//meet.example.org/j/1",
        "https://",
        "https:meet.example.org",
        "https://meet.example.org@evil.example/j/1",
        "https://meet.example.org:port/",
        "https://[meet.example.org/",
        "https://meet.example.org/a b",
        "https://meet.example.org/\u202egnp.exe",
        "https://m\u0435et.example.org/",
        "https://meet.example.org/\nhttps://other.example",
        'https://meet.example.org/"onmouseover="alert(1)',
        "Join us: https://meet.example.org/j/1",
    ],
)
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(Fault, match="That isn’t a link to a video call"):
        clean_link(typed)


def test_a_link_has_a_longest_length() -> None:
    longest = LINK + "x" * (LONGEST_LINK - len(LINK))

    assert clean_link(longest) == longest
    with pytest.raises(Fault, match="That link is too long"):
        clean_link(longest + "x")
