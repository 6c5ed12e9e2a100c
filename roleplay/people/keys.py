"""Personal keys: four words that prove a person on a new device. Only a slow hash of them is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from roleplay.errors import Fault

KEY_WORDS = 4


@lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """The EFF's long list: 7,776 words that are easy to read out and to type."""
    from xkcdpass import xkcd_password  # here: its import reads no list, but costs a start that never needs a key

    return tuple(xkcd_password.generate_wordlist(wordfile="eff-long", min_length=1, max_length=99))


class WrongKey(Fault):
    """What was typed is no key, or not this person's."""


def new_key(below: Callable[[int], int]) -> str:
    """Four words (51 bits). ``below(n)`` gives a whole number from 0 to n − 1 (``secrets.randbelow``)."""
    listed = words()
    return " ".join(listed[below(len(listed))] for _ in range(KEY_WORDS))


def clean_key(typed: str) -> str:
    """The key in small letters with single spaces. Raises `WrongKey` if it is not four words."""
    found = [word.strip("-") for word in typed.lower().split() if word.strip("-")]
    if len(found) != KEY_WORDS:  # typed with dashes for spaces; four words of the list ("yo-yo") have one of their own
        found = typed.lower().replace("-", " ").split()
    key = " ".join(found)
    if len(found) != KEY_WORDS or len(key) > 100 or not key.isprintable():
        raise WrongKey(f"A personal key is {KEY_WORDS} words. Without one, leave this empty and just give a name.")
    return key


def hash_key(key: str) -> str:
    """argon2id with the library's present defaults; about 50 ms."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(key)


def key_fits(key: str, key_hash: str) -> bool:
    """Whether this is the key that was hashed."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(key_hash, key)
    except (VerificationError, InvalidHashError):
        return False
