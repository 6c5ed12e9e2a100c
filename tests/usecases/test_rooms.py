"""The rules of a running practice: what is accepted, what is stored, and that none of it can be lost."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from evening import DOMAINS, HOUR, MINUTE, SECOND, Evening, Wall, a_kit, locked, url_of

from roleplay.errors import Fault
from roleplay.marking.tidy import TidyMark
from roleplay.room.events import NOBODY, Logged, Muted
from roleplay.room.views import Lobby, SheetsView
from roleplay.usecases.clock import Clock
from roleplay.usecases.practice.current_marks import marks_of_round
from roleplay.usecases.practice.live import Live, continued
from roleplay.usecases.practice.messages import Answer, read_tap
from roleplay.usecases.practice.next_round import NO_CASES
from roleplay.usecases.practice.projection import tidy_marks
from roleplay.usecases.practice.rooms import Rooms
from roleplay.usecases.practice.snapshots import take_snapshot
from roleplay.web.server.kit import Kit


def test_what_was_read_before_a_practice_was_dropped_from_memory_is_not_kept_after_it(evening: Evening) -> None:
    """Somebody deletes what is theirs while another one's words are being stored."""
    rooms, practice = evening.kit.rooms, evening.practice

    with rooms.writing(practice) as session:
        session.log(Muted(muted=True), NOBODY)
        rooms.forget(practice)

    assert not rooms.at_hand(practice)
    assert (rooms.live(practice).state.muted, rooms.at_hand(practice)) == (True, True)


def log_of(evening: Evening) -> tuple[Logged, ...]:
    with evening.kit.store.read() as reader:
        return reader.log.events(evening.practice)


def marks_of(evening: Evening) -> tuple[TidyMark, ...]:
    with evening.kit.store.read() as reader:
        rounds = range(1, len(evening.state.rounds) + 1)
        return tuple(mark for one in rounds for mark in marks_of_round(reader, evening.practice, one))


def rebuilt(evening: Evening) -> tuple[TidyMark, ...]:
    """The marks as a fold of the whole log gives them."""
    with evening.kit.store.read() as reader:
        live = continued(reader, evening.practice, Live())
    return tuple(row for round_ in live.state.rounds for row in tidy_marks(evening.practice, round_, live.persons))


@pytest.fixture
def second_server(evening: Evening) -> Iterator[Kit]:
    """The kit that starts after the first was killed: it knows only what is in the file."""
    kit = a_kit(url_of(evening.folder), evening.folder / "content", evening.wall)
    yield kit
    kit.close()


# --- what is sent twice


def test_a_tap_sent_twice_is_stored_once(evening: Evening) -> None:
    tap = evening.station().raw("pinned", pin="worked")

    answers = evening.send("Cleo", tap) + evening.send("Cleo", tap)

    assert answers == [Answer(tap["token"], "accepted"), Answer(tap["token"], "known")]
    assert len(evening.round.pins) == 1


def test_a_tap_twice_in_one_message_is_stored_once(evening: Evening) -> None:
    tap = evening.station().raw("pinned", pin="worked")

    answers = evening.send("Cleo", tap, tap)

    assert [answer.result for answer in answers] == ["accepted", "known"]
    assert len(evening.round.pins) == 1


def test_a_token_never_stands_for_two_things(evening: Evening) -> None:
    tap = evening.station().raw("pinned", pin="worked")
    other = tap | {"pin": "try"}
    say = "That was sent before with other content, so this one wasn’t saved."

    in_one_message = evening.send("Cleo", tap, other)
    later = evening.send("Cleo", other)

    assert in_one_message == [Answer(tap["token"], "accepted"), Answer(tap["token"], "refused", say)]
    assert later == [Answer(tap["token"], "refused", say)]
    assert [pin.pin for pin in evening.round.pins] == ["worked"]


def test_two_people_may_happen_to_use_one_token(evening: Evening) -> None:
    evening.station()

    answers = [
        evening.send("Cleo", evening.raw("marked", token="the-same-one", item="family", mark="done")),
        evening.send("Ben", evening.raw("fact_came", token="the-same-one", fact="stairs", came=True)),
    ]

    assert [answer.result for [answer] in answers] == ["accepted", "accepted"]


def test_a_refused_tap_may_be_sent_again_when_its_time_has_come(evening: Evening) -> None:
    early = evening.begin().read().raw("marked", item="family", mark="done")
    first = evening.send("Cleo", early)

    evening.wall.forward(3 * MINUTE)
    second = evening.send("Cleo", early)

    assert first[0].say == "The station hasn’t begun, so that wasn’t saved."
    assert second[0].result == "accepted"


