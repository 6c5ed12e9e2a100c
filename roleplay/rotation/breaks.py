"""What a plan that was changed by hand breaks: said before it is played, and never forbidden here."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.rotation.problem import Problem, Turn


def breaks(problem: Problem, rounds: Sequence[Turn], names: Sequence[str]) -> tuple[str, ...]:
    """A sentence for each rule that is broken, in the order of the rounds; private settings in neutral words."""
    raise NotImplementedError
