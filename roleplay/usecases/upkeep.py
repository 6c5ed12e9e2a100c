"""Looking after the store."""

from __future__ import annotations

from roleplay.storage import open_store
from roleplay.usecases.live import Live, continued
from roleplay.usecases.projection import tidy_marks


def compare_marks(url: str, now: int) -> list[tuple[int, int]]:
    """Rebuild every mark from its log; the (practice, round) pairs whose stored rows differ."""
    store = open_store(url, now)
    differing = []
    try:
        with store.read() as reader:
            for practice in reader.practice_ids():
                live = continued(reader, practice, Live())
                for round_ in live.state.rounds:
                    stored = reader.marks(practice, round_.number)
                    if stored != tidy_marks(practice, round_, live.persons):
                        differing.append((practice, round_.number))
    finally:
        store.close()
    return differing
