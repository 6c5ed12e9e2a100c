"""The rules of the security log: what is written, how much of it, and nothing that somebody typed."""

from __future__ import annotations

import pytest
from evening import hear_security

from roleplay.usecases.security import AT_ONCE, Notes


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    hear_security(caplog)
    return caplog


def test_an_event_is_one_line_with_its_facts_and_the_same_on_the_record(lines: pytest.LogCaptureFixture) -> None:
    Notes().event("signed_out", person="a1b2", everywhere=True)

    [record] = lines.records
    assert record.getMessage() == "signed_out person=a1b2 everywhere=True"
    assert (record.__dict__["security"], record.__dict__["person"]) == ("signed_out", "a1b2")


@pytest.mark.parametrize("text", ["Anna Maria", "one\nforged=line", "", "ä", "x" * 65, "a=b"])
def test_what_could_be_somebodys_text_is_left_out(lines: pytest.LogCaptureFixture, text: str) -> None:
    Notes().event("signed_out", person=text)

    assert [record.getMessage() for record in lines.records] == ["signed_out person=?"]


def test_a_flood_of_refusals_is_counted_and_not_written_out(lines: pytest.LogCaptureFixture) -> None:
    now = [0]
    notes = Notes(lambda: now[0])
    for _ in range(AT_ONCE + 1000):
        notes.refusal("cookie_refused")
    now[0] = 1000

    notes.refusal("cookie_refused")

    assert len(lines.records) == AT_ONCE + 1
    assert lines.records[-1].getMessage() == "cookie_refused left_out=1000"


def test_what_was_done_is_written_whatever_was_refused(lines: pytest.LogCaptureFixture) -> None:
    notes = Notes(lambda: 0)
    for _ in range(AT_ONCE + 10):
        notes.refusal("key_refused")

    notes.event("key_replaced")

    assert lines.records[-1].getMessage() == "key_replaced"
