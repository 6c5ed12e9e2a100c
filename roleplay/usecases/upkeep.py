"""Looking after the store."""

from __future__ import annotations

from roleplay.storage import open_store
from roleplay.usecases.live import Live, continued
from roleplay.usecases.projection import exposures, goals, tidy_marks


def compare_with_log(url: str, now: int) -> list[tuple[int, int]]:
    """Rebuild marks, exposures and goals from the log; the (practice, round) pairs whose stored rows differ."""
    store = open_store(url, now)
    differing = []
    try:
        with store.read() as reader:
            for practice in reader.practice_ids():
                live = continued(reader, practice, Live())
                for round_ in live.state.rounds:
                    where, made = (practice, round_.number), (practice, round_, live.persons)
                    stored = (reader.marks(*where), reader.exposures_of(*where), reader.goals_of(*where))
                    if stored != (tidy_marks(*made), exposures(*made), goals(*made)):
                        differing.append((practice, round_.number))
    finally:
        store.close()
    return differing
