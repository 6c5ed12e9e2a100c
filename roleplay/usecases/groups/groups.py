"""All use cases of groups, as pages and routes call them."""

from __future__ import annotations

from collections.abc import Callable

from roleplay.content.loading import Library
from roleplay.storage import Store
from roleplay.usecases.groups.along import Along
from roleplay.usecases.groups.board import Board
from roleplay.usecases.groups.calendar import Calendars
from roleplay.usecases.groups.changing import Diaries
from roleplay.usecases.groups.from_meeting import FromMeeting
from roleplay.usecases.groups.group_pages import GroupPages
from roleplay.usecases.groups.guests import Guests
from roleplay.usecases.groups.meetings import Meetings
from roleplay.usecases.groups.membership import Membership
from roleplay.usecases.groups.own_limits import OwnSide
from roleplay.usecases.people.attempts import Attempts
from roleplay.usecases.people.people import Chance, People
from roleplay.usecases.practice.joining import Joining
from roleplay.usecases.practice.rooms import Rooms


class Groups:
    """Safe to call from any thread."""

    def __init__(
        self,
        store: Store,
        people: People,
        rooms: Rooms,
        joining: Joining,
        attempts: Attempts,
        library: Callable[[], Library],
        chance: Chance,
    ) -> None:
        diaries = Diaries(store, people, rooms.now, chance)
        self.pages = GroupPages(diaries, rooms, library)
        self.membership = Membership(diaries, joining, rooms, attempts)
        self.guests = Guests(diaries, self.membership, joining)
        self.meetings = Meetings(diaries, library)
        self.from_meeting = FromMeeting(diaries, joining, rooms)
        self.board = Board(diaries)
        self.own = OwnSide(diaries)
        self.along = Along(diaries, rooms)
        self.calendars = Calendars(diaries, attempts)