# --- many in one message


def test_every_tap_of_a_message_is_answered_in_order(evening: Evening) -> None:
    taps = [evening.station().raw("pinned", pin="try")] + [evening.raw("pinned", pin="try") for _ in range(49)]

    answers = evening.send("Cleo", *taps)

    assert answers == [Answer(tap["token"], "accepted") for tap in taps]


def test_a_refused_tap_stops_none_of_the_others(evening: Evening) -> None:
    good, again = evening.station().raw("pinned", pin="try"), evening.raw("pinned", pin="worked")
    no_such_item, nonsense = evening.raw("marked", item="nothing", mark="done"), evening.raw("nonsense")

    answers = evening.send("Cleo", good, no_such_item, nonsense, again)

    assert [(answer.result, answer.say) for answer in answers] == [
        ("accepted", ""),
        ("refused", "That line isn’t on this station’s mark sheet, so it wasn’t saved."),
        ("refused", "The kit doesn’t know that tap, so it wasn’t saved. Reload the page."),
        ("accepted", ""),
    ]
    assert len(evening.round.pins) == 2


def test_a_later_tap_of_a_message_rests_on_the_earlier_ones(evening: Evening) -> None:
    evening.quiet()
    ratings = [evening.raw("rated_domain", domain=domain, value=3) for domain in DOMAINS]
    words = [
        evening.raw("rated_overall", value=2),
        evening.raw("wrote", words="saw_or_heard", text="Waited."),
    ]

    *_, handed_in = evening.send("Cleo", *ratings, *words, evening.raw("handed_in"))

    assert handed_in.result == "accepted"


def test_an_empty_message_stores_nothing(evening: Evening) -> None:
    stored = evening.stored()

    assert evening.send("Cleo") == []
    assert evening.stored() == stored


def test_many_people_at_once_lose_nothing(evening: Evening) -> None:
    evening.station()
    sent = [("Cleo", evening.raw("pinned", pin="try")) for _ in range(40)]
    sent += [("Ben", evening.raw("fact_came", fact="stairs", came=bool(n % 2))) for n in range(40)]

    with ThreadPoolExecutor(8) as threads:
        results = list(threads.map(lambda one: evening.send(*one), sent))

    assert all(answer.result == "accepted" for [answer] in results)
    assert [row.seq for row in log_of(evening)] == list(range(1, evening.stored() + 1))
    assert evening.kit.rooms.live(evening.practice).state.seq == evening.stored()


def test_what_is_stored_is_told_and_what_is_refused_is_not(evening: Evening) -> None:
    told: list[tuple[int, frozenset[str] | None]] = []
    rooms = Rooms(evening.kit.store, evening.kit.library, evening.kit.clock, lambda *what: told.append(what))
    evening.station()
    good, bad = (evening.raw("pinned", pin="try", round=number) for number in (1, 2))

    rooms.take(evening.practice, evening.seats["Cleo"].id, [read_tap(bad)])
    silent = told.copy()
    rooms.take(evening.practice, evening.seats["Cleo"].id, [read_tap(good)])

    assert (silent, told) == ([], [(evening.practice, None)])  # nobody here had been told of anything yet


def test_a_mark_is_told_to_its_maker_and_after_another_process_wrote_to_everybody(evening: Evening) -> None:
    told: list[frozenset[str] | None] = []
    rooms = Rooms(evening.kit.store, evening.kit.library, evening.kit.clock, lambda _, seats: told.append(seats))
    cleo = evening.station().seats["Cleo"].id
    rooms.live(evening.practice)

    for _ in range(2):
        rooms.take(evening.practice, cleo, [read_tap(evening.raw("marked", item="family", mark="done"))])
    evening.moved("Ben", "pause")  # in another kit's memory
    rooms.take(evening.practice, cleo, [read_tap(evening.raw("marked", item="family", mark="not"))])

    assert told == [None, {cleo}, None]  # the first brings what the clock did before it


# --- STOP


def test_a_stop_names_nobody(evening: Evening) -> None:
    evening.station()

    evening.move("Ben", "stop")

    assert [row.seat for row in log_of(evening) if row.event.kind == "stopped"] == [NOBODY]
    assert evening.view("Anna").top.held == evening.view("Ben").top.held == evening.view("Cleo").top.held


def test_a_stop_sent_twice_is_known_and_stops_once(evening: Evening) -> None:
    stop = evening.station().raw_move("stop")

    answers = evening.send("Ben", stop) + evening.send("Ben", stop)

    assert [answer.result for answer in answers] == ["accepted", "known"]
    assert sum(row.event.kind == "stopped" for row in log_of(evening)) == 1


