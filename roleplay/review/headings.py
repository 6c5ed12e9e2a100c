"""Headings over what people read about their own stations: the same on the page and in the downloaded record."""

from __future__ import annotations

from roleplay.content.models import Kind
from roleplay.people.directions import isolated

STEP = "My next step"
OPEN_STEPS = "My open next steps"
DONE_ON_TWO_DAYS = "Done on two days"
WRITE_ANOTHER = "You’ll write another after your next station."
HEARD = "What I last heard"
REPLIED = "What I replied"
THEN_AND_NOW = "The same case, then and now"
SHOWED = "What that station showed"
STATIONS = "My stations"

LOG = "What I’ve practised"
GOALS = "My next steps"
LEVEL = "How my stations went"
TREND = "Since I began"
AREAS = "Area by area"
CHANGE = "A skill over time"
SELF = "How I see it and they see it"
PATIENTS = "What the patients answered"
WROTE = "What the patients wrote"
MISSED = "Worth a look"
NOT_YET = "Not yet"

PARTS = {"student": "You were the student", "patient": "You played the patient", "observer": "You observed"}
"""The person's role in a station, in words."""

STEP_WRITTEN = "The next step I wrote"
SAW, TO_TRY = "Seen or heard", "One to try"
ANOTHER_GO = "Another go"
SIDES = "Side by side"
SHEET = "The mark sheet"
NUMBERS = "In numbers, only for you"
STORY = "The story map"
MOMENTS = "Moments"
FINDINGS = "What there was to find"
DIFFER = "Where the observers differ"
QUESTIONS = "The questions and their answers"
CASE = "The case"


def part_of(role: str, kind: str) -> str:
    """The person's role in a station of this kind, in words."""
    heard = role == "patient" and kind == Kind.PRESENTATION
    return "You listened" if heard else PARTS[role]


def played_by(kind: str) -> str:
    """Who wrote as the patient, or as the listener to a presentation. Old records don't say the kind."""
    return Kind(kind or Kind.INTERVIEW).meets


def line_of(student: str) -> str:
    """Heading for what the student wrote, which is read before anything else."""
    return f"First, what {isolated(student)} wrote"


def words_for(student: str) -> str:
    """Heading for what the others wrote to the student."""
    return f"Words for {isolated(student)}"


def answers_of(player: str) -> str:
    """Heading for how whoever played answered the four statements."""
    return f"How the {player} answered"


def to_talk_about(after_a_line: bool) -> str:
    """Heading for the question, which comes after the student's line if there is one."""
    return "Then talk about this" if after_a_line else "Talk about this"
