"""What somebody answers, in one tap, to a comment that they received."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ReplyKind(StrEnum):
    """The three replies there are."""

    TRY = "try"
    MEAN = "mean"
    TALK = "talk"


@dataclass(frozen=True)
class Reply:
    """A reply to one comment: the ``words`` of ``writer`` in a round whose student is ``receiver``. Both are persons;
    in an imported round, whose other people aren't in this kit, ``writer`` is a name.

    ``answer`` is the writer's one answer to "What did you mean?" ("" until then); ``helped`` is said once the step was
    done; ``talked_at`` is when the two talked about it, None until then. ``at`` in UTC milliseconds.
    """

    practice: int
    round: int
    words: str
    writer: str
    receiver: str
    reply: ReplyKind
    at: int
    answer: str = ""
    helped: bool = False
    talked_at: int | None = None