def test_a_stop_comes_through_from_an_older_stage(evening: Evening) -> None:
    stop = evening.begin().raw_move("stop")
    evening.read()

    assert evening.send("Ben", stop)[0].result == "accepted"


# --- marks as rows


def test_marks_that_were_not_handed_in_count_as_well(evening: Evening) -> None:
    evening.station().tap("Cleo", "marked", item="family", mark="not")

    [row] = marks_of(evening)

    assert (row.case, row.lens, row.kind, row.thing, row.mark) == ("good", "observer", "item", "family", "not")
    assert (row.rater, row.student) == (evening.seats["Cleo"].person, evening.seats["Anna"].person)
    assert row.submitted is None


def test_the_rows_are_what_a_rebuild_from_the_log_gives(evening: Evening) -> None:
    evening.station().tap("Cleo", "marked", item="family", mark="done")
    unsubmitted = (marks_of(evening), rebuilt(evening))
    evening.wall.forward(8 * MINUTE)

    evening.forms()

    assert unsubmitted[0] == unsubmitted[1] != ()
    assert marks_of(evening) == rebuilt(evening)
    assert {(row.lens, row.kind) for row in marks_of(evening)} == {
        ("observer", "item"),
        ("observer", "domain"),
        ("observer", "overall"),
        ("self", "domain"),
        ("self", "overall"),
        ("patient", "statement"),
    }
    assert all(row.submitted is not None for row in marks_of(evening))


def test_handing_in_alone_changes_the_rows(evening: Evening) -> None:
    evening.quiet()
    rated = [evening.raw("rated_domain", domain=domain, value=3) for domain in DOMAINS]
    evening.send("Anna", *rated, evening.raw("rated_overall", value=1))
    evening.tap("Anna", "wrote", words="line", text="I forgot to ask.")

    evening.tap("Anna", "handed_in")

    assert [row.submitted is not None for row in marks_of(evening)] == [True] * 4
    assert marks_of(evening) == rebuilt(evening)


def test_a_mark_taken_away_leaves_no_row(evening: Evening) -> None:
    evening.station().tap("Cleo", "marked", item="family", mark="done")

    evening.tap("Cleo", "marked", item="family", mark=None)

    assert marks_of(evening) == rebuilt(evening) == ()


def test_a_late_mark_changes_the_row_and_keeps_when_it_was_handed_in(evening: Evening) -> None:
    evening.quiet().forms()
    before = {row.thing: row for row in marks_of(evening) if row.lens == "observer"}["gather"]
    evening.wall.forward(HOUR)

    evening.tap("Cleo", "rated_domain", domain="gather", value=5)
    after = {row.thing: row for row in marks_of(evening) if row.lens == "observer"}["gather"]

    assert (before.mark, after.mark) == ("3", "5")
    assert after.submitted == before.submitted
    assert marks_of(evening) == rebuilt(evening)


def test_in_a_pair_the_second_persons_marks_have_both_lenses(before: Evening) -> None:
    evening = before.start("Anna", "Ben").quiet()

    evening.tap("Ben", "marked", item="family", mark="done")
    evening.tap("Ben", "rated_statement", statement="one", value=5)

    assert [(row.lens, row.thing) for row in marks_of(evening)] == [("observer", "family"), ("patient", "one")]
    assert marks_of(evening) == rebuilt(evening)


# --- beginning


def test_a_round_takes_roles_by_order_of_joining(evening: Evening) -> None:
    evening.begin()

    cast = evening.round.cast

    assert (cast.student, cast.patient) == (evening.seats["Anna"].id, evening.seats["Ben"].id)
    assert cast.observers == (evening.seats["Cleo"].id,)


def test_nobody_begins_alone(before: Evening) -> None:
    alone = before.start("Anna").move("Anna", "begin")

    assert alone.say == (
        "A round needs at least two people. Share the code; you can begin as soon as somebody has joined."
    )


def test_without_a_case_there_is_a_sentence_and_no_round(before: Evening) -> None:
    evening = before.without("good").start()

    answer = evening.move("Anna", "begin")

    assert answer.say == NO_CASES
    assert isinstance(evening.view("Anna"), Lobby)


def test_a_heavy_case_is_given_to_nobody_who_did_not_choose_it(before: Evening) -> None:
    edit(before, "id: good\n", "id: good\nheavy: true\n")
    evening = before.start()

    answer = evening.move("Anna", "begin")

    assert evening.kit.library().cases["good"].heavy
    assert (answer.result, evening.planned()) == ("refused", [])
    assert answer.say == evening.state.reason != ""


