"""Four weeks of somebody's next step, in the browser at a moved time: written, without a chance, done, done again."""

from __future__ import annotations

from month import Look, Month, MovedRoom
from played import STEP

from roleplay.review.headings import DONE_ON_TWO_DAYS
from roleplay.room.state import Role
from roleplay.shared_words import REPLIES

THREE = ("Ana", "Ben", "Cleo")
FIRST, OTHERS = 8, {15: "no_chance", 22: "done", 29: "done"}


def evening(month: Month, day: int, became: str = "", step: str = "") -> MovedRoom:
    """All that is planned; of Ana's station its observer says what became of her next step, or she writes one."""
    month.until(day)
    room = month.room(*THREE)
    room.sit(*THREE)
    while room.state.plan:
        room.begin_planned().read().until("station")
        room.until("quiet")
        if became and room.who(Role.STUDENT) == "Ana":
            room.tap(room.who(Role.OBSERVER), "rated_goal", outcome=became)
        room.forms().moved(room.who(Role.STUDENT), "go_on")
        if step and room.who(Role.STUDENT) == "Ana":
            room.tap("Ana", "wrote", words="next_step", text=step)
    room.finish()
    return room


def test_a_next_step_that_was_done_on_two_days_is_kept_and_a_comment_is_replied_to(month: Month) -> None:
    look = Look("weeks", month.pictures)
    month.found(*THREE)
    evening(month, FIRST, step=STEP)
    ana = month.phone("Ana").open("/history")
    ana.sees(STEP)
    look.look("written", ana)

    for day, became in OTHERS.items():
        ana.open("/history").sees(STEP)
        ana.sees_not(DONE_ON_TWO_DAYS)
        last = evening(month, day, became)
    ana.open("/history").sees(DONE_ON_TWO_DAYS)
    look.look("kept", ana)

    number = next(n for n, cast in enumerate(last.state.rounds, 1) if last.name_of(cast.cast.student) == "Ana")
    ana.open(f"/history?station={last.practice}-{number}")
    ana.page.get_by_role("button", name=REPLIES["try"]).or_(
        ana.page.get_by_role("radio", name=REPLIES["try"])
    ).first.click()
    look.look("replied", ana)
    writer = last.name_of(last.state.rounds[number - 1].cast.patient)
    theirs = month.phone(writer).open("/history")
    theirs.page.get_by_role("radio", name="Given").or_(theirs.page.get_by_role("tab", name="Given")).first.click()
    theirs.sees(REPLIES["try"])
    look.look("given", theirs)
    assert not look.faults
