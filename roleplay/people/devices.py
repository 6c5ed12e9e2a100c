"""Device cookies: a token that the kit issued, and its signature. The secret and the randomness are arguments.

HMAC with SHA-256, with a separate word for each use, so that a signature for one thing is worthless for another.
"""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64encode

SIGNED = re.compile(r"(?P<token>[A-Za-z0-9_-]{43})\.(?P<signature>[A-Za-z0-9_-]{43})")
UNSIGNED = re.compile(r"[A-Za-z0-9_-]{43}")
"""What the kit issued before it signed tokens."""
TICKET = re.compile(r"(?P<nonce>[A-Za-z0-9_-]{43})\.(?P<person>[^.]{1,64})\.(?P<signature>[A-Za-z0-9_-]{43})")


def signed(token: str, secret: str) -> str:
    """The cookie for this token (32 random bytes, as `secrets.token_urlsafe` writes them)."""
    return f"{token}.{seal(secret, 'cookie', token)}"


def token_of(cookie: str, secret: str) -> str | None:
    """The token, if this cookie was signed with the secret."""
    found = SIGNED.fullmatch(cookie)
    if found is None or not hmac.compare_digest(found["signature"], seal(secret, "cookie", found["token"])):
        return None
    return found["token"]


def is_unsigned(cookie: str) -> bool:
    """Whether it has the shape of a token without a signature."""
    return UNSIGNED.fullmatch(cookie) is not None


def ticket(nonce: str, person: str, device: str, secret: str) -> str:
    """Permission for this device to take a new cookie, because of this person. ``nonce`` is made like a token."""
    return f"{nonce}.{person}.{seal(secret, 'ticket', nonce, person, device)}"


def redeemed(ticket: str, device: str, secret: str) -> tuple[str, str] | None:
    """The new token and the person, if the ticket was made for this device; the same ones however often it asks, as an
    answer may get lost on the way."""
    found = TICKET.fullmatch(ticket)
    if found is None:
        return None
    nonce, person = found["nonce"], found["person"]
    if not hmac.compare_digest(found["signature"], seal(secret, "ticket", nonce, person, device)):
        return None
    # Not the nonce itself: the page's scripts have the ticket, and no script may have a cookie.
    return seal(secret, "token", nonce, device), person


def seal(secret: str, use: str, *texts: str) -> str:
    """43 characters that only this secret gives for these texts in this use."""
    digest = hmac.digest(secret.encode(), "\n".join((use, *texts)).encode(), "sha256")
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
