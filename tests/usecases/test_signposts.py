"""Whose numbers somebody sees: the country they chose, or else the kit's own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from evening import Evening, device_of

from roleplay.errors import Fault
from roleplay.people.private import Private
from roleplay.people.signposts import FOLDER
from roleplay.people.visitor import Visitor
from roleplay.usecases.people.signposts import Signposts


def signposts(evening: Evening, folder: Path = FOLDER, usual: str = "ireland") -> Signposts:
    return Signposts(evening.kit.store, evening.kit.people, folder, usual)


def name_of(posts: Signposts, person: str = "") -> str:
    found = posts.of(person)
    return found.name if found else ""


def asking(evening: Evening, name: str) -> Visitor:
    return Visitor(device_of(name), person=evening.seats[name].person)


def test_who_chose_nothing_sees_the_kits_country(evening: Evening) -> None:
    assert name_of(signposts(evening), evening.seats["Anna"].person) == "Ireland"


def test_who_chose_a_country_sees_it_and_nobody_else_does(evening: Evening) -> None:
    posts = signposts(evening)

    posts.choose(asking(evening, "Anna"), "germany")

    assert [name_of(posts, evening.seats[name].person) for name in ("Anna", "Ben")] == ["Germany", "Ireland"]


def test_a_choice_leaves_the_private_settings_as_they_were(evening: Evening) -> None:
    anna = Visitor(device_of("Anna"), seat=evening.seats["Anna"].id)
    evening.kit.settings.set_private(anna, Private(extra_time=True))

    signposts(evening).choose(asking(evening, "Anna"), "germany")

    assert evening.kit.settings.private(anna) == Private(extra_time=True, country="germany")


def test_nobody_chooses_for_somebody_else(evening: Evening) -> None:
    theirs = Visitor(device_of("Ben"), person=evening.seats["Anna"].person)

    with pytest.raises(Fault):
        signposts(evening).choose(theirs, "germany")


def test_a_country_without_a_file_is_refused(evening: Evening) -> None:
    with pytest.raises(Fault, match="There are no signposts for that country"):
        signposts(evening).choose(asking(evening, "Anna"), "freedonia")


def test_a_kit_in_a_country_without_a_file_says_so_at_its_start(evening: Evening) -> None:
    with pytest.raises(Fault, match="is 'freedonia', and there are signposts for germany, ireland, uk only"):
        signposts(evening, usual="freedonia")


def test_a_file_that_was_edited_counts_at_once(evening: Evening, tmp_path: Path) -> None:
    folder = tmp_path / "posts"
    shutil.copytree(FOLDER, folder)
    posts = signposts(evening, folder)
    before, file = name_of(posts), folder / "ireland.yaml"

    file.write_text(file.read_text(encoding="utf-8").replace("name: Ireland", "name: Éire"), encoding="utf-8")
    os.utime(file, ns=(1, 1))

    assert (before, name_of(posts)) == ("Ireland", "Éire")


def test_where_a_file_has_a_fault_the_kits_country_stands_in(evening: Evening, tmp_path: Path) -> None:
    folder = tmp_path / "posts"
    shutil.copytree(FOLDER, folder)
    posts = signposts(evening, folder)
    posts.choose(asking(evening, "Anna"), "germany")

    (folder / "germany.yaml").write_text("format: [", encoding="utf-8")

    assert name_of(posts, evening.seats["Anna"].person) == "Ireland"
