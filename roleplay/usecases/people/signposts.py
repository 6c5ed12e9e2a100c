"""Signposts: whom to call, for the country that somebody chose, or else for the one in which the kit is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from roleplay.content.country import Country
from roleplay.content.judging import judge_country
from roleplay.content.shelves import stat_of, yaml_files
from roleplay.errors import Fault
from roleplay.people.visitor import Visitor
from roleplay.storage import Store
from roleplay.usecases.people.people import People

USUAL_COUNTRY = "uk"
"""The country of a kit that names none."""
Stamp = tuple[int, int, int] | None


class Signposts:
    """A file for each country, read again once it has changed. Safe to call from any thread.

    ``usual`` is the country of whoever has chosen none; raises `Fault` if there is no file for it.
    """

    def __init__(self, store: Store, people: People, folder: Path, usual: str = USUAL_COUNTRY) -> None:
        self._store, self._people, self._folder, self._usual = store, people, folder, usual
        self._read: dict[Path, tuple[Stamp, Country | None]] = {}
        known = sorted(file.stem for file in yaml_files(folder))
        if usual not in known:
            raise Fault(f"ROLEPLAY_COUNTRY is '{usual}', and there are signposts for {', '.join(known)} only.")

    def countries(self) -> Mapping[str, Country]:
        """By id, in the order of their names; those without faults."""
        found = (country for file in yaml_files(self._folder) if (country := self._country(file)) is not None)
        return {country.id: country for country in sorted(found, key=lambda each: each.name)}

    def of(self, person: str = "") -> Country | None:
        """Of the country that this person chose, or else of the kit's own. None if its file has a fault."""
        countries = self.countries()
        return countries.get(self._chosen(person)) or countries.get(self._usual)

    def choose(self, who: Visitor, country: str) -> None:
        """From now on this person sees this country's. Raises `Fault` where this isn't a device of theirs."""
        if country not in self.countries():
            raise Fault("There are no signposts for that country. Choose one from the list.")
        person = self._people.mine(who)
        with self._store.write() as writer:
            private = writer.persons.private(person.id)
            writer.persons.set_private(person.id, replace(private, country=country))

    def _chosen(self, person: str) -> str:
        if not person:
            return ""
        with self._store.read() as reader:
            return reader.persons.private(person).country

    def _country(self, file: Path) -> Country | None:
        stamp = stat_of(file)
        known = self._read.get(file)
        if known is None or known[0] != stamp:
            known = self._read[file] = stamp, judge_country(file, file.name).model
        return known[1]
