"""Browsers: which cookies are the kit's, when a browser gets a new one, and how somebody signs out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import lru_cache
from threading import Lock

from roleplay.errors import Fault
from roleplay.people.codes import device_hash
from roleplay.people.devices import is_unsigned, redeemed, signed, ticket, token_of
from roleplay.people.persons import Practice
from roleplay.people.visitor import Visitor
from roleplay.storage import Store
from roleplay.usecases.people.people import People
from roleplay.usecases.security import notes, short

MOST_REPLACED = 10_000
"""Cookies replaced since this server started: only pages that are still open ask."""

LONGEST_COOKIE = 200
"""Characters; ours are shorter, and nothing longer is kept in memory."""
MOST_CHECKED = 4096
"""Cookies whose signature needn't be worked out again at the next tap."""


class NoKey(Fault):
    """Signing out somebody who couldn't come back."""

    def __init__(self) -> None:
        super().__init__(
            "You don’t have a personal key, so you couldn’t get back to what’s yours. Make a key first, or tick “Sign "
            "me out anyway”. Nothing was changed."
        )


class Devices:
    """Use cases around cookies; safe to call from any thread. ``token`` gives 32 random bytes in URL-safe Base64."""

    def __init__(
        self,
        store: Store,
        people: People,
        token: Callable[[], str],
        tell: Callable[[int], None] = lambda practice: None,
    ) -> None:
        self._store, self._people, self._token, self._tell = store, people, token, tell
        self.secret = _secret(store, token)
        """Signs cookies, and links that need nothing stored."""
        self._checked = lru_cache(maxsize=MOST_CHECKED)(self._check)
        self._replaced: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()
        self.taken_away = 0
        """How often a device lost somebody's seats: open sockets then check again whether they may stay."""

    def signed(self, token: str) -> str:
        """The cookie for this token."""
        return signed(token, self.secret)

    def by_signature(self, cookie: str) -> str | None:
        """The device (its hash) of a signed cookie, without asking the store."""
        return self._checked(cookie) if len(cookie) <= LONGEST_COOKIE else None

    def _check(self, cookie: str) -> str | None:
        token = token_of(cookie, self.secret)
        return None if token is None else device_hash(token)

    def known(self, cookie: str) -> str | None:
        """The device (its hash), if the kit issued this cookie, signed or from before it signed them."""
        return self.by_signature(cookie) or self._from_before(cookie)

    def _from_before(self, cookie: str) -> str | None:
        device = device_hash(cookie) if is_unsigned(cookie) else None
        if device is not None:
            with self._store.read() as reader:
                if reader.devices.is_unsigned(device):
                    return device
        if cookie:
            notes.refusal("cookie_refused")
        return None

    def greet(self, cookie: str) -> str | None:
        """The cookie for a browser that arrives with this one ("" for none); None if it keeps what it has."""
        if self.by_signature(cookie) is not None:
            return None
        return self.signed(cookie if self._from_before(cookie) else self._token())

    def ticket(self, who: Visitor) -> str:
        """With this the page asks for a new cookie after a key was used or somebody signed out: knowing the old one is
        then no use to anybody."""
        return ticket(self._token(), who.person, who.device, self.secret)

    def renew(self, paper: str, device: str) -> str:
        """The new cookie; what belonged to this device moves to it. Raises `Fault` for another device's ticket.

        Other people's seats stay with the old cookie too until their practice closes: their pages may be open as well.
        """
        found = redeemed(paper, device, self.secret)
        if found is None:
            notes.refusal("renewal_refused", device=short(device))
            raise Fault("This page is older than this browser’s new cookie. Reload the page.")
        token, person = found
        new = device_hash(token)
        with self._store.write() as writer:
            writer.devices.move_device(device, new, person)
            practices = writer.practices.practices_of_person(person)
        with self._lock:
            self._replaced[device] = None
            while len(self._replaced) > MOST_REPLACED:
                self._replaced.popitem(last=False)
        notes.event("cookie_renewed", person=person, device=short(new))
        self._took_away(practices)
        return self.signed(token)

    def replaced(self, device: str) -> bool:
        """Whether this device got a new cookie since this server started, so that its page has to be reloaded."""
        return device in self._replaced

    def sign_out(self, who: Visitor, *, everywhere: bool = False, without_key: bool = False) -> None:
        """This device, or every one, is no longer the person's and has none of their seats. Nothing is deleted: name
        and key bring it all back. Raises `NoKey` if there is no key, unless ``without_key``."""
        held = self._people.mine(who) if everywhere else self._people.held(who).person
        if held.key_hash is None and not without_key:
            raise NoKey()
        with self._store.write() as writer:
            writer.devices.sign_out(held.id, None if everywhere else who.device)
            practices = writer.practices.practices_of_person(held.id)
        notes.event("signed_out", person=held.id, device=short(who.device), everywhere=everywhere)
        self._took_away(practices)

    def _took_away(self, practices: Iterable[Practice]) -> None:
        """What shows these looks again."""
        self.taken_away += 1
        for practice in practices:
            self._tell(practice.id)


def _secret(store: Store, fresh: Callable[[], str]) -> str:
    """The store's secret; made now if the store has none yet."""
    with store.read() as reader:
        found = reader.devices.signing_secret()
    if found is not None:
        return found
    with store.write() as writer:
        if (made := writer.devices.signing_secret()) is None:
            writer.devices.set_signing_secret(made := fresh())
    return made
