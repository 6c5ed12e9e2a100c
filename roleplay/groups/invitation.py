"""Invitations: a link that lets one person in, or everybody until a day, and can be taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from roleplay.errors import Fault
from roleplay.groups.group import Group
from roleplay.groups.local_time import DAY
from roleplay.groups.meeting import Meeting, check_open

LASTS: Final = 14 * DAY
"""How long an invitation counts unless somebody chose another day."""
LONGEST: Final = 60 * DAY
MOST_OPEN: Final = 20
"""Invitations of one group that somebody could still use."""
UNKNOWN: Final = (
    "This invitation doesn’t lead to a group here. It may be for another kit: ask whoever sent it for a new one."
)
USED: Final = "Somebody has used this invitation already; it was for one person. Ask for a new one."
REVOKED: Final = "This invitation has been taken back. Ask somebody in the group for a new one."
EXPIRED: Final = "This invitation has run out. Ask somebody in the group for a new one."


@dataclass(frozen=True)
class Invitation:
    """``digest`` stands for the secret in its link, which isn't stored. ``single``: for one person. Instants in UTC
    milliseconds; ``used_at`` is when the one person came. ``meeting`` is the session for which it asks a guest, ""
    where it lets somebody into the group."""

    digest: str
    group: str
    by: str
    made_at: int
    until: int
    single: bool = True
    used_at: int | None = None
    revoked_at: int | None = None
    meeting: str = ""

    def is_open(self, group: Group, now: int) -> bool:
        """Whether somebody could still use it: it counts while whoever made it is in the group."""
        return self.revoked_at is None and self.used_at is None and now < self.until and group.has(self.by)


def digest_of(secret: str) -> str:
    """By what an invitation is looked up: nobody learns a secret from how long that takes."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def use(invitation: Invitation, group: Group, person: str, now: int) -> Invitation:
    """Used by somebody who comes in with it now. Raises `Fault` if it no longer lets anybody in."""
    if invitation.revoked_at is not None or not group.has(invitation.by):
        raise Fault(REVOKED)
    if invitation.used_at is not None:
        raise Fault(USED)
    if now >= invitation.until:
        raise Fault(EXPIRED)
    before = group.ever(person)
    # Somebody who was taken out comes back only if a member asks them, not through a link that they still have.
    if before is not None and before.removed and not (invitation.single and invitation.made_at > (before.left_at or 0)):
        raise Fault(REVOKED)
    return replace(invitation, used_at=now) if invitation.single else invitation


def meeting_of(invitation: Invitation, meetings: Iterable[Meeting], now: int) -> Meeting | None:
    """The session for which it asks a guest; None for one into the group. Raises `Fault` where it doesn't take place or
    is over."""
    if not invitation.meeting:
        return None
    found = next((one for one in meetings if one.id == invitation.meeting), None)
    if found is None or found.is_over(now):
        raise Fault(EXPIRED)
    check_open(found, now)
    return found


def revoke(invitation: Invitation, group: Group, person: str, now: int) -> Invitation:
    """Taken back by whoever made it or by an admin. Raises `Fault` for others."""
    if person != invitation.by and not group.member(person).admin:
        raise Fault("Only whoever made an invitation, or a group admin, can take it back.")
    return replace(invitation, revoked_at=now) if invitation.revoked_at is None else invitation
