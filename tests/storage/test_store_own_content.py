"""The rules for what was written on a kit: stored as given, and every change gives a new revision."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.exc import IntegrityError
from store_builders import NOW

from roleplay.content.own import Listing, OwnText, Version, digest_of, instant_of
from roleplay.people.persons import Person
from roleplay.storage import Store, Writer

TEXT = "title: “Ines”, \U0001f9e0\n"
CHANGES: dict[str, Callable[[Writer], object]] = {
    "another text": lambda w: w.own.put_case(OwnText("ours", "anna", "anna", "another")),
    "off the shelf": lambda w: w.own.put_case(OwnText("ours", "anna", None, None)),
    "new cases": lambda w: w.own.add_cases([OwnText("new", "anna", "anna", "new")]),
    "a case less": lambda w: w.own.drop_case("ours"),
    "a rubric": lambda w: w.own.put_rubric("house", "anew"),
    "a picture": lambda w: w.own.put_picture("hand.png", b"", "anna"),
    "a picture less": lambda w: w.own.drop_pictures(["card.png"]),
}


@pytest.fixture
def written(store: Store) -> Store:
    """Anna wrote a case with a version, a rubric and a picture."""
    with store.write() as w:
        w.persons.add_person(Person("anna", "Anna"))
        w.own.put_case(OwnText("ours", "anna", "anna", TEXT))
        w.own.add_versions("ours", {Version(NOW, "anna"): "first", Version(NOW + 1): "second"})
        w.own.put_rubric("house", "a rubric")
        w.own.put_picture("card.png", b"a card\0", "anna")
    return store


def saved_over_a_version(store: Store) -> None:
    with store.write() as writer:
        writer.own.put_case(OwnText("ours", "anna", "anna", "another"))
        writer.own.add_versions("ours", {Version(NOW): "there already"})


def revision(store: Store) -> int:
    with store.read() as reader:
        return reader.own.revision()


def test_everything_is_kept_as_it_was_given(written: Store) -> None:

    with written.read() as reader:
        assert reader.own.case("ours") == OwnText("ours", "anna", "anna", TEXT)
        assert reader.own.versions("ours") == (Version(NOW + 1), Version(NOW, "anna"))
        assert [reader.own.version("ours", at) for at in (NOW, NOW + 1, NOW + 2)] == ["first", "second", None]
        assert (reader.own.rubric("house"), reader.own.picture("card.png")) == ("a rubric", b"a card\0")
        assert reader.own.listing() == Listing(
            reader.own.revision(), {"ours": digest_of(TEXT)}, {"house": digest_of("a rubric")}, frozenset({"card.png"})
        )


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_gives_another_revision(written: Store, change: str) -> None:
    before = revision(written)

    with written.write() as writer:
        CHANGES[change](writer)

    assert revision(written) > before


def test_a_change_that_broke_off_gives_none(written: Store) -> None:
    before = revision(written)

    with pytest.raises(IntegrityError):
        saved_over_a_version(written)

    assert revision(written) == before


def test_a_version_and_a_new_case_never_take_the_place_of_one_that_is_there(written: Store) -> None:
    with pytest.raises(IntegrityError), written.write() as writer:
        writer.own.add_versions("ours", {Version(NOW): "another"})
    with pytest.raises(IntegrityError), written.write() as writer:
        writer.own.add_cases([OwnText("new", None, None, "new"), OwnText("ours", None, None, "another")])

    with written.read() as reader:
        assert (reader.own.version("ours", NOW), list(reader.own.owners())) == ("first", ["ours"])


def test_a_picture_keeps_its_first_owner(written: Store) -> None:
    with written.write() as writer:
        writer.persons.add_person(Person("ben", "Ben"))
        writer.own.put_picture("card.png", b"a card\0", "ben")

    with written.read() as reader:
        assert reader.own.pictures() == {"card.png": "anna"}


def test_a_person_who_goes_is_named_nowhere(written: Store) -> None:
    with written.write() as writer:
        writer.own.erase_person("anna")

    with written.read() as reader:
        assert reader.own.owners() == {"ours": (None, False)}
        assert {version.writer for version in reader.own.versions("ours")} == {None}
        assert reader.own.pictures() == {"card.png": None}


@pytest.mark.parametrize("stamp", ["", "x", "../../ours", "20261122T000000000", "20261332T000000000Z", f"{'9' * 30}Z"])
def test_only_a_stamp_names_an_instant(stamp: str) -> None:
    assert instant_of(stamp) is None
    assert instant_of(Version(NOW).stamp) == NOW
