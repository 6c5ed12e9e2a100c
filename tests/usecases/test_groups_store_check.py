"""`check --store` of groups: silent where all is well, a sentence where it isn't."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from evening import Evening, url_of
from groups_at_work import AtWork

from roleplay.__main__ import main
from roleplay.groups.meeting import Answer
from roleplay.usecases.groups.store_check import check_groups
from roleplay.usecases.upkeep import back_up


@pytest.fixture
def trio(evening: Evening) -> AtWork:
    group = AtWork(evening).found("Anna", "Ben", "Cleo")
    group.say(group.plan("Anna"), Answer.YES, "Anna", "Ben")
    return group


def found(group: AtWork) -> list[str]:
    return check_groups(url_of(group.evening.folder), group.now)


def test_where_all_is_well_nothing_is_said(trio: AtWork) -> None:
    assert found(trio) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE group_members SET admin = 0", "nobody looks after it"),
        ("UPDATE group_members SET left_at = 1", "nobody is in it"),
        ("UPDATE meetings SET body = replace(body, '\"most\":null', '\"most\":1')", "more have a place"),
        ("DELETE FROM group_members WHERE admin = 0", "never in the group"),
    ],
)
def test_what_does_not_hold_together_is_named(
    trio: AtWork, change: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(trio.evening.folder / "kit.sqlite3")) as plain, plain:
        plain.execute(change)
    monkeypatch.setenv("ROLEPLAY_DATABASE_URL", url_of(trio.evening.folder))

    assert main(["check", "--store"]) == 1
    assert said in capsys.readouterr().out


def test_a_backup_holds_the_groups(trio: AtWork) -> None:
    copy = back_up(trio.evening.kit.store, trio.now).file

    with closing(sqlite3.connect(copy)) as plain:
        assert plain.execute("SELECT count(*) FROM group_members").fetchone() == (3,)
        assert plain.execute("SELECT count(*) FROM meeting_replies").fetchone() == (2,)
