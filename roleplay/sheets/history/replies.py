"""Replies to comments, as the downloaded record shows them."""

from __future__ import annotations

from markupsafe import Markup

from roleplay.people.directions import isolated
from roleplay.people.reply import Reply
from roleplay.shared_words import REPLIES
from roleplay.sheets.atoms import p, quote


def replied(reply: Reply, name: str = "") -> list[Markup]:
    """What its receiver replied, and what the writer, called ``name``, answered."""
    said = [p(f"You replied: “{REPLIES[reply.reply.value]}”{' It helped.' if reply.helped else ''}", "soft")]
    return [*said, quote(reply.answer, f"{isolated(name)} answered" if name else "")] if reply.answer else said
