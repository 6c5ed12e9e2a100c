"""Making and checking personal keys: as few slow hashes as possible, two at once; heavy users wait for the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Never

from roleplay.people.attempts import Allowance, TooMuch, Turns, missed, network_of
from roleplay.people.keys import Hasher, Key, WrongKey, clean_key, new_secret, new_tag
from roleplay.people.persons import Person
from roleplay.people.visitor import Visitor
from roleplay.storage import Reader, Store
from roleplay.usecases.people.attempts import Attempts

WRONG_KEY = "That name and key don’t belong together here. Check each word, or leave the key empty."
MANY_NAMESAKES = (
    "Several people here have this name, and these four words don’t show which of them you are. If your key has five "
    "words, type the first as well. If it has four, make a new key under Me, on a phone or browser that knows you."
)
AT_ONCE = 2
"""Hashes: each takes 64 MB and a processor for about 50 ms."""
NAMESAKES = 3
"""How many people of one name we try a key without a tag on."""
PER_DEVICE, PER_NETWORK = 6, 60
"""Hashes in ten minutes; after that, you wait until the others have been served."""
MADE_AT_ONCE = 5
"""Keys for one person, and then one every ten minutes."""
TEN_MINUTES = 600
"""Seconds."""


class Keys:
    """Use cases around keys; safe to call from any thread."""

    def __init__(
        self, store: Store, attempts: Attempts, now: Callable[[], int], below: Callable[[int], int], hasher: Hasher
    ) -> None:
        self._store, self._attempts, self._now, self._below, self._hasher = store, attempts, now, below, hasher
        self.turns = Turns(AT_ONCE)
        self._devices = Allowance(PER_DEVICE, PER_DEVICE / TEN_MINUTES)
        self._networks = Allowance(PER_NETWORK, PER_NETWORK / TEN_MINUTES)
        self._made = Allowance(MADE_AT_ONCE, 1 / TEN_MINUTES)

    def owner(self, who: Visitor, name: str, typed: str, wrong: str = WRONG_KEY) -> Person:
        """Whose key this is, among the people of this name. Raises `WrongKey` with this sentence, and counts it."""
        key = clean_key(typed)
        with self._store.read() as reader:
            named = reader.persons.persons_with_key(name, key.tag, NAMESAKES + 1)
        found = next((person for person in named[:NAMESAKES] if self._fits(who, person, key)), None)
        if found is None:
            self._missed(who, wrong if key.tag or len(named) <= NAMESAKES else MANY_NAMESAKES)
        return found

    def check(self, who: Visitor, person: Person, typed: str) -> None:
        """Raises `WrongKey`, and counts it, if this is not the person's key."""
        key = clean_key(typed)
        if key.tag not in (None, person.key_tag) or not self._fits(who, person, key):
            self._missed(who, WRONG_KEY)

    def make(self, who: Visitor) -> tuple[str, str]:
        """A new secret and its hash. Raises `TooMuch` for somebody who makes key after key."""
        if wait := self._made.take(who.person, 1, self._now()):
            minutes = -(-wait // 60)
            raise TooMuch(
                "You’ve made so many new keys that you have to wait before making another. The last one still works. "
                f"Try again in {minutes} minute{'s' * (minutes != 1)}.",
                wait,
            )
        secret = new_secret(self._below)
        with self.turns.turn(self._rank(who)):
            return secret, self._hasher.hash(secret)

    def tag_among(self, reader: Reader, name: str) -> str:
        """A tag that nobody of this name has."""
        while reader.persons.persons_with_key(name, tag := new_tag(self._below), 1):
            pass
        return tag

    def _fits(self, who: Visitor, person: Person, key: Key) -> bool:
        if person.key_hash is None:
            return False
        with self.turns.turn(self._rank(who)):
            return self._hasher.fits(key.secret, person.key_hash)

    def _rank(self, who: Visitor) -> int:
        """Every hash counts, whatever its result. Nobody is refused one: they wait behind those who asked for fewer."""
        now = self._now()
        over = self._devices.take(who.device, 1, now) > 0
        return over + (self._networks.take(network_of(who.address), 1, now) > 0 if who.address else 0)

    def _missed(self, who: Visitor, sentence: str) -> Never:
        raise WrongKey(missed(sentence, self._attempts.miss("key", who.address)))
