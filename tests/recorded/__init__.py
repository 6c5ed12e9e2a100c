"""Practices recorded from older builds: what was logged, and the rows and views that the log folds to.

``NAME.log.json`` is never written again: it is what that build left in the store. ``NAME.folds.jsonl`` is what it folds
to, one JSON object a line. ``python -m tests.recorded`` lists what this build folds to something else, and
``python -m tests.recorded --accept`` takes that over; the commit then says why it may differ.
``python -m tests.recorded DATABASE PRACTICE NAME`` records one more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from roleplay.people.persons import Seat
from roleplay.room.codec import decode, encode
from roleplay.room.events import Logged
from roleplay.room.fold import fold, snapshots_of
from roleplay.room.state import State
from roleplay.room.view import table_view, view
from roleplay.room.views import as_json
from roleplay.storage import open_store
from roleplay.usecases.practice import projection
from roleplay.usecases.practice.live import Live
from roleplay.usecases.practice.snapshots import read_snapshot

HERE = Path(__file__).parent
NAMES = tuple(sorted(file.name.removesuffix(".log.json") for file in HERE.glob("*.log.json")))
LATER = 49 * 60 * 60 * 1000
"""Milliseconds after the last event at which everybody is looked at once more: the practice has closed."""
PROJECTIONS = ("tidy_marks", "exposures", "goals", "played", "written")
TABLE = "the table's clock"


@dataclass(frozen=True)
class Recording:
    """One practice as a store held it: events in order, the seats, and the snapshots that its rounds refer to."""

    practice: int
    log: tuple[Logged, ...]
    live: Live

    def folds_to(self) -> dict[str, Any]:
        """What this build makes of it: rows by projection and round, views by moment and name."""
        end = fold(self.log, self.live.snapshots)
        rows = {f"{name} of round {number}": made for name, number, made in self._rows(end)}
        return rows | {f"{when}: {who}": shown for when, who, shown in self._views(end)}

    def _rows(self, end: State) -> Iterator[tuple[str, int, list[Any]]]:
        for round_ in end.rounds:
            for name in PROJECTIONS:
                made = getattr(projection, name)(self.practice, round_, self.live.persons)
                yield name, round_.number, [json.loads(json.dumps(asdict(row))) for row in made]

    def _views(self, end: State) -> Iterator[tuple[str, str, Any]]:
        """Before every event with which the stage changes, at the end, and once the practice has closed."""
        state = State()
        for logged in self.log:
            after = fold([logged], self.live.snapshots, state)
            if after.number != state.number:
                yield from self._seen(f"before event {logged.seq} ({logged.event.kind})", state, logged.at)
            state = after
        yield from self._seen("at the end", end, end.last_at)
        yield from self._seen("once closed", end, end.last_at + LATER)

    def _seen(self, when: str, state: State, now: int) -> Iterator[tuple[str, str, Any]]:
        for seat in self.live.seats:
            if seat.id in state.seats or any(seat.id in round_.cast.seats for round_ in state.rounds):
                yield when, seat.name, json.loads(as_json(view(state, seat.id, now, self.live.names)))
        yield when, TABLE, json.loads(as_json(table_view(state, now, self.live.names)))


def load(name: str) -> Recording:
    """The recording of this name."""
    kept = json.loads((HERE / f"{name}.log.json").read_text(encoding="utf-8"))
    log = tuple(Logged(seq, decode(kind, body), *rest) for seq, kind, body, *rest in kept["events"])
    snapshots = {fingerprint: read_snapshot(fingerprint, body) for fingerprint, body in kept["snapshots"].items()}
    seats = tuple(Seat(*seat) for seat in kept["seats"])
    return Recording(kept["practice"], log, Live(State(), seats, snapshots))


def kept_folds(name: str) -> dict[str, Any]:
    """What the recording folded to when that was last accepted."""
    lines = (HERE / f"{name}.folds.jsonl").read_text(encoding="utf-8").splitlines()
    return {line["of"]: line["is"] for line in map(json.loads, lines)}


def accept(name: str) -> None:
    """Keep what this build folds it to."""
    lines = (json.dumps({"of": of, "is": made}, ensure_ascii=False) for of, made in load(name).folds_to().items())
    (HERE / f"{name}.folds.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def record(database: Path, practice: int, name: str, build: str) -> None:
    """Keep this practice of a store as ``NAME.log.json``. A store of an older build is brought up to date for that."""
    with closing(open_store(f"sqlite:///{database}", 0)) as store, store.read() as reader:
        events = [_row(logged) for logged in reader.log.events(practice)]
        seats = [list(vars(seat).values()) for seat in reader.practices.seats(practice)]
        referred_to = sorted({each for row in reader.log.events(practice) for each in snapshots_of(row.event)})
        snapshots = {fingerprint: reader.log.snapshot(fingerprint) for fingerprint in referred_to}
    kept = {"build": build, "practice": practice, "seats": seats, "snapshots": snapshots, "events": events}
    lines = ",\n".join(f"{json.dumps(key)}: {_by_line(value)}" for key, value in kept.items())
    (HERE / f"{name}.log.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def _row(one: Logged) -> list[Any]:
    return [one.seq, one.event.kind, encode(one.event), one.at, one.seat, one.round, one.made, one.token, one.digest]


def _by_line(value: Any) -> str:
    """Lists with a row a line, so that a difference can be read."""
    if not isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in value) + "\n]"


def differences(name: str) -> list[str]:
    """What this build folds to something else than was kept: the names of those rows and views."""
    kept, made = kept_folds(name), load(name).folds_to()
    return [of for of in {**kept, **made} if kept.get(of) != made.get(of)]
