"""Personal keys: words that prove a person on a new device. Only a slow hash of them is kept.

The first word is the key's tag. It stands open beside the hash and says whose key this may be, so that one hash is
made and not one for everybody of that name; it is no secret and makes none shorter. Keys from before tags lack it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from roleplay.people.attempts import Missed
from roleplay.people.hidden_signs import plain

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SECRET_WORDS = 4
KEY_WORDS = 1 + SECRET_WORDS
_MOST_PASTED = 2000
"""Characters of what is looked at for a key."""


@dataclass(frozen=True)
class Key:
    """A key as a person has it: ``str(key)`` is what they write down. ``tag`` is None in one from before tags."""

    tag: str | None
    secret: str

    def __str__(self) -> str:
        return f"{self.tag} {self.secret}" if self.tag else self.secret


@lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """The EFF's long list: 7,776 words that are easy to read out and to type."""
    from xkcdpass import xkcd_password  # here: its import reads no list, but costs a start that never needs a key

    return tuple(xkcd_password.generate_wordlist(wordfile="eff-long", min_length=1, max_length=99))


@lru_cache(maxsize=1)
def listed() -> frozenset[str]:
    """The same, to look one up."""
    return frozenset(words())


class WrongKey(Missed):
    """What was typed is not this person's key."""


class NoKey(WrongKey):
    """What was typed is no key at all, which counts for no try."""


def new_secret(below: Callable[[int], int]) -> str:
    """Four words (51 bits). ``below(n)`` gives a whole number from 0 to n − 1 (``secrets.randbelow``)."""
    return " ".join(new_tag(below) for _ in range(SECRET_WORDS))


def new_tag(below: Callable[[int], int]) -> str:
    """One word."""
    return words()[below(len(words()))]


def clean_key(typed: str) -> Key:
    """The key in small letters with single spaces, whatever stood between and around its words. Raises `NoKey` if it
    is not five words, or an older one's four."""
    typed = plain(typed[:_MOST_PASTED]).lower()
    spaced = "".join(sign if sign == "-" or unicodedata.category(sign)[0] not in "PSZ" else " " for sign in typed)
    apart = spaced.replace("-", " ").split()
    # Typed with dashes for spaces; but some words of the list ("yo-yo") have one of their own.
    every = ([word.strip("-") for word in spaced.split() if word.strip("-")], apart, _with_dashes(apart))
    ways = [way for way in every if len(way) in WORDS]
    found = next((way for way in ways if listed().issuperset(way)), ways[0] if ways else [])
    if not found or len(" ".join(found)) > LONGEST or not " ".join(found).isprintable():
        raise NoKey(
            "A personal key is five words; an older one is four. Without one, leave this empty and just give a name."
        )
    *tag, one, two, three, four = found
    return Key(tag[0] if tag else None, f"{one} {two} {three} {four}")


def _with_dashes(parts: list[str]) -> list[str]:
    """The words whose dash was typed as whatever stands between all of them."""
    found: list[str] = []
    for part in parts:
        if found and f"{found[-1]}-{part}" in listed():
            found[-1] = f"{found[-1]}-{part}"
        else:
            found.append(part)
    return found


WORDS = (SECRET_WORDS, KEY_WORDS)
LONGEST = 100


@dataclass(frozen=True)
class Hasher:
    """argon2id: rounds, KiB of memory and threads of one hash. As usual, which RFC 9106 names for who has little
    memory, it takes about 50 ms."""

    rounds: int = 3
    memory: int = 64 * 1024
    threads: int = 4

    def hash(self, secret: str) -> str:
        """What is kept of a secret."""
        return self._hasher.hash(secret)

    def fits(self, secret: str, key_hash: str) -> bool:
        """Whether this is the secret that was hashed, at whatever cost."""
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return self._hasher.verify(key_hash, secret)
        except (VerificationError, InvalidHashError):
            return False

    @property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher  # here, as with the list of words

        return PasswordHasher(self.rounds, self.memory, self.threads)


USUAL = Hasher()
