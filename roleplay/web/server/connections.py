"""How many connections there may be at once, and how long anything may take to arrive: the book of open connections.

Nobody knows who is behind a connection before its request arrives. So none is refused while another, on which the
kit has waited longer, can be closed: an honest request arrives within milliseconds and is never the oldest.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final, Protocol

HEAD_WITHIN: Final = 10.0
"""Seconds for the head of a request, counted from the start of the connection or from the last answer."""
REST_WITHIN: Final = 30.0
"""Seconds for the rest of whatever has begun to arrive (a request's body or a socket's message), and for the other side
to take what we send."""
SLOWEST: Final = 1024.0
"""Bytes a second: a large file over a bad network gets as much extra time as it needs at this speed."""
HELD: Final = 32 * 1024 * 1024
"""Bytes of unfinished messages on all sockets together."""


class Open(Protocol):
    """One connection, as the book needs it."""

    def drop(self) -> None:
        """Close it; `Connections.gone` tells the book, now or a little later."""


class Stage(Enum):
    """What a connection is doing."""

    HEAD = "the head of a request is to come"
    IDLE = "the last request is answered"
    BUSY = "a request is being answered"
    SOCKET = "it is a socket"


@dataclass(frozen=True)
class Room:
    """How many connections other than sockets there may be: in all, from one address, and waiting for a head."""

    most: int
    of_one: int
    heads: int

    @classmethod
    def of(cls, most: int) -> "Room":
        """Half of them for one address, an eighth for unfinished requests."""
        return cls(most, of_one=most // 2, heads=most // 8)


class Connections:
    """The book. Times are seconds of any clock that does not run backwards; ``proxy`` says which addresses
    stand for many people."""

    def __init__(self, room: Room, proxy: Callable[[str], bool] = lambda peer: False) -> None:
        self.room, self.proxy = room, proxy
        self.at: dict[Stage, dict[Open, float]] = {stage: {} for stage in Stage}
        self.peers: dict[Open, str] = {}
        self.of: Counter[str] = Counter()
        self.rest: dict[Open, tuple[float, int]] = {}
        self.stalled: dict[Open, float] = {}
        self.held = 0

    def came(self, one: Open, peer: str, now: float) -> None:
        """A new connection; if there are too many, close the one we have waited for longest."""
        self.at[Stage.HEAD][one] = now
        self.peers[one] = peer
        self.of[peer] += 1
        if self.of[peer] > self.room.of_one and not self.proxy(peer):
            self._make_room_for(one, peer)
        elif len(self.at[Stage.HEAD]) > self.room.heads or len(self.peers) > self.room.most:
            self._make_room_for(one)

    def _make_room_for(self, new: Open, peer: str = "") -> None:
        """Close the oldest of those whose loss matters least, of this peer if one is given."""
        for stage in (Stage.HEAD, Stage.IDLE, Stage.BUSY):
            for one in self.at[stage]:
                if one is not new and (not peer or self.peers[one] == peer):
                    self.gone(one)
                    one.drop()
                    return

    def opened(self, one: Open, now: float) -> None:
        """A socket. How many there may be isn't decided here: `PageAllowance` knows who is behind it."""
        self.at[Stage.SOCKET][one] = now

    def moves(self, one: Open, stage: Stage, now: float) -> None:
        """It is now at this stage."""
        if one in self.peers:
            for others in self.at.values():
                others.pop(one, None)
            self.at[stage][one] = now
            self.rest.pop(one, None)

    def owes(self, one: Open, much: int, now: float) -> None:
        """This many bytes have arrived of something unfinished; 0 if nothing is unfinished."""
        since, before = self.rest.get(one, (now, 0))
        if much:
            self.rest[one] = since, much
        else:
            self.rest.pop(one, None)
        if one in self.at[Stage.SOCKET]:
            self.held += much - before
            if self.held > HELD:
                # Not the one that has just grown: an honest message arrives in a moment.
                oldest = next(other for other in self.rest if other in self.at[Stage.SOCKET])
                self.gone(oldest)
                oldest.drop()

    def stalls(self, one: Open, now: float | None) -> None:
        """Since ``now`` nobody has been taking what we send to it; None: somebody is again."""
        if now is None:
            self.stalled.pop(one, None)
        else:
            self.stalled[one] = now

    def gone(self, one: Open) -> None:
        """It is closed."""
        if one in self.at[Stage.SOCKET]:
            self.held -= self.rest.get(one, (0.0, 0))[1]
        for others in self.at.values():
            others.pop(one, None)
        self._forget_peer(one)
        self.rest.pop(one, None)
        self.stalled.pop(one, None)

    def _forget_peer(self, one: Open) -> None:
        peer = self.peers.pop(one, None)
        if peer is not None:
            self.of[peer] -= 1
            if not self.of[peer]:
                del self.of[peer]

    def sweep(self, now: float) -> None:
        """Close what has taken too long."""
        late = [one for one, since in self.at[Stage.HEAD].items() if now - since > HEAD_WITHIN]
        late += [one for one, (since, much) in self.rest.items() if now - since > REST_WITHIN + much / SLOWEST]
        late += [one for one, since in self.stalled.items() if now - since > REST_WITHIN]
        for one in dict.fromkeys(late):
            self.gone(one)
            one.drop()