def test_a_faulty_case_stops_neither_the_start_nor_the_others(evening: Evening, second_server: Kit) -> None:
    (evening.folder / "content/cases/faulty.yaml").write_text("format: [", encoding="utf-8")
    (evening.folder / "content/cases/a-bad-one.yaml").write_bytes(b"\xff\xfe\x00")

    evening.kit = second_server

    assert evening.begin().round.snapshot.case.id == "good"
    assert {fault.file for fault in second_server.library().faults} == {"cases/faulty.yaml", "cases/a-bad-one.yaml"}


def test_two_who_begin_at_once_begin_one_round(evening: Evening) -> None:
    first, second = evening.raw_move("begin"), evening.raw_move("begin")

    answers = evening.send("Anna", first) + evening.send("Ben", second)

    assert [answer.say for answer in answers] == [
        "",
        "The session had already moved on, so that changed nothing. You can now see the current step.",
    ]
    assert len(evening.kit.rooms.live(evening.practice).state.rounds) == 1


def test_a_begin_that_comes_too_late_keeps_no_case(evening: Evening) -> None:
    evening.begin()
    edit(evening, "You drive a bus.", "You drive a train.")
    library = evening.kit.library()

    evening.move("Anna", "begin")

    with evening.kit.store.read() as reader:
        assert reader.log.snapshot(take_snapshot(library.cases["good"], library)[0].fingerprint) is None


# --- the case as it was


def edit(evening: Evening, old: str, new: str) -> None:
    file = evening.folder / "content/cases/good.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_the_snapshot_read_back_equals_the_one_taken(evening: Evening, second_server: Kit) -> None:
    taken = evening.begin().round.snapshot

    read = second_server.rooms.live(evening.practice).state.rounds[0].snapshot

    assert read == taken
    assert read.sheet.fingerprint == taken.sheet.fingerprint


def test_editing_a_case_changes_nothing_in_a_running_round(evening: Evening, second_server: Kit) -> None:
    evening.station()
    seen = evening.views()

    edit(evening, "You drive a bus.", "You drive a train.")
    (evening.folder / "content/rubrics/history.yaml").unlink()

    assert evening.views() == seen
    evening.kit = second_server
    assert evening.views() == seen
    assert "bus" in seen["Ben"]


def test_the_next_practice_plays_the_edited_case(evening: Evening) -> None:
    evening.begin()
    edit(evening, "You drive a bus.", "You drive a train.")

    later = Evening(evening.kit, evening.wall, evening.folder).start("Dora", "Emil").begin()

    assert later.round.snapshot.case.patient.you_are == "You drive a train."
    assert later.round.snapshot.fingerprint != evening.round.snapshot.fingerprint


# --- a server that was killed


def test_after_a_restart_every_seat_sees_what_it_saw(evening: Evening, second_server: Kit) -> None:
    evening.station()
    evening.tap("Ben", "fact_came", fact="stairs", came=True)
    evening.tap("Cleo", "marked", item="family", mark="done")
    evening.move("Cleo", "pause")
    seen = evening.views()

    evening.kit = second_server

    assert evening.views() == seen


@pytest.mark.parametrize("stage", ["begin", "station", "quiet"])
def test_a_dead_server_does_not_stop_the_clock(evening: Evening, second_server: Kit, stage: str) -> None:
    getattr(evening, stage)().wall.forward(4 * MINUTE)
    seen = evening.views()

    evening.kit = second_server

    assert evening.views() == seen


def test_after_a_restart_a_retry_is_still_known(evening: Evening, second_server: Kit) -> None:
    tap = evening.station().raw("pinned", pin="worked")
    evening.send("Cleo", tap)

    evening.kit = second_server

    assert evening.send("Cleo", tap)[0].result == "known"


def test_after_the_sheets_a_restart_shows_the_same_sheets(evening: Evening, second_server: Kit) -> None:
    evening.quiet().forms()
    seen = evening.views()

    evening.kit = second_server

    assert isinstance(evening.view("Anna"), SheetsView)
    assert evening.views() == seen


def test_what_another_process_stored_is_decided_upon(evening: Evening, second_server: Kit) -> None:
    stale = evening.begin().raw_move("go_on")

    evening.on(second_server).read()
    answer = evening.send("Anna", stale)[0]

    assert answer.say == "The session had already moved on, so that changed nothing. You can now see the current step."


