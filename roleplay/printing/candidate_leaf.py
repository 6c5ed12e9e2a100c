"""For the student: the candidate instructions and, after the bell, the form for their own view.

The instructions are made without the mark sheet, so they can't hold a word of it; the form has only the areas.
"""

from roleplay.content.models import Case, Examine, Material, Student
from roleplay.marking.marksheet import Marksheet
from roleplay.printing.forms import judgement, writing
from roleplay.printing.pdf import Paper, Pictures
from roleplay.shared_words import HAVE_READY, OWN_VIEW, SENTENCES, STUDENT_CARD

HEAVY = "This case is demanding. Any of you may say “swap this case”. Nobody asks why."
MAY_BE_NO = "Ask aloud if you may go ahead. The answer may be no, and a yes can be taken back at any moment."
CARD = (STUDENT_CARD[0], "Stuck? Say “time out”.", STUDENT_CARD[1])


def door_sign(paper: Paper, case: Case, picture: Pictures) -> None:
    """All that the student may know before the feedback is opened."""
    paper.title(case.title)
    sign(paper, case.student)
    if case.how:
        paper.gap(0.3)
        paper.text(case.how, style="B")
    for material in case.student.material:
        _material(paper, material, picture)
    if case.student.leave_out:
        paper.heading("Leave out")
        paper.bullets(case.student.leave_out)
    if case.examine is not None:
        consent(paper, case.examine, MAY_BE_NO)
        paper.pairs([(HAVE_READY, "\n".join(case.examine.kit))])
    lines = [*CARD, *([HEAVY] if case.heavy else [])]
    paper.heading("Before you go in", followed=2.2 + 1.2 * len(lines))
    reading, station = minutes(case.timing.reading), minutes(case.timing.station)
    paper.text(f"{reading} to read this, then {station} in the station.")
    paper.bullets(lines)


def sign(paper: Paper, student: Student, told: bool = True) -> None:
    """Where, who, what to do, and what the student is told."""
    paper.text(student.setting, soft=True)
    paper.text(student.brief)
    paper.heading("Your tasks" if told else "The student’s tasks")
    paper.bullets(student.tasks)
    if student.given:
        paper.gap(0.2)
        paper.pairs((given.label, given.value) for given in student.given)


def consent(paper: Paper, examine: Examine, first: str) -> None:
    """What is agreed out of role. It names no finding."""
    paper.heading("Before the clock starts, as yourselves", followed=4)
    paper.text(first)
    paper.pairs(
        [
            ("Examined", ", ".join(examine.regions).capitalize()),
            ("Position", examine.position),
            ("Uncovered", examine.exposure),
            ("Off limits", "\n".join(examine.not_done)),
            ("Instead", examine.alternative),
        ]
    )


def own_view(paper: Paper, title: str, sheet: Marksheet) -> None:
    """How the student thinks it went, before anyone talks."""
    paper.title(title)
    paper.text(OWN_VIEW)
    judgement(paper, sheet)
    asked, hint = SENTENCES["line"]
    writing(paper, asked, f"{hint}.", 1)
    writing(paper, SENTENCES["next_step"][0], "Last of all: one thing, small enough to do next time.", 1)


def minutes(number: float) -> str:
    """`1 minute`, `1.5 minutes`."""
    return f"{number:g} minute" if number == 1 else f"{number:g} minutes"


def _material(paper: Paper, material: Material, picture: Pictures) -> None:
    if material.image is None:
        paper.heading(material.title, followed=3)
        paper.text(material.text)
    else:
        paper.picture(picture(material.image), material.title)
