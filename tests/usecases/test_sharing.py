"""The rules of sharing one station: with one person, for a time, part by part, and taken back at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from evening import MINUTE, Evening, device_of
from groups_at_work import AtWork, refused
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from left_over import bring, on_disk, tables_with, taken_home
from sharing_at_work import LATER_STEP, STEP, SharingAtWork, at_work

from roleplay.errors import Fault
from roleplay.people.shares import DAY, EXPIRED, OTHERS, REVOKED, UNKNOWN, Part
from roleplay.people.visitor import Visitor
from roleplay.usecases.people.sharing import IMPORTED, NOT_OPEN, NOT_WITH, NOT_YOURS, PLAYED_NOW

EVERYTHING = frozenset(Part)
NOT_HERS = "That isn’t on this phone or browser. Enter your name and your personal key to see it."


@pytest.fixture
def work(before: Evening) -> SharingAtWork:
    return at_work(before)


def in_words(shown: object) -> str:
    return repr(shown)


# --- who may open it


def test_the_first_who_says_that_they_are_named_reads_it_and_its_owner_sees_when(work: SharingAtWork) -> None:
    made = work.share("Lea")

    assert work.sharing.entrance(work.who("Lea"), made.secret).title == ""
    read = work.read("Lea", work.sharing.confirm(work.who("Lea"), made.secret))

    assert (read.owner, read.title) == ("Anna", "Tight chest on the stairs")
    assert (work.mine().named, work.mine().opened_at) == ("Lea", work.kit.clock.now())


def test_forwarded_it_opens_for_nobody_and_doesnt_say_what_it_is(work: SharingAtWork) -> None:
    made = work.share("Lea")
    id_ = work.sharing.confirm(work.who("Lea"), made.secret)

    said = {refused(do, work.who("Mia"), made.secret) for do in (work.sharing.entrance, work.sharing.confirm)}
    said |= {refused(do, work.who("Mia"), id_) for do in (work.sharing.shut, work.sharing.read)}

    assert said == {OTHERS}
    assert work.sharing.with_me(work.who("Mia")) == ()


def test_chosen_from_a_group_it_is_theirs_from_the_start(work: SharingAtWork) -> None:
    group = AtWork(work.evening).found("Anna", "Lea")
    lea = replace(work.who("Lea"), person=group.people["Lea"])

    made = work.share(group.people["Lea"], known=True)

    assert [(one.id, one.title) for one in work.sharing.with_me(lea)] == [(made.id, "Tight chest on the stairs")]
    assert refused(work.sharing.confirm, work.who("Mia"), made.secret) == OTHERS
    assert work.sharing.read(lea, made.id).owner == "Anna"


def test_who_is_in_no_group_with_its_owner_cant_be_chosen(work: SharingAtWork) -> None:
    assert refused(lambda: work.share(work.who("Ben").person, known=True)) == NOT_WITH


def test_a_guest_on_somebody_elses_device_reads_nothing_that_is_shared_with_them(work: SharingAtWork) -> None:
    group = AtWork(work.evening).found("Anna", "Lea")
    made = work.share(group.people["Lea"], known=True)
    with work.kit.store.write() as writer:
        writer.devices.add_person_device(group.people["Lea"], device_of("Ben"), True, 1)

    guest = Visitor(device_of("Ben"), person=group.people["Lea"])

    assert refused(work.sharing.read, guest, made.id) == OTHERS


def test_its_owner_cant_be_its_reader(work: SharingAtWork) -> None:
    assert refused(work.sharing.confirm, work.who("Anna"), work.share().secret) == OTHERS


@pytest.mark.parametrize("secret", ["", "guessed", "\ud800", "x" * 10_000])
def test_a_link_that_nobody_made_is_one_sentence(work: SharingAtWork, secret: str) -> None:
    assert refused(work.sharing.entrance, work.who("Mia"), secret) == UNKNOWN


# --- for how long


def test_once_taken_back_nobody_reads_it_and_its_reader_is_told(work: SharingAtWork) -> None:
    id_ = work.bound("Lea")
    work.sharing.revoke(work.who("Anna"), id_)

    assert refused(work.sharing.read, work.who("Lea"), id_) == REVOKED
    assert refused(work.sharing.read, work.who("Mia"), id_) == OTHERS
    assert work.sharing.with_me(work.who("Lea")) == ()


def test_nobody_else_can_take_it_back(work: SharingAtWork) -> None:
    id_ = work.bound("Lea")

    assert refused(work.sharing.revoke, work.who("Ben"), id_) == UNKNOWN
    assert work.read("Lea", id_).owner == "Anna"


def test_it_runs_out_on_the_day_that_was_chosen(work: SharingAtWork) -> None:
    made = work.share("Lea", days=3)
    id_ = work.sharing.confirm(work.who("Lea"), made.secret)

    work.evening.wall.forward(3 * DAY - MINUTE)
    assert work.read("Lea", id_).title
    work.evening.wall.forward(MINUTE)

    assert refused(work.sharing.read, work.who("Lea"), id_) == EXPIRED


@pytest.mark.parametrize("days", [0, -1, 61])
def test_it_is_shared_for_at_least_a_day_and_at_most_sixty(work: SharingAtWork, days: int) -> None:
    assert "1 to 60 days" in refused(lambda: work.share(days=days))


def test_a_block_takes_it_away_without_a_word(work: SharingAtWork) -> None:
    group = AtWork(work.evening).found("Anna", "Lea")
    made = work.share(group.people["Lea"], known=True)
    lea = replace(work.who("Lea"), person=group.people["Lea"])

    group.groups.board.block(work.who("Anna"), group.people["Lea"])

    assert refused(work.sharing.read, lea, made.id) == REVOKED
    assert (work.sharing.with_me(lea), work.mine().is_open) == ((), False)


def test_it_stays_shared_when_its_owner_leaves_the_group(work: SharingAtWork) -> None:
    group = AtWork(work.evening).found("Anna", "Lea")
    made = work.share(group.people["Lea"], known=True)

    group.groups.membership.leave(work.who("Anna"), group.id)

    assert work.sharing.read(replace(work.who("Lea"), person=group.people["Lea"]), made.id).owner == "Anna"


# --- what can be shared


def test_feedback_that_isnt_open_yet_cant_be_shared(before: Evening) -> None:
    work = SharingAtWork(before.start().quiet().hand_in())

    assert refused(work.share) == NOT_OPEN


def test_only_who_was_the_student_shares_a_station(work: SharingAtWork) -> None:
    place, ben = (work.evening.practice, 1), work.who("Ben")

    assert refused(lambda: work.sharing.share(ben, place, "Lea", [], 14, known=False)) == NOT_YOURS


def test_a_station_from_another_kit_is_shared_where_it_was_played(work: SharingAtWork) -> None:
    file = taken_home(work.evening, "Anna").replace(b"x-nothing", b"")
    later = work.evening.later("Zoe")
    bring(later, "Zoe", file, mine=True)
    with work.kit.store.read() as reader:
        zoe = reader.history.played_by(later.seats["Zoe"].person)[0]

    said = refused(
        lambda: work.sharing.share(later.visitor("Zoe"), (zoe.practice, zoe.round), "Lea", [], 14, known=False)
    )

    assert said == IMPORTED


@pytest.mark.parametrize("named", ["", "   ", "x" * 10_000])
def test_a_share_needs_a_name_that_fits(work: SharingAtWork, named: str) -> None:
    assert refused(lambda: work.share(named))
    assert work.sharing.mine(work.who("Anna"), work.evening.practice, 1) == ()


# --- what is shown


def test_of_what_wasnt_chosen_its_reader_receives_nothing(work: SharingAtWork) -> None:
    shown = in_words(work.read("Lea", work.bound("Lea", ())))

    told = ("from-", STEP, "Not done", "Cleo", "Two flights", "Asks what", "Troponin", "scale")
    assert [marker for marker in told if marker in shown] == []
    assert "Tight chest on the stairs" in shown


@pytest.mark.parametrize(
    ("part", "has"),
    [
        (Part.WORDS, "from-patient-in-1"),
        (Part.STORY, "Two flights"),
        (Part.SHEET, "Asks what"),
        (Part.MARKS, "Not done"),
    ],
)
def test_each_part_is_shown_if_it_was_chosen_and_only_then(work: SharingAtWork, part: Part, has: str) -> None:
    with_it = in_words(work.read("Lea", work.bound("Lea", {part})))
    without = in_words(work.read("Mia", work.bound("Mia", EVERYTHING - {part, Part.MARKS})))

    assert (has in with_it, has in without) == (True, False)


def test_nothing_of_another_station_is_shown(work: SharingAtWork) -> None:
    shown = in_words(work.read("Lea", work.bound("Lea", EVERYTHING)))

    assert [one for one in ("in-2", LATER_STEP, "case-a") if one in shown] == []
    assert STEP in shown


def test_the_next_step_that_somebody_came_with_stays_in_its_own_station(work: SharingAtWork) -> None:
    place = work.evening.practice, 2
    made = work.sharing.share(work.who("Anna"), place, "Lea", EVERYTHING, 14, known=False)

    shown = in_words(work.read("Lea", work.sharing.confirm(work.who("Lea"), made.secret)))

    assert (LATER_STEP in shown, STEP in shown) == (True, False)


def test_the_others_are_called_by_their_roles_also_inside_words(work: SharingAtWork) -> None:
    shown = in_words(work.read("Lea", work.bound("Lea", EVERYTHING)))

    assert [name for name in ("Ben", "ben", "Cleo") if name in shown] == []
    assert "from-patient-in-1 as the patient said" in shown


def test_words_whose_writer_doesnt_share_them_are_taken_back_as_well(work: SharingAtWork) -> None:
    id_ = work.bound("Lea", EVERYTHING)
    assert "from-observer-in-1" in in_words(work.read("Lea", id_))

    work.evening.sets("Cleo", words_stay=True)

    shown = in_words(work.read("Lea", id_))
    assert ("from-observer-in-1" in shown, "from-patient-in-1" in shown) == (False, True)


def test_words_of_somebody_who_deleted_everything_arent_shown(work: SharingAtWork) -> None:
    id_ = work.bound("Lea", EVERYTHING)

    work.kit.people.forget(work.evening.visitor("Cleo"))

    shown = in_words(work.read("Lea", id_))
    assert ("from-observer-in-1" in shown, "from-patient-in-1" in shown) == (False, True)


# --- reading tells about the case


def test_its_reader_knows_the_case_from_then_on(work: SharingAtWork) -> None:
    group = AtWork(work.evening).found("Anna", "Lea")
    lea, made = replace(work.who("Lea"), person=group.people["Lea"]), work.share(group.people["Lea"], known=True)
    work.sharing.shut(lea, made.id)
    with work.kit.store.read() as reader:
        assert reader.history.exposures(lea.person) == ()

    work.sharing.read(lea, made.id)

    with work.kit.store.read() as reader:
        assert [one.case for one in reader.history.exposures(lea.person)] == ["good"]


def test_it_stays_closed_while_its_case_is_being_played(work: SharingAtWork) -> None:
    id_ = work.bound("Zoe")
    work.evening.later("Zoe", "Yan", "Xia").begin()

    assert refused(work.sharing.read, Visitor(device_of("Zoe")), id_) == PLAYED_NOW


# --- deleting everything


def test_nothing_is_left_of_what_its_owner_shared(work: SharingAtWork) -> None:
    id_ = work.bound("Quilla")
    work.read("Quilla", id_)
    work.remarks.say(work.who("Quilla"), id_, "", "remark-on-it")

    work.kit.people.forget(work.who("Anna"))

    assert (tables_with(work.evening.folder, "quilla"), b"remark-on-it" in on_disk(work.evening.folder)) == (
        set(),
        False,
    )
    assert refused(work.sharing.read, work.who("Quilla"), id_) == OTHERS


def test_what_its_reader_said_stays_without_their_name(work: SharingAtWork) -> None:
    group = AtWork(work.evening).found("Anna", "Quilla")
    her, made = (
        replace(work.who("Quilla"), person=group.people["Quilla"]),
        work.share(group.people["Quilla"], known=True),
    )
    work.sharing.read(her, made.id)
    work.remarks.say(her, made.id, "", "You waited after the stairs.")

    work.kit.people.forget(her)

    mine = work.mine()
    assert (mine.named, [one.text for one in mine.remarks]) == ("a former member", ["You waited after the stairs."])
    assert (mine.is_open, b"quilla" in on_disk(work.evening.folder)) == (False, False)


# --- in any order

ACTS = st.tuples(st.sampled_from(["open", "read", "remark", "revoke", "wait"]), st.sampled_from(["Lea", "Mia", "Ben"]))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS))
def test_in_any_order_nobody_but_its_one_reader_reads_it(work: SharingAtWork, acts: list[tuple[str, str]]) -> None:
    """Lea, Mia, and Ben, who has a person, all have the link."""
    made, first, open_ = work.share("Lea"), "", True
    for act, by in acts:
        who = work.who(by)
        try:
            if act == "open":
                work.sharing.confirm(who, made.secret)
                first = first or by
            elif act == "read":
                work.sharing.read(who, made.id)
            elif act == "remark":
                work.remarks.say(who, made.id, "", "You waited.")
            elif act == "revoke":
                work.sharing.revoke(work.who("Anna"), made.id)
                open_ = False
            else:
                work.evening.wall.forward(15 * DAY)
                open_ = False
        except Fault:
            assert not open_ or by != first or act == "remark"
            continue
        assert act not in ("open", "read", "remark") or (open_ and by == first)
    work.sharing.revoke(work.who("Anna"), made.id)
    work.evening.wall.forward(DAY)  # nobody shares forty stations a minute
