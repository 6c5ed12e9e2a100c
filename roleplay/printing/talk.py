"""For everyone: how to talk about it and, last, what the case says."""

from roleplay.content.models import Case
from roleplay.printing.part import other
from roleplay.printing.pdf import Paper

STUDENT = "One thing that worked. One thing I’d like help with."
PLAYED = "Out of role: “When you …, I felt …”. One thing that helped, one that didn’t."
OBSERVER = "Two things you saw or heard. Then one to try."
OUT_OF_ROLE = (
    "Use your own names.",
    "Stand up. Change chairs.",
    "Each of you: one way in which you differ from the person in the case.",
)
KEEP = "The student types in what’s on these pages, with the code {code}. It joins their history like any other round."
OTHERS = (
    "If you played or observed, you know this case now, but the kit can’t tell from a name who you are. On your own "
    "phone, go to Cases, find this case and press “Read the script”. Then you won’t be offered it as the student."
)
HONEST = "Practice marks by fellow students: useful for talking, not proof of competence."


def talk(paper: Paper, case: Case, code: str) -> None:
    """The debrief, in the order in which people speak; the case's own points come last."""
    paper.title(case.title)
    paper.heading("First, come out of role")
    paper.bullets(OUT_OF_ROLE if case.heavy else OUT_OF_ROLE[:1])
    paper.heading("Then, one at a time")
    paper.pairs([("Student", STUDENT), (other(case).capitalize(), PLAYED), ("Observer", OBSERVER)])
    if case.debrief.points:
        paper.heading("What the case says")
        paper.bullets(case.debrief.points)
    if case.debrief.sources:
        paper.heading("Sources")
        paper.bullets(case.debrief.sources)
    paper.heading("The marks")
    paper.text(KEEP.format(code=code))
    paper.text(OTHERS)
    paper.text(HONEST, soft=True)
