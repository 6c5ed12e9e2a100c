"""Personal keys: words that prove who a person is on a new device. Only a slow hash of them is kept.

The first word is the key's tag. It is stored in the clear beside the hash and says whose key this may be, so that one
hash is enough and not one for everybody with that name. It is not secret and comes on top of the four secret words.
Older keys have no tag.
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
"""How many characters we search for a key."""


@dataclass(frozen=True)
class Key:
    """A key as a person knows it: ``str(key)`` is what they write down. ``tag`` is None in keys from before tags."""

    tag: str | None
    secret: str

    def __str__(self) -> str:
        return f"{self.tag} {self.secret}" if self.tag else self.secret


@lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """The EFF's long list: 7,776 words that are easy to read out and to type."""
    from xkcdpass import xkcd_password  # here: a start that never needs a key shouldn't pay for the import

    return tuple(xkcd_password.generate_wordlist(wordfile="eff-long", min_length=1, max_length=99))


@lru_cache(maxsize=1)
def listed() -> frozenset[str]:
    """The same words, for looking one up."""
    return frozenset(words())


class WrongKey(Missed):
    """What was typed is not this person's key."""


class NoKey(WrongKey):
    """What was typed is not a key at all, so it doesn't count as a try."""


def new_secret(below: Callable[[int], int]) -> str:
    """Four words (51 bits). ``below(n)`` gives a whole number from 0 to n − 1 (``secrets.randbelow``)."""
    return " ".join(new_tag(below) for _ in range(SECRET_WORDS))


def new_tag(below: Callable[[int], int]) -> str:
    """One word."""
    return words()[below(len(words()))]


def clean_key(typed: str) -> Key:
    """The key in lower case with single spaces, whatever was between and around its words. Raises `NoKey` if it isn't
    five words, or four for an older key."""
    typed = plain(typed[:_MOST_PASTED]).lower()
    spaced = "".join(sign if sign == "-" or unicodedata.category(sign)[0] not in "PSZ" else " " for sign in typed)
    apart = spaced.replace("-", " ").split()
    # It may have dashes for spaces; but some words of the list ("yo-yo") have a dash of their own.
    every = ([word.strip("-") for word in spaced.split() if word.strip("-")], apart, _with_dashes(apart))
    ways = [way for way in every if len(way) in WORDS]
    found = next((way for way in ways if listed().issuperset(way)), ways[0] if ways else [])
    if not found or len(" ".join(found)) > LONGEST or not " ".join(found).isprintable():
        raise NoKey("A personal key is five words; an older one is four. If you have neither, leave this empty.")
    *tag, one, two, three, four = found
    return Key(tag[0] if tag else None, f"{one} {two} {three} {four}")


def _with_dashes(parts: list[str]) -> list[str]:
    """The words, with their own dashes put back where they were typed like the spaces between words."""
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
    """argon2id: rounds, KiB of memory and threads for one hash. The defaults, which RFC 9106 recommends where memory is
    scarce, take about 50 ms."""

    rounds: int = 3
    memory: int = 64 * 1024
    threads: int = 4

    def hash(self, secret: str) -> str:
        """What we keep of a secret."""
        return self._hasher.hash(secret)

    def fits(self, secret: str, key_hash: str) -> bool:
        """Whether this is the secret that was hashed, at whatever cost it was hashed with."""
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return self._hasher.verify(key_hash, secret)
        except (VerificationError, InvalidHashError):
            return False

    @property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher  # here, as with the word list

        return PasswordHasher(self.rounds, self.memory, self.threads)


USUAL = Hasher()