def test_a_practice_that_left_memory_comes_back_from_the_log(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roleplay.usecases.practice.rooms.MOST_IN_MEMORY", 1)
    seen = evening.station().views()

    Evening(evening.kit, evening.wall, evening.folder).start("Dora", "Emil")

    assert evening.views() == seen


# --- time


def test_time_never_runs_backwards_in_a_log(evening: Evening) -> None:
    evening.station().tap("Cleo", "pinned", pin="try")

    evening.wall.forward(-HOUR)
    evening.tap("Cleo", "pinned", pin="worked")
    times = [row.at for row in log_of(evening)]

    assert times == sorted(times)
    assert evening.view("Anna").top.stage == "station"


def test_time_does_not_run_backwards_across_a_restart(evening: Evening) -> None:
    evening.station().tap("Cleo", "pinned", pin="try")
    last = log_of(evening)[-1].at
    set_back = Wall(evening.wall.at - HOUR)

    evening.kit.close()
    evening.kit = a_kit(url_of(evening.folder), evening.folder / "content", set_back)
    evening.tap("Cleo", "pinned", pin="worked")

    assert log_of(evening)[-1].at >= last
    assert evening.kit.clock.now() >= last
    assert evening.view("Anna").top.stage == "station"


def test_time_does_not_run_backwards_between_two_servers(evening: Evening, second_server: Kit) -> None:
    """The second one's clock is two hours behind: its floor is as old as its start."""
    ahead = a_kit(url_of(evening.folder), wall=Wall(evening.wall.at + 2 * HOUR))
    evening.on(ahead).move("Anna", "stop")
    ahead.close()

    evening.on(second_server).move("Ben", "carry_on")

    times = [row.at for row in log_of(evening)]
    assert times == sorted(times)


@pytest.fixture
def ticking() -> tuple[Wall, Wall, Clock]:
    """A clock between a machine's clock and its ticks, both set by the test."""
    wall, ticks = Wall(1_000_000), Wall(50)
    return wall, ticks, Clock(0, wall, ticks)


def test_a_clock_set_back_goes_on_at_its_own_pace(ticking: tuple[Wall, Wall, Clock]) -> None:
    wall, ticks, clock = ticking

    wall.at, ticks.at = 0, 50 + SECOND

    assert clock.now() == 1_000_000 + SECOND


def test_a_clock_follows_a_machine_that_slept(ticking: tuple[Wall, Wall, Clock]) -> None:
    wall, ticks, clock = ticking

    wall.at, ticks.at = 1_000_000 + HOUR, 60
    woke = clock.now()
    ticks.at = 60 + SECOND

    assert (woke, clock.now()) == (1_000_000 + HOUR, 1_000_000 + HOUR + SECOND)


def test_a_clock_begins_no_earlier_than_the_newest_log() -> None:
    clock = Clock(2_000_000, Wall(1_000_000), Wall(0))

    assert clock.now() == 2_000_000


@pytest.mark.parametrize(("made", "kept"), [(-HOUR, "began_at"), (HOUR, "at")])
def test_a_devices_time_stays_within_its_round(evening: Evening, made: int, kept: str) -> None:
    evening.station()

    evening.tap("Cleo", "pinned", pin="try", made=evening.wall.at + made)

    row = log_of(evening)[-1]
    assert row.made == (evening.round.began_at if kept == "began_at" else row.at)


def test_the_latest_tap_wins_although_it_arrives_first(evening: Evening) -> None:
    evening.station().wall.forward(MINUTE)
    early = evening.raw("marked", item="family", mark="done", made=evening.wall.at - 20 * SECOND)
    late = evening.raw("marked", item="family", mark="not", made=evening.wall.at - 10 * SECOND)

    evening.send("Cleo", late)
    evening.send("Cleo", early)

    assert [row.mark for row in marks_of(evening)] == ["not"]
    assert marks_of(evening) == rebuilt(evening)


# --- when the file cannot be written


@pytest.fixture
def impatient(evening: Evening) -> Iterator[Evening]:
    """The same evening on a kit that does not wait long for the file."""
    kit = a_kit(url_of(evening.folder), evening.folder / "content", evening.wall, busy_timeout=0.05)
    yield evening.on(kit)
    kit.close()


def test_a_message_that_cannot_be_stored_leaves_no_trace(impatient: Evening) -> None:
    tap = impatient.station().raw("pinned", pin="try")
    seen, stored = impatient.views(), impatient.stored()

    with locked(impatient.folder), pytest.raises(Fault, match="nothing could be saved"):
        impatient.send("Cleo", tap)

    assert (impatient.views(), impatient.stored()) == (seen, stored)
    assert impatient.send("Cleo", tap)[0].result == "accepted"
