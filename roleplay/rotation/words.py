"""The planner's sentences. What everyone sees holds nothing private: no theme, no setting, nobody's history."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.rotation.problem import Certificate, Problem, Turn


def why(
    problem: Problem, turn: Turn, names: Sequence[str], skills: Sequence[str] = (), before: Sequence[Turn] = ()
) -> str:
    """Why this round is as it is. ``before`` are the planned rounds that come before it."""
    raise NotImplementedError


def reason(certificate: Certificate, names: Sequence[str]) -> str:
    """Why there is no plan, in one sentence."""
    raise NotImplementedError


def offers(certificate: Certificate) -> tuple[str, ...]:
    """What can be done about it, in the order in which it is to be offered."""
    raise NotImplementedError
