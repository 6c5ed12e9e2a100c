"""Browsers: which cookies are the kit's, when one gets another, and how somebody signs out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from roleplay.errors import Fault
from roleplay.people.codes import device_hash
from roleplay.people.devices import is_unsigned, redeemed, signed, ticket, token_of
from roleplay.people.visitor import Visitor
from roleplay.storage import Store
from roleplay.usecases.people.people import People
from roleplay.usecases.security import notes, short

MOST_REPLACED = 10_000
"""Cookies that were replaced while this server runs: only pages that are still open ask."""


class NoKey(Fault):
    """Signing out somebody who could not come back."""

    def __init__(self) -> None:
        super().__init__(
            "You have no personal key, so nothing would bring you back to what is yours. Make a key first, or say that "
            "you want to sign out all the same. Nothing was changed."
        )


class Devices:
    """Use cases around cookies; safe to call from any thread. ``token`` gives 32 random bytes, in URL-safe Base64."""

    def __init__(
        self,
        store: Store,
        people: People,
        token: Callable[[], str],
        tell: Callable[[int], None] = lambda practice: None,
    ) -> None:
        self._store, self._people, self._token, self._tell = store, people, token, tell
        self._secret = _secret(store, token)
        self._replaced: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()
        self.sign_outs = 0
        """How many there were: who holds a socket open looks again whether it may."""

    def signed(self, token: str) -> str:
        """The cookie of this token."""
        return signed(token, self._secret)

    def by_signature(self, cookie: str) -> str | None:
        """The device (its hash) of a signed cookie; asks no store."""
        token = token_of(cookie, self._secret)
        return None if token is None else device_hash(token)

    def known(self, cookie: str) -> str | None:
        """The device (its hash), if the kit gave this cookie out: signed, or before it signed any."""
        return self.by_signature(cookie) or self._from_before(cookie)

    def _from_before(self, cookie: str) -> str | None:
        device = device_hash(cookie) if is_unsigned(cookie) else None
        if device is not None:
            with self._store.read() as reader:
                if reader.is_unsigned(device):
                    return device
        if cookie:
            notes.refusal("cookie_refused")
        return None

    def greet(self, cookie: str) -> str | None:
        """What a browser that comes with this cookie ("" for none) is given; None where it keeps what it has."""
        if self.by_signature(cookie) is not None:
            return None
        return self.signed(cookie if self._from_before(cookie) else self._token())

    def ticket(self, who: Visitor) -> str:
        """With this the page asks for another cookie, after a key was used or somebody signed out: whoever else knows
        the old one gets nowhere with it."""
        return ticket(self._token(), who.person, who.device, self._secret)

    def renew(self, paper: str, device: str) -> str:
        """The new cookie; what was this device's is the new one's. Raises `Fault` for a ticket of another device.

        Seats of others stay with the old one too, until their practice closes: their pages may be open beside this.
        """
        found = redeemed(paper, device, self._secret)
        if found is None:
            notes.refusal("renewal_refused", device=short(device))
            raise Fault("This page is from before this browser was given another cookie. Reload it.")
        token, person = found
        new = device_hash(token)
        with self._store.write() as writer:
            writer.devices.move_device(device, new, person)
        with self._lock:
            self._replaced[device] = None
            while len(self._replaced) > MOST_REPLACED:
                self._replaced.popitem(last=False)
        notes.event("cookie_renewed", person=person, device=short(new))
        return self.signed(token)

    def replaced(self, device: str) -> bool:
        """Whether this device was given another cookie while this server runs: its page is to be loaded again."""
        return device in self._replaced

    def sign_out(self, who: Visitor, *, everywhere: bool = False, without_key: bool = False) -> None:
        """This device, or every one, is not the person's any more and holds none of their seats. Nothing of theirs
        goes: name and key bring it back. Raises `NoKey` where there is none, unless ``without_key``."""
        held = self._people.mine(who) if everywhere else self._people.held(who).person
        if held.key_hash is None and not without_key:
            raise NoKey()
        with self._store.write() as writer:
            writer.devices.sign_out(held.id, None if everywhere else who.device)
            practices = writer.practices_of_person(held.id)
        self.sign_outs += 1
        notes.event("signed_out", person=held.id, device=short(who.device), everywhere=everywhere)
        for practice in practices:
            self._tell(practice.id)


def _secret(store: Store, fresh: Callable[[], str]) -> str:
    """The store's own; a store that has none yet is given one."""
    with store.read() as reader:
        found = reader.signing_secret()
    if found is not None:
        return found
    with store.write() as writer:
        if (made := writer.signing_secret()) is None:
            writer.devices.set_signing_secret(made := fresh())
    return made
