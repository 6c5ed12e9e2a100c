"""Feedback I've given: one's own comments, for as long as those who received them keep them."""

from __future__ import annotations

from datetime import UTC, tzinfo

from roleplay.marking.marked_alone import Task
from roleplay.people.visitor import Visitor
from roleplay.review.given_feedback import Given, given_feedback
from roleplay.storage import Store
from roleplay.usecases.history.shelf import Shelf
from roleplay.usecases.people.people import People
from roleplay.usecases.practice.rooms import Rooms


class GivenFeedback:
    """Use cases of what one wrote for others; safe to call from any thread."""

    def __init__(self, store: Store, people: People, rooms: Rooms) -> None:
        self._store, self._people, self._rooms = store, people, rooms

    def given(self, who: Visitor, shelf: Shelf, zone: tzinfo = UTC) -> Given:
        """By month, in this time zone. Raises `Fault` on a device that isn't theirs."""
        person = self._people.mine(who)
        with self._store.read() as reader:
            written = reader.history.written_for_others(person.id)
            examples = {one.subject for one in reader.alone.alone(person.id) if one.task is Task.EXAMPLE}
        return given_feedback(written, shelf.stations, self._rooms.now(), zone, len(examples))
