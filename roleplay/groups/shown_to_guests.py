"""What a guest of one session may see of it, and of the group: built from what is named here, and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from roleplay.errors import Fault
from roleplay.groups.group import Group
from roleplay.groups.local_time import clocks_note, elsewhere, soon
from roleplay.groups.meeting import Meeting
from roleplay.groups.shown import moved_sentence
from roleplay.groups.typed import is_link
from roleplay.people.directions import isolated

NOT_A_GUEST: Final = "You aren’t a guest of this session. Ask whoever invited you."


@dataclass(frozen=True)
class GuestView:
    """All that a guest sees of a group: one session, and who asked them; nothing of who else comes or came.

    ``moved`` is a sentence for somebody who came in before it was moved. ``code`` leads to the running session.
    """

    id: str
    group_name: str
    by: str
    when: str
    place: str
    place_is_link: bool
    where_i_am: str
    clocks: str
    is_off: bool
    moved: str
    bring: tuple[str, ...]
    code: str


def guest_view(
    group: Group, meeting: Meeting, person: str, zone: str, now: int, bring: tuple[str, ...] = (), code: str = ""
) -> GuestView:
    """For a guest of this session. Raises `Fault` for somebody else."""
    guest = meeting.guest(person)
    if guest is None:
        raise Fault(NOT_A_GUEST)
    stays = meeting.moved_at is None or guest.at >= meeting.moved_at
    return GuestView(
        id=meeting.id,
        group_name=isolated(group.terms.name),
        by=group.name_of(guest.by),
        when=soon(meeting.starts, now, meeting.zone),
        place=meeting.place,
        place_is_link=is_link(meeting.place),
        where_i_am=elsewhere(meeting.starts, meeting.zone, zone),
        clocks=clocks_note(meeting.starts, meeting.zone),
        is_off=meeting.is_off,
        moved="" if stays else moved_sentence(meeting),
        bring=bring,
        code="" if meeting.is_off else code,
    )
