"""For everyone: how to talk about it and, last, what the case says."""

from roleplay.content.models import Case, Kind
from roleplay.printing.pdf import Paper
from roleplay.shared_words import LISTENER_SPEAKS, NOT_PROOF, OUT_OF_ROLE, SPEAK

KEEP = "The student types in what’s on these pages, with the code {code}. It joins their history like any other round."
ANOTHER_GO = (
    "When you’ve read what the case says: the same people again, for 90 seconds, from a moment that the observer "
    "names. Try one thing differently. Then the observer says whether it happened; it’s never scored."
)
OTHERS = (
    "If you played or observed, you know this case now, but the kit can’t tell from a name who you are. On your own "
    "phone, go to Cases, find this case and press “Read the script”. Then you won’t be offered it as the student."
)


def talk(paper: Paper, case: Case, code: str, signers: str) -> None:
    """The debrief, in the order in which people speak; the case's own points come last, and who signed them."""
    paper.title(case.title)
    paper.heading("First, come out of role")
    paper.bullets(OUT_OF_ROLE if case.heavy else OUT_OF_ROLE[:1])
    paper.heading("Then, one at a time")
    who = ("Student", case.kind.meets.capitalize(), "Observer")
    speak = {**SPEAK, "patient": LISTENER_SPEAKS} if case.kind is Kind.PRESENTATION else SPEAK
    paper.pairs(zip(who, speak.values(), strict=True))
    paper.heading("Last, another go")
    paper.text(ANOTHER_GO)
    if case.debrief.points:
        paper.heading("What the case says")
        paper.bullets(case.debrief.points)
    if case.debrief.sources:
        paper.heading("Sources")
        paper.bullets(case.debrief.sources)
    if signers:
        paper.text(signers, soft=True)
    paper.heading("The marks")
    paper.text(KEEP.format(code=code))
    paper.text(OTHERS)
    paper.text(NOT_PROOF, soft=True)
