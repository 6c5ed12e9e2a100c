"""Personal keys made and proved: as few slow hashes as can be, two at once; who asks much waits for the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Never

from roleplay.people.attempts import Allowance, TooMuch, Turns, missed, network_of
from roleplay.people.keys import Hasher, Key, WrongKey, clean_key, new_secret, new_tag
from roleplay.people.persons import Person
from roleplay.people.visitor import Visitor
from roleplay.storage import Store
from roleplay.storage.reader import Reader
from roleplay.usecases.people.attempts import Attempts

WRONG_KEY = "Name and key do not belong together here. Check each word, or leave the key empty."
MANY_NAMESAKES = (
    "Several people here have this name, and these four words do not say which of them you are. If your key has five, "
    "type the first as well. If it has four, make a new one under Me, on a phone or browser that knows you."
)
AT_ONCE = 2
"""Hashes: 64 MB and a processor for some 50 ms each."""
NAMESAKES = 3
"""How many people of one name a key without a tag is tried on."""
PER_DEVICE, PER_NETWORK = 6, 60
"""Hashes in ten minutes, after which one waits until the others are served."""
MADE_AT_ONCE = 5
"""Keys of one person, and one every ten minutes afterwards."""
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
        """Whose key this is, of the people of this name. Raises `WrongKey`, which is counted, with this sentence."""
        key = clean_key(typed)
        with self._store.read() as reader:
            named = reader.persons_with_key(name, key.tag, NAMESAKES + 1)
        found = next((person for person in named[:NAMESAKES] if self._fits(who, person, key)), None)
        if found is None:
            self._missed(who, wrong if key.tag or len(named) <= NAMESAKES else MANY_NAMESAKES)
        return found

    def check(self, who: Visitor, person: Person, typed: str) -> None:
        """Raises `WrongKey`, which is counted, if this is not the person's key."""
        key = clean_key(typed)
        if key.tag not in (None, person.key_tag) or not self._fits(who, person, key):
            self._missed(who, WRONG_KEY)

    def make(self, who: Visitor) -> tuple[str, str]:
        """A new secret and its hash. Raises `TooMuch` for who makes key after key."""
        if wait := self._made.take(who.person, 1, self._now()):
            minutes = -(-wait // 60)
            raise TooMuch(
                "Your key was made anew so often that no further one is made now; the one you had last is good. Try "
                f"again in {minutes} minute{'s' * (minutes != 1)}.",
                wait,
            )
        secret = new_secret(self._below)
        with self.turns.turn(self._rank(who)):
            return secret, self._hasher.hash(secret)

    def tag_among(self, reader: Reader, name: str) -> str:
        """A tag that nobody of this name has."""
        while reader.persons_with_key(name, tag := new_tag(self._below), 1):
            pass
        return tag

    def _fits(self, who: Visitor, person: Person, key: Key) -> bool:
        if person.key_hash is None:
            return False
        with self.turns.turn(self._rank(who)):
            return self._hasher.fits(key.secret, person.key_hash)

    def _rank(self, who: Visitor) -> int:
        """Every hash counts, whatever comes of it. Nobody is refused one: they wait, behind who asked less."""
        now = self._now()
        over = self._devices.take(who.device, 1, now) > 0
        return over + (self._networks.take(network_of(who.address), 1, now) > 0 if who.address else 0)

    def _missed(self, who: Visitor, sentence: str) -> Never:
        raise WrongKey(missed(sentence, self._attempts.miss("key", who.address)))
