"""Stage change → drawn on the other two devices."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.benchmarks.phones import chromium, key, phone, sit
from tests.benchmarks.quiet import wait_for_quiet
from tests.benchmarks.seeding import Room, rooms_before_the_sheets, seeding
from tests.benchmarks.servers import Server, kit_server
from tests.benchmarks.table import Row, median

ROOMS = 8
BUDGET = 200


def measure(folder: Path) -> list[Row]:
    """Three pages of one browser, with a new room each time. Measured from the third person's click to the frame in
    which the other two show the new stage: first the clock, then what is read in it (the candidate instructions at
    "reading", the feedback at "sheets"). The slower of the two devices counts."""
    database, spoken = rooms_before_the_sheets(folder, ROOMS)
    with kit_server(database) as server, chromium() as browser:
        sheets = [to_sheets(server, browser, room) for room in spoken]
        with seeding(folder) as seeder:
            reading = [to_reading(server, browser, seeder.prepare(ready=2)) for _ in range(ROOMS)]
    return [
        _row("stage change → drawn on the other two, live component", [live for live, _ in reading]),
        _row("the same, the candidate instructions", [read for _, read in reading]),
        _row("the same, everyone’s feedback", [read for _, read in sheets]),
    ]


def _row(what: str, taken: list[float]) -> Row:
    reached = f"{median(taken):.0f} ms (at most {max(taken):.0f} ms)"
    return Row(what, f"median ≤ {BUDGET} ms", reached, median(taken) <= BUDGET)


def to_reading(server: Server, browser: Browser, room: Room) -> tuple[float, float]:
    """The observer is the last to be ready."""
    return changed(server, browser, room, "move-ready", live="Reading", reads=("Your tasks", ""))


def to_sheets(server: Server, browser: Browser, room: Room) -> tuple[float, float]:
    """The observer has spoken and goes on."""
    return changed(
        server, browser, room, "move-go_on", live="Everyone’s feedback", reads=("Side by side", "Side by side")
    )


def changed(
    server: Server, browser: Browser, room: Room, button: str, live: str, reads: tuple[str, str]
) -> tuple[float, float]:
    """Milliseconds until both others have drawn ``live``, and what each ``reads`` (unless it is empty)."""
    student, patient, observer = pages = [phone(browser) for _ in room.places]
    for page, place in zip(pages, room.places, strict=True):
        sit(page, server, room, place)
        key(page, button if page is observer else "stop").wait_for()
    wait_for_quiet(3)
    for page, text in zip((student, patient), reads, strict=True):
        _watch(page, live, text)
    at: float = observer.evaluate("(key) => { const at = bench.now(); bench.find(key).click(); return at; }", button)
    drawn = [page.evaluate("Promise.all([window.live, window.reads])") for page in (student, patient)]
    for page in pages:
        page.context.close()
    return max(one for one, _ in drawn) - at, max(other for _, other in drawn) - at


def _watch(page: Page, live: str, reads: str) -> None:
    watch = "([live, reads]) => { window.live = bench.live(live); window.reads = reads ? bench.live(reads) : 0; }"
    page.evaluate(watch, [live, reads])
