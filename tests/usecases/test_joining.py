"""The rules of joining: who gets in, as whom, and what a device must not learn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from evening import HOUR, MINUTE, SECOND, UK, Evening, a_kit, sentence, url_of

from roleplay.errors import Fault
from roleplay.people.persons import Seat
from roleplay.people.visitor import Visitor
from roleplay.room.events import Opened
from roleplay.room.views import OutsideView
from roleplay.usecases.practice.joining import Joining, NameTaken
from roleplay.usecases.practice.rooms import SHUT_OUT, HandRow

OVER = "This session is over, so its code no longer works. Start a new session; it takes a minute."
WRONG_CODE = "No session has this code. Look at the first person’s screen again: a code never has 0, O, 1, I or L."
WRONG_KEY = "That name and key don’t belong together here. Check each word, or leave the key empty."
FULL = "This session is full: it has 8 people. Start a second one and split into two groups."
NOT_HELD = "This phone or browser doesn’t have this seat. Join with the code to get in."


def refused(evening: Evening, *, code: str = "", device: str = "new", name: str = "Dora", key: str = "") -> str:
    """The sentence with which joining is refused."""
    with pytest.raises(Fault) as said:
        evening.kit.joining.join(Visitor(device), code or evening.code, name, key)
    return sentence(said)


def elsewhere(evening: Evening) -> Evening:
    """Another practice on the same kit."""
    return Evening(evening.kit, evening.wall, evening.folder)


def over(evening: Evening) -> None:
    evening.move("Anna", "stop")
    evening.move("Anna", "end_here")
    evening.wall.forward(6 * SECOND)


def claim_of_ben(evening: Evening) -> str:
    return evening.kit.joining.claim(Visitor("new phone"), evening.code, "Ben")


@pytest.fixture
def behind(evening: Evening) -> Iterator[Joining]:
    """Joining through a second kit on the same file: what it read has changed before it writes."""
    second = a_kit(url_of(evening.folder), wall=evening.wall)
    second.rooms.live(evening.practice)
    yield second.joining
    second.close()


# --- the code


def test_a_code_may_be_typed_in_small_letters_with_spaces_and_dashes(evening: Evening) -> None:
    typed = f" {evening.code[:3].lower()}-{evening.code[3:].lower()} "

    seat = evening.kit.joining.join(Visitor("new"), typed, "Dora")

    assert seat.practice == evening.practice


def test_a_whole_link_is_a_code(evening: Evening) -> None:
    seat = evening.kit.joining.join(Visitor("new"), f"Join: http://192.168.0.7:8501/join?code={evening.code}.", "Dora")

    assert seat.practice == evening.practice


def test_a_wrong_code_is_told_apart_from_a_mistyped_one(evening: Evening) -> None:
    other = "222222" if evening.code != "222222" else "333333"

    assert refused(evening, code=other) == WRONG_CODE
    assert refused(evening, code="ABC0EF") == (
        "A code has 6 characters and never 0, O, 1, I or L. Look at the first person’s screen again."
    )
    assert refused(evening, code=" - ") == "Type the six characters on the first person’s screen."


def test_a_code_lives_a_day_after_the_last_arrival(evening: Evening) -> None:
    evening.wall.forward(24 * HOUR - MINUTE)
    late = evening.join("Dora")

    evening.wall.forward(24 * HOUR + MINUTE)

    assert late.practice == evening.practice
    assert refused(evening, name="Emil") == OVER


def test_a_practice_that_is_over_lets_nobody_in(evening: Evening) -> None:
    evening.begin()

    over(evening)

    assert refused(evening) == OVER
    with pytest.raises(Fault, match="This session is over"):
        evening.kit.joining.entrance(Visitor("new"), evening.code)


def test_the_entrance_knows_only_the_seats_of_this_device(evening: Evening) -> None:
    ben = evening.kit.joining.entrance(Visitor("device of Ben"), evening.code)
    stranger = evening.kit.joining.entrance(Visitor("new"), evening.code)

    assert ben.mine == (evening.seats["Ben"],)
    assert stranger.mine == ()


# --- the name


@pytest.mark.parametrize("name", ["Ben", "ben", "BEN", "  Ben ", "Ben\N{ZERO WIDTH SPACE}"])
def test_a_name_is_in_a_room_once_whatever_its_letters(evening: Evening, name: str) -> None:
    said = refused(evening, name=name)
    assert said == "Ben is already in this session. Choose another name, or take your place back."


@pytest.mark.parametrize(
    "name", ["aoife o'brien", "Aoife O`Brien", "Aoife  O\u2019Br\N{CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I}en"]
)
def test_a_name_that_people_read_as_one_that_is_there_is_taken(evening: Evening, name: str) -> None:
    evening.join("Aoife O\u2019Brien")

    assert refused(evening, name=name).startswith("Aoife O\u2019Brien is already in this session.")


def test_a_name_that_looks_like_one_that_is_there_is_taken(evening: Evening) -> None:
    evening.join("Ian")

    assert refused(evening, name="lan").startswith("Ian is already in this session.")


def test_a_name_stays_as_it_was_typed(evening: Evening) -> None:
    assert evening.join("ශ්\u200dරීමා").name == "ශ්\u200dරීමා"


def test_an_accent_typed_in_two_letters_is_the_same_name(evening: Evening) -> None:
    evening.join("Zo\N{LATIN SMALL LETTER E WITH DIAERESIS}")

    assert refused(evening, name="zoe\N{COMBINING DIAERESIS}").startswith("Zo\xeb is already in this session.")


@pytest.mark.parametrize("name", ["", "   ", "\n\t", "\u200b\u202e", "\x00", "\ud83d"])
def test_a_name_has_something_to_see(evening: Evening, name: str) -> None:
    assert refused(evening, name=name) == "Type the name the others know you by. A first name is enough."


def test_a_name_fits_on_a_phone(evening: Evening) -> None:
    assert refused(evening, name="x" * 10_000) == (
        "That name has 10,000 characters; up to 30 fit on a phone. A first name is enough."
    )
    assert evening.join("x" * 30).name == "x" * 30


def test_a_timing_comes_from_the_list(before: Evening) -> None:
    with pytest.raises(Fault) as said:
        before.kit.joining.open_practice(Visitor("device"), "Anna", Opened("nonsense"))

    assert sentence(said) == "That timing isn’t one of the presets. Choose one from the list."


def test_two_people_who_type_one_name_at_once_get_one_seat(evening: Evening) -> None:
    together = Barrier(6)

    def join(number: int) -> object:
        together.wait()
        try:
            return evening.kit.joining.join(Visitor(f"phone {number}"), evening.code, "Dora")
        except NameTaken as taken:
            return str(taken)

    with ThreadPoolExecutor(6) as threads:
        outcomes = list(threads.map(join, range(6)))

    assert sum(isinstance(outcome, Seat) for outcome in outcomes) == 1
    assert outcomes.count("Dora is already in this session. Choose another name, or take your place back.") == 5
    assert [seat.name for seat in evening.kit.rooms.live(evening.practice).seats].count("Dora") == 1


def test_the_name_is_asked_again_inside_the_write(evening: Evening, behind: Joining) -> None:
    evening.join("Dora")
    stored = evening.stored()

    with pytest.raises(NameTaken) as said:
        behind.join(Visitor("new"), evening.code, "dora")

    assert sentence(said) == "dora is already in this session. Choose another name, or take your place back."
    assert evening.stored() == stored


# --- how many


def test_the_ninth_person_is_sent_to_another_practice(evening: Evening) -> None:
    for number in range(4, 9):
        evening.join(f"Person {number}")

    assert refused(evening) == FULL
    assert evening.kit.joining.entrance(Visitor("new"), evening.code).full


def test_a_full_room_is_asked_again_inside_the_write(evening: Evening, behind: Joining) -> None:
    for number in range(4, 9):
        evening.join(f"Person {number}")
    stored = evening.stored()

    with pytest.raises(Fault) as said:
        behind.join(Visitor("new"), evening.code, "Dora")

    assert sentence(said) == FULL
    assert evening.stored() == stored


def test_who_left_by_the_clock_comes_back_before_anybody_taps(evening: Evening) -> None:
    evening.station().moved("Ben", "leave")
    left = evening.state.seats

    evening.join("Ben")

    assert evening.seats["Ben"].id not in left
    assert evening.seats["Ben"].id in evening.state.seats


def test_a_full_room_still_lets_its_own_people_back(evening: Evening) -> None:
    for number in range(4, 9):
        evening.join(f"Person {number}")

    assert evening.kit.joining.join(Visitor("device of Ben"), evening.code, "ben") == evening.seats["Ben"]


def test_three_tabs_of_one_browser_hold_three_seats(before: Evening) -> None:
    evening = before.start("Anna")
    ben, cleo = (evening.join(name, device="device of Anna") for name in ("Ben", "Cleo"))

    mine = evening.kit.joining.entrance(Visitor("device of Anna"), evening.code).mine

    assert mine == (evening.seats["Anna"], ben, cleo)
    assert len({seat.person for seat in mine}) == 3


def test_a_device_is_led_back_to_its_open_practices_newest_first(evening: Evening) -> None:
    evening.wall.forward(HOUR)
    later = elsewhere(evening).start("Anna")

    held = evening.kit.joining.seats(Visitor("device of Anna"))

    assert [seat for _, seat in held] == [later.seats["Anna"], evening.seats["Anna"]]
    assert [practice.code for practice, _ in held] == [later.code, evening.code]


def test_a_closed_practice_is_not_offered_again(evening: Evening) -> None:
    evening.wall.forward(25 * HOUR)

    assert evening.kit.joining.seats(Visitor("device of Anna")) == ()


def test_a_finished_practice_is_not_offered_again(evening: Evening) -> None:
    evening.play().finish()

    assert evening.kit.joining.seats(Visitor("device of Anna")) == ()


def test_the_entrance_names_who_is_known_here_and_has_no_seat_on_it_yet(evening: Evening) -> None:
    later = elsewhere(evening).start("Fay")

    known = later.kit.joining.entrance(Visitor("device of Anna"), later.code)
    sitting = later.kit.joining.entrance(Visitor("device of Fay"), later.code)

    assert (known.known, sitting.known) == (("Anna",), ())


# --- persons and keys


def test_a_person_is_known_again_on_the_same_device(evening: Evening) -> None:
    again = evening.kit.joining.open_practice(Visitor("device of Anna"), "ANNA", UK)

    assert again.person == evening.seats["Anna"].person


def test_another_device_or_another_name_is_another_person(evening: Evening) -> None:
    elsewhere = evening.kit.joining.open_practice(Visitor("another"), "Anna", UK)
    renamed = evening.kit.joining.open_practice(Visitor("device of Anna"), "Annika", UK)

    assert len({elsewhere.person, renamed.person, evening.seats["Anna"].person}) == 3


def key_of(evening: Evening, name: str) -> str:
    return evening.kit.joining.give_key(Visitor(f"device of {name}", seat=evening.seats[name].id))


def test_a_key_brings_a_person_to_another_device(evening: Evening) -> None:
    key = key_of(evening, "Anna")

    seat = evening.kit.joining.open_practice(Visitor("another"), "anna", UK, key)

    assert seat.person == evening.seats["Anna"].person


def test_a_key_may_be_typed_with_capitals_dashes_and_spaces(evening: Evening) -> None:
    typed = "  " + key_of(evening, "Anna").upper().replace(" ", " - ") + "\n"

    seat = evening.kit.joining.open_practice(Visitor("another"), "Anna", UK, typed)

    assert seat.person == evening.seats["Anna"].person


def test_a_wrong_key_and_somebody_elses_key_get_the_same_words(evening: Evening) -> None:
    key_of_anna = key_of(evening, "Anna")

    def words(name: str, key: str) -> str:
        with pytest.raises(Fault) as said:
            evening.kit.joining.open_practice(Visitor("another"), name, UK, key)
        return sentence(said)

    assert words("Anna", "these are four words") == WRONG_KEY
    assert words("Ben", key_of_anna) == WRONG_KEY
    assert words("Nobody", key_of_anna) == WRONG_KEY


def test_a_key_is_five_words_or_four(evening: Evening) -> None:
    assert refused(evening, key="only three words") == (
        "A personal key is five words; an older one is four. If you have neither, leave this empty."
    )


def test_a_wrong_key_opens_no_practice(before: Evening) -> None:
    with pytest.raises(Fault):
        before.kit.joining.open_practice(Visitor("device"), "Anna", UK, "these are four words")

    with before.kit.store.read() as reader:
        assert reader.practices.practice_ids() == ()


def test_a_key_takes_ones_own_seat_back_without_asking_anybody(evening: Evening) -> None:
    key, stored = key_of(evening, "Ben"), evening.stored()

    seat = evening.kit.joining.join(Visitor("new"), evening.code, "ben", key)

    assert seat == evening.seats["Ben"]
    assert evening.kit.joining.seat(Visitor("new", seat=seat.id)).seat == seat
    assert [row.event.kind for row in evening.log()[stored:]] == ["device_proved"]


def test_a_wrong_key_takes_no_seat(evening: Evening) -> None:
    key_of(evening, "Ben")

    assert refused(evening, name="Ben", key="these are four words") == WRONG_KEY
    assert evening.kit.joining.entrance(Visitor("new"), evening.code).mine == ()


def test_a_key_is_shown_once_and_an_older_one_stops_working(evening: Evening) -> None:
    older, newer = key_of(evening, "Anna"), key_of(evening, "Anna")

    with pytest.raises(Fault) as said:
        evening.kit.joining.open_practice(Visitor("another"), "Anna", UK, older)
    seat = evening.kit.joining.open_practice(Visitor("another"), "Anna", UK, newer)

    assert sentence(said) == WRONG_KEY
    assert seat.person == evening.seats["Anna"].person


def test_of_a_key_only_a_slow_hash_is_kept(evening: Evening) -> None:
    key = key_of(evening, "Anna")

    with evening.kit.store.read() as reader:
        anna = reader.persons.person(evening.seats["Anna"].person)

    assert anna is not None
    assert str(anna.key_hash).startswith("$argon2id$")
    assert not any(word in str(anna.key_hash) for word in key.split() if len(word) > 4)


def test_only_the_device_of_a_seat_gets_its_key(evening: Evening) -> None:
    with pytest.raises(Fault) as said:
        evening.kit.joining.give_key(Visitor("device of Ben", seat=evening.seats["Anna"].id))

    assert sentence(said) == NOT_HELD
    assert not evening.kit.joining.seat(Visitor("device of Anna", seat=evening.seats["Anna"].id)).has_key


# --- seats


def test_a_foreign_seat_and_one_that_does_not_exist_get_the_same_words(evening: Evening) -> None:
    def words(seat: str) -> str:
        with pytest.raises(Fault) as said:
            evening.kit.joining.seat(Visitor("device of Anna", seat=seat))
        return sentence(said)

    assert words(evening.seats["Ben"].id) == words("no such seat") == words("") == NOT_HELD


def test_a_seat_brings_its_practice_and_whether_there_is_a_key(evening: Evening) -> None:
    key_of(evening, "Ben")

    mine = evening.kit.joining.seat(Visitor("device of Ben", seat=evening.seats["Ben"].id))

    assert (mine.practice.code, mine.seat, mine.has_key) == (evening.code, evening.seats["Ben"], True)


# --- a seat taken back


def answer(evening: Evening, name: str, move: str, claim: str) -> Any:
    return evening.move(name, move, claim=claim)


def test_a_claim_is_asked_on_the_others_screens_and_told_to_the_one_whose_place_it_is(evening: Evening) -> None:
    claim = claim_of_ben(evening)

    asked = {name: [(c.id, c.name, c.yours) for c in evening.view(name).top.claims] for name in evening.seats}

    assert asked["Anna"] == asked["Cleo"] == [(claim, "Ben", False)]
    assert asked["Ben"] == [(claim, "Ben", True)]
    assert evening.kit.joining.claimed(Visitor("new phone"), claim) is None


def test_the_one_whose_place_it_is_may_keep_a_stranger_out(evening: Evening) -> None:
    claim = claim_of_ben(evening)

    answered = answer(evening, "Ben", "keep_out", claim)

    assert answered.result == "accepted"
    assert evening.kit.joining.claimed(Visitor("new phone"), claim) is False


def test_the_student_of_a_running_round_lets_nobody_into_the_patients_place(evening: Evening) -> None:
    evening.begin()
    claim = claim_of_ben(evening)

    answered = answer(evening, "Anna", "let_in", claim)

    assert (answered.result, evening.kit.joining.claimed(Visitor("new phone"), claim)) == ("refused", None)
    assert evening.view("Anna").top.claims == ()
    with pytest.raises(Fault, match="doesn’t have this seat"):
        evening.kit.joining.seat(Visitor("new phone", seat=evening.seats["Ben"].id))


def test_a_device_that_was_let_in_holds_the_seat(evening: Evening) -> None:
    claim = claim_of_ben(evening)

    answer(evening, "Cleo", "let_in", claim)

    assert evening.kit.joining.claimed(Visitor("new phone"), claim) == evening.seats["Ben"]
    assert evening.kit.joining.seat(Visitor("new phone", seat=evening.seats["Ben"].id)).seat == evening.seats["Ben"]
    assert evening.view("Anna").top.claims == ()


def test_a_device_that_was_kept_out_holds_nothing(evening: Evening) -> None:
    claim = claim_of_ben(evening)

    answer(evening, "Anna", "keep_out", claim)

    assert evening.kit.joining.claimed(Visitor("new phone"), claim) is False
    with pytest.raises(Fault, match="doesn’t have this seat"):
        evening.kit.joining.seat(Visitor("new phone", seat=evening.seats["Ben"].id))


def test_a_claim_is_answered_once(evening: Evening) -> None:
    claim = claim_of_ben(evening)
    answer(evening, "Anna", "keep_out", claim)

    second = answer(evening, "Cleo", "let_in", claim)

    assert (second.result, second.say) == ("refused", "That question has already been answered.")
    assert evening.kit.joining.claimed(Visitor("new phone"), claim) is False


def test_nobody_lets_themselves_in(evening: Evening) -> None:
    claim = claim_of_ben(evening)

    own = answer(evening, "Ben", "let_in", claim)

    assert (own.result, own.say) == ("refused", "Somebody else in the room has to confirm who this is.")
    assert evening.kit.joining.claimed(Visitor("new phone"), claim) is None


def test_somebody_alone_in_a_room_can_be_let_in_by_nobody(before: Evening) -> None:
    evening = before.start("Ben")

    with pytest.raises(Fault) as said:
        claim_of_ben(evening)

    assert sentence(said) == (
        "There’s nobody else in the room yet who could confirm that it’s you. Use your personal key."
    )


def test_only_a_name_in_the_room_can_be_claimed(evening: Evening) -> None:
    with pytest.raises(Fault) as said:
        evening.kit.joining.claim(Visitor("new phone"), evening.code, "Dora")

    assert sentence(said) == "Nobody with that name is in this session. Use it to join instead."


def test_a_device_cannot_read_anothers_claim(evening: Evening) -> None:
    claim = claim_of_ben(evening)
    answer(evening, "Anna", "let_in", claim)

    assert evening.kit.joining.claimed(Visitor("a third device"), claim) is False
    assert evening.kit.joining.claimed(Visitor("new phone"), "no such claim") is False


def test_a_claim_of_another_practice_cannot_be_answered_here(evening: Evening) -> None:
    claim, other = claim_of_ben(evening), elsewhere(evening).start("Dora", "Emil")

    foreign = answer(other, "Dora", "let_in", claim)

    assert foreign.say == "That question has already been answered."
    assert evening.kit.joining.claimed(Visitor("new phone"), claim) is None


def test_a_place_given_back_is_good_for_this_practice_only(evening: Evening) -> None:
    claim = claim_of_ben(evening)
    answer(evening, "Anna", "let_in", claim)

    later = evening.kit.joining.open_practice(Visitor("new phone"), "Ben", UK)

    assert later.person != evening.seats["Ben"].person


def test_a_place_given_back_makes_no_key_and_leaves_the_old_one_alone(evening: Evening) -> None:
    key, claim = key_of(evening, "Ben"), claim_of_ben(evening)
    answer(evening, "Anna", "let_in", claim)

    with pytest.raises(Fault) as said:
        evening.kit.joining.give_key(Visitor("new phone", seat=evening.seats["Ben"].id))

    assert sentence(said) == (
        "This phone or browser has your place for this session only. "
        "For your key or your private settings, use the one with which you first joined, or on which you made a new "
        "key."
    )
    assert evening.kit.joining.open_practice(Visitor("x"), "Ben", UK, key).person == evening.seats["Ben"].person


def test_the_first_device_of_a_place_given_back_keeps_its_rights(evening: Evening) -> None:
    answer(evening, "Anna", "let_in", claim_of_ben(evening))

    later = evening.kit.joining.open_practice(Visitor("device of Ben"), "Ben", UK)

    assert later.person == evening.seats["Ben"].person
    assert key_of(evening, "Ben")


# --- a second window of whoever sees the patient


def let_in_by_anna(evening: Evening) -> Evening:
    """Anna's own new window has Ben's seat, before the round in which she is the student and Ben the patient."""
    answer(evening, "Anna", "let_in", claim_of_ben(evening))
    return evening.begin()


def test_a_second_tab_of_the_students_may_not_ask_to_watch(evening: Evening) -> None:
    evening.begin().join("Eve", "device of Anna")

    asked = evening.move("Eve", "watch")

    assert asked.result == "refused"
    assert "watch" not in evening.view("Eve").top.moves


def test_a_private_window_of_the_students_sees_nothing_without_a_yes(evening: Evening) -> None:
    evening.begin().join("Eve", "a private window")
    evening.moved("Eve", "watch")
    question = evening.round.watchers[-1].id

    answers = [evening.move(name, "let_in", claim=question).result for name in ("Eve", "Anna")]

    assert answers == ["refused", "refused"]
    assert isinstance(evening.view("Eve"), OutsideView)
    assert [late.name for late in evening.view("Ben").top.late] == ["Eve"]


def test_a_private_window_of_the_students_lets_nobody_into_the_patients_place(evening: Evening) -> None:
    evening.begin().join("Eve", "a private window")
    claim = claim_of_ben(evening)

    answered = answer(evening, "Eve", "let_in", claim)

    assert (answered.result, evening.kit.joining.claimed(Visitor("new phone"), claim)) == ("refused", None)


@pytest.mark.parametrize("name", ["Ben", "Cleo"])
def test_the_students_device_asks_for_no_other_place_while_the_round_runs(evening: Evening, name: str) -> None:
    evening.begin()
    stored = evening.stored()

    with pytest.raises(Fault, match="While this round is running, nobody can confirm that it’s you"):
        evening.kit.joining.claim(Visitor("device of Anna"), evening.code, name)

    assert evening.stored() == stored


def test_the_device_that_asks_for_a_place_cannot_say_yes_itself(before: Evening) -> None:
    evening = before.start("Anna", "Ben")

    with pytest.raises(Fault, match="A phone or browser can’t let itself in"):
        evening.kit.joining.claim(Visitor("device of Anna"), evening.code, "Ben")


def test_in_a_running_pair_nobody_is_left_to_ask_but_the_key_opens_the_place(before: Evening) -> None:
    evening = before.start("Anna", "Ben")
    key = key_of(evening, "Ben")
    evening.begin()

    with pytest.raises(Fault, match="Use your personal key, or ask again when everyone’s feedback is open"):
        claim_of_ben(evening)

    seat = evening.kit.joining.join(Visitor("new phone"), evening.code, "Ben", key)
    assert evening.kit.joining.seat(Visitor("new phone", seat=seat.id)).seat == evening.seats["Ben"]


def test_a_window_that_the_next_student_let_in_is_shut_out_of_the_part(evening: Evening) -> None:
    ben = evening.seats["Ben"]
    let_in_by_anna(evening)

    with pytest.raises(Fault) as said:
        evening.kit.joining.seat(Visitor("new phone", seat=ben.id))

    assert sentence(said) == SHUT_OUT
    assert evening.kit.joining.entrance(Visitor("new phone"), evening.code).mine == ()
    assert evening.kit.joining.seat(Visitor("device of Ben", seat=ben.id)).seat == ben


def test_a_phone_that_is_shut_out_asks_again_and_another_of_the_round_opens_its_place(evening: Evening) -> None:
    let_in_by_anna(evening)
    with pytest.raises(NameTaken):
        evening.kit.joining.join(Visitor("new phone"), evening.code, "Ben")

    answer(evening, "Cleo", "let_in", claim_of_ben(evening))

    assert evening.kit.joining.join(Visitor("new phone"), evening.code, "Ben") == evening.seats["Ben"]
    assert evening.kit.joining.seat(Visitor("new phone", seat=evening.seats["Ben"].id)).seat == evening.seats["Ben"]


def test_a_phone_that_is_shut_out_has_its_place_again_with_the_open_sheets(evening: Evening) -> None:
    let_in_by_anna(evening).read().wall.forward(11 * MINUTE)

    evening.forms()

    assert evening.kit.joining.seat(Visitor("new phone", seat=evening.seats["Ben"].id)).seat == evening.seats["Ben"]


def test_a_phone_that_is_shut_out_comes_in_with_the_key(evening: Evening) -> None:
    key = key_of(evening, "Ben")
    let_in_by_anna(evening)

    evening.kit.joining.join(Visitor("new phone"), evening.code, "Ben", key)

    assert evening.kit.joining.seat(Visitor("new phone", seat=evening.seats["Ben"].id)).seat == evening.seats["Ben"]


def test_who_leaves_and_comes_back_on_a_phone_that_was_let_in_has_proved_nothing_by_it(evening: Evening) -> None:
    answer(evening, "Anna", "let_in", claim_of_ben(evening))
    evening.moved("Ben", "leave").kit.joining.join(Visitor("new phone"), evening.code, "Ben")

    evening.plan_by_hand(HandRow(0, 2, "good")).begin_planned()

    with pytest.raises(Fault, match="In this round, only the student has confirmed"):
        evening.kit.joining.seat(Visitor("new phone", seat=evening.seats["Ben"].id))


def test_the_log_names_no_device(evening: Evening) -> None:
    evening.kit.joining.claim(Visitor("new phone"), evening.code, "Ben")

    marks = {getattr(row.event, "device", "") for row in evening.log()} - {""}

    assert len(marks) == 4
    assert all(re.fullmatch("[0-9a-f]{16}", mark) for mark in marks)


# --- a laptop as the table's clock


def test_whoever_opens_a_table_may_show_its_clock_and_sits_nowhere(before: Evening) -> None:
    joining = before.kit.joining

    practice = joining.open_table(Visitor("laptop"), UK)

    assert joining.table(Visitor("laptop"), practice.code) == practice
    assert joining.entrance(Visitor("laptop"), practice.code).mine == ()
    assert before.kit.rooms.table(practice.id).top.people == ()


def test_who_joins_a_table_on_a_phone_sits_down_like_everybody_else(before: Evening) -> None:
    practice = before.kit.joining.open_table(Visitor("laptop"), UK)

    seat = before.kit.joining.join(Visitor("phone"), practice.code, "Anna")

    assert seat.practice == practice.id
    assert [person.name for person in before.kit.rooms.table(practice.id).top.people] == ["Anna"]


def test_a_device_with_a_seat_may_become_the_tables_clock(evening: Evening) -> None:
    practice = evening.kit.joining.table(Visitor("device of Ben"), evening.code)

    with evening.kit.store.read() as reader:
        assert reader.practices.is_table(practice.id, "device of Ben")
        assert not reader.practices.is_table(practice.id, "device of Anna")


def test_a_stranger_gets_no_clock(evening: Evening) -> None:
    with pytest.raises(Fault) as said:
        evening.kit.joining.table(Visitor("stranger"), evening.code)

    assert sentence(said) == "Join this session first. Then you can use this screen as the table clock."
    with evening.kit.store.read() as reader:
        assert not reader.practices.is_table(evening.practice, "stranger")


def test_the_clock_of_one_table_is_not_that_of_another(evening: Evening) -> None:
    other = evening.kit.joining.open_table(Visitor("laptop"), UK)

    with pytest.raises(Fault, match="Join this session first"):
        evening.kit.joining.table(Visitor("laptop"), evening.code)
    with pytest.raises(Fault, match="Join this session first"):
        evening.kit.joining.table(Visitor("device of Anna"), other.code)


# --- coming back


def test_who_left_comes_back_on_the_same_seat(evening: Evening) -> None:
    seat = evening.seats["Ben"]
    evening.moved("Ben", "leave")
    gone = [person.name for person in evening.view("Anna").top.people]

    again = evening.join("Ben")

    assert again == seat
    assert gone == ["Anna", "Cleo"]
    assert [person.name for person in evening.view("Anna").top.people] == ["Anna", "Cleo", "Ben"]


def test_joining_again_without_having_left_sits_nobody_down_twice(evening: Evening) -> None:
    stored = evening.stored()

    evening.join("Ben")

    assert evening.stored() == stored


def test_whoever_comes_back_twice_at_once_sits_down_once(evening: Evening, behind: Joining) -> None:
    evening.moved("Ben", "leave")
    second = a_kit(url_of(evening.folder), wall=evening.wall)
    second.rooms.live(evening.practice)

    evening.join("Ben")
    second.joining.join(Visitor("device of Ben"), evening.code, "Ben")
    second.close()

    assert evening.kit.rooms.view(evening.practice, evening.seats["Anna"].id).top.people[2].name == "Ben"
    assert [row.seat for row in evening.log() if row.event.kind == "sat"].count(evening.seats["Ben"].id) == 2


def test_a_place_that_was_left_in_a_full_room_may_be_taken(evening: Evening) -> None:
    for number in range(4, 9):
        evening.join(f"Person {number}")
    evening.moved("Ben", "leave").join("Dora")

    assert refused(evening, device="device of Ben", name="Ben") == FULL
    assert len(evening.state.seats) == 8


def test_a_name_stays_with_the_person_who_left(evening: Evening) -> None:
    evening.moved("Ben", "leave")

    assert refused(evening, device="a stranger", name="Ben").startswith("Ben is already in this session.")


# --- the charter


def test_the_charter_is_accepted_once_a_person(evening: Evening) -> None:
    anna = evening.seats["Anna"]
    before_the_yes = evening.kit.joining.seat(Visitor("device of Anna", seat=anna.id)).charter

    evening.kit.joining.accept_charter(Visitor("device of Anna", seat=anna.id))
    later = elsewhere(evening).start("Anna")

    assert not before_the_yes
    assert evening.kit.joining.seat(Visitor("device of Anna", seat=later.seats["Anna"].id)).charter
    assert not evening.kit.joining.seat(Visitor("device of Ben", seat=evening.seats["Ben"].id)).charter


def test_nobody_says_yes_to_the_charter_for_another(evening: Evening) -> None:
    ben = evening.seats["Ben"]

    with pytest.raises(Fault) as said:
        evening.kit.joining.accept_charter(Visitor("device of Anna", seat=ben.id))

    assert sentence(said) == NOT_HELD
    assert not evening.kit.joining.seat(Visitor("device of Ben", seat=ben.id)).charter


# --- several on one device


def test_a_seat_names_the_others_on_the_same_device(before: Evening) -> None:
    evening = before.start("Anna")
    ben = evening.join("Ben", "device of Anna")
    evening.join("Cleo")

    mine = evening.kit.joining.seat(Visitor("device of Anna", seat=evening.seats["Anna"].id))

    assert mine.others == (ben,)


# --- timing


def test_minutes_of_ones_own_win_over_the_presets(before: Evening) -> None:
    before.seats["Anna"] = before.kit.joining.open_practice(
        Visitor("device of Anna"), "Anna", Opened("sca", prepare=1, reading=0.5, station=4.5, debrief=12)
    )
    before.code = before.kit.joining.seat(Visitor("device of Anna", seat=before.seats["Anna"].id)).practice.code
    before.join("Ben")

    lengths = before.begin().round.lengths

    assert (lengths.prepare, lengths.reading, lengths.station) == (MINUTE, MINUTE // 2, 4 * MINUTE + 30 * SECOND)
    assert (lengths.student, lengths.observer) == (90 * SECOND, 150 * SECOND)


def test_a_minute_that_nobody_changed_is_the_presets(before: Evening) -> None:
    before.seats["Anna"] = before.kit.joining.open_practice(Visitor("device of Anna"), "Anna", Opened("sca", station=5))
    before.code = before.kit.joining.seat(Visitor("device of Anna", seat=before.seats["Anna"].id)).practice.code
    before.join("Ben")

    lengths = before.begin().round.lengths

    assert (lengths.reading, lengths.station) == (3 * MINUTE, 5 * MINUTE)


def test_a_link_that_is_not_safe_opens_nothing(before: Evening) -> None:
    opened = Opened("uk-osce", online=True, call="javascript:alert(1)")

    with pytest.raises(Fault, match="That isn’t a link to a video call"):
        before.kit.joining.open_practice(Visitor("device"), "Anna", opened)

    with before.kit.store.read() as reader:
        assert reader.practices.practice_ids() == ()


@pytest.mark.parametrize(("online", "kept"), [(True, "https://meet.example.org/j/1"), (False, "")])
def test_the_link_is_kept_for_a_session_that_is_online(before: Evening, online: bool, kept: str) -> None:
    evening = before.start(opened=Opened("uk-osce", online=online, call=" https://meet.example.org/j/1 "))

    assert evening.state.opened.call == kept


def test_a_kind_of_case_takes_its_timing_from_the_list_too(before: Evening) -> None:
    opened = Opened("sca", by_kind=(("examination", "nonsense"),))

    with pytest.raises(Fault) as said:
        before.kit.joining.open_practice(Visitor("device"), "Anna", opened)

    assert sentence(said) == "That timing isn’t one of the presets. Choose one from the list."


@pytest.mark.parametrize("stage", ["prepare", "reading", "station", "debrief"])
@pytest.mark.parametrize("minutes", [0, -1, 0.05, 120.1, 1e9, float("nan"), float("inf")])
def test_minutes_out_of_range_open_nothing(before: Evening, stage: str, minutes: float) -> None:
    opened = Opened("uk-osce", **{stage: minutes})

    with pytest.raises(Fault, match=r"A stage can last from 0\.1 to 120 minutes"):
        before.kit.joining.open_practice(Visitor("device"), "Anna", opened)
    with pytest.raises(Fault, match=r"A stage can last from 0\.1 to 120 minutes"):
        before.kit.joining.open_table(Visitor("device"), opened)

    with before.kit.store.read() as reader:
        assert reader.practices.practice_ids() == ()


# --- the way to ones own settings


def test_home_leads_to_the_settings_of_whoever_sat_down_last(evening: Evening) -> None:
    evening.wall.forward(HOUR)
    later = elsewhere(evening).start("Anna")

    assert evening.kit.joining.last_seat(Visitor("device of Anna")) == later.seats["Anna"]
    assert evening.kit.joining.last_seat(Visitor("device of Ben")) == evening.seats["Ben"]
    assert evening.kit.joining.last_seat(Visitor("a stranger")) is None
