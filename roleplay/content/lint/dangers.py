"""The linter's checks of what a case holds and its sheet lets go by: allergies, red flags, urgent actions."""

import re
from collections.abc import Iterator

from roleplay.content.case import Case, Shown
from roleplay.content.case_rules import Remark
from roleplay.content.checklist import Critical
from roleplay.content.diagnostics import shortened
from roleplay.content.lint.told import door_texts, part_texts
from roleplay.content.lint.wordlists import DENIED
from roleplay.content.rubric import Rubric

SENTENCE = re.compile(r"[^.;\n]+")
_PENICILLINS = "penicillin|amoxicillin|co-amoxiclav|flucloxacillin|tazobactam"
_THINNERS = "apixaban|rivaroxaban|edoxaban|dabigatran|warfarin"
# What it is, how it stands in notes, how a line names it; all in small letters. Of what thins the blood only what is
# given at full dose: a heparin at bedtime is on nearly every chart.
NOTED = (
    (
        "an allergy",
        re.compile(rf"\b(?:{_PENICILLINS}): \w|allergic to|medicine allergy"),
        re.compile("allerg|lips|cillin"),
    ),
    ("asthma", re.compile(r"\basthma\b"), re.compile("asthma|inhaler")),
    ("an anticoagulant", re.compile(rf"\b(?:{_THINNERS})\b"), re.compile(f"{_THINNERS}|anticoagula|thins")),
)
HARMLESS = re.compile(r"\b(?:bees?|wasps?|pollen|hay|cats?|dogs?|dust|is fine)\b")
# What it is, how a patient says it, how a line names it; all in small letters.
RED_FLAGS = (
    (
        "a blackout",
        re.compile(r"\b(?:blacked out|passed out|came round|fainted|blackout|collapsed|keeled over)\b"),
        re.compile("black|faint|collaps|pass out|passed out|passing out"),
    ),
    (
        "a wish not to live",
        re.compile(r"\b(?:not to wake|ending it|end it all|kill myself|better off dead|better off without me)\b"),
        re.compile("suicid|death|not wake|not living|self-harm"),
    ),
    (
        "blood brought up",
        re.compile(r"\b(?:cough|coughed|coughing|vomited|threw|bring|brought) (?:up )?blood\b"),
        re.compile("blood|bleed"),
    ),
)


def noted_without_a_must(case: Case) -> Iterator[Remark]:
    """What makes a usual treatment dangerous stands in the notes between two harmless things, and must be said."""
    musts, texts = _musts(case), [*door_texts(case), *part_texts(case)]
    told = "\n".join(text for _, text in texts).lower()
    for what, noted, named in NOTED:
        if named.search(musts) or not noted.search(told):
            continue
        for steps, text in texts:
            if sentence := _affirmed(text, noted):
                said = f'{what} in the notes ("{shortened(sentence)}") that no line with must names'
                yield steps, f"{said}. Write such a line, or take it out"
                break


def red_flags_without_a_must(case: Case) -> Iterator[Remark]:
    """A red flag that the patient affirms decides the plan: whoever did not hear of it was not safe."""
    musts, told = _musts(case), "\n".join(fact.say for fact in case.patient.story).lower()
    silent = [(what, said) for what, said, named in RED_FLAGS if said.search(told) and not named.search(musts)]
    for n, fact in enumerate(case.patient.story) if silent else ():
        for what, said in silent:
            if _affirmed(fact.say, said):
                yield ("patient", "story", n), f"{what} that no line with must asks about. Write critical: must at one"


def _affirmed(text: str, pattern: re.Pattern[str]) -> str:
    """The first sentence in which it stands and is not denied, "" without one."""
    for sentence in SENTENCE.findall(text):
        low = sentence.lower()
        if pattern.search(low) and not (DENIED.search(low) or HARMLESS.search(low)):
            return str(sentence).strip()
    return ""


def _musts(case: Case) -> str:
    return "\n".join(item.text.lower() for item in case.checklist if item.critical is Critical.MUST)


# Actions

URGENT = re.compile(
    r"\b(?:today|tonight|now|at once|straight away|immediately|the same day"
    r"|before (?:he|she|they) (?:go|goes|leave|leaves)|within (?:the|an|\d{1,2}) \w)\b"
)
ACTION = re.compile(
    r"\b(?:told|tells?|hears?|rings?|calls?|refer|refers|referral|asks? for|sends?|needs?|arranges?|comes? in|wants?"
    r"|gives?|given|starts?)\b"
)
# Whom or what an urgent action needs; a line that has any of the words beside it names it.
TARGETS = tuple(
    re.compile(rf"\b(?:{words})")
    for words in (
        r"gps?\b",
        "registrar|consultant|senior|specialist|surgeon",
        "outreach|critical care|intensive care|high dependency",
        "social care|safeguarding",
        "ambulance|999|a&e|emergency",
        "scan|ultrasound|ct|mri|imaging|echo|picture",
        "antibiotic",
        "endoscopy",
        "ecg|tracing",
        "proper officer|notif|health protection",
        "treat|vein|artesunate",
        r"sample|tap\b|fluid",
    )
)
REASONING = re.compile(r"\b(?:would|if|who|what|when|which|did|was|nhs 111)\b")


def unrewarded_actions(case: Case, rubric: Rubric | None) -> Iterator[Remark]:
    """What the task or the debrief says has to be done today, and no line counts, is learnt as unimportant."""
    lines = "\n".join(item.text.lower() for item in [*case.checklist, *(rubric.items if rubric else ())])
    for steps, text in _asked(case):
        for sentence in SENTENCE.findall(text) if URGENT.search(text.lower()) else ():
            wanted = _wanted(sentence.lower())
            if wanted and not any(target.search(lines) for target in wanted):
                yield steps, f'no line rewards "{shortened(sentence)}". Write one, or take the sentence out'


def _asked(case: Case) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for n, task in enumerate(case.student.tasks):
        yield ("student", "tasks", n), task
    for n, point in enumerate(case.debrief.points):
        yield ("debrief", "points", n), point


def _wanted(sentence: str) -> list[re.Pattern[str]]:
    """Whom or what a sentence wants told or done at once."""
    if not (URGENT.search(sentence) and ACTION.search(sentence)) or REASONING.search(sentence):
        return []
    return [target for target in TARGETS if target.search(sentence)]


# Quantities

QUANTITIES = tuple(
    re.compile(rf"\b(?:{words})\b")
    for words in (
        "breathing|respirations|respiratory rate",
        "pulse|heart rate",
        "temperature",
        "blood pressure",
        "oxygen|saturation",
        "glucose",
    )
)
AS_FOUND = "as found, and the instructions give it too. Write a card with the patient's figure"


def as_found_and_given(case: Case) -> Iterator[Remark]:
    """The volunteer's own figure is another than the patient's: whoever counted would tell the wrong one."""
    labels = " ".join(given.label for given in case.student.given).lower()
    given = [quantity for quantity in QUANTITIES if quantity.search(labels)]
    for n, finding in enumerate(case.findings):
        if finding.shown is Shown.AS_FOUND and any(quantity.search(finding.ask.lower()) for quantity in given):
            yield ("findings", n, "shown"), AS_FOUND
