"""The linter's checks of what a case holds and its sheet lets go by: allergies, red flags, urgent actions."""

import re
from collections.abc import Iterator
from itertools import chain

from roleplay.content.case import Case, Shown
from roleplay.content.case_rules import Remark
from roleplay.content.checklist import Critical
from roleplay.content.diagnostics import shortened
from roleplay.content.lint.told import door_texts, part_texts
from roleplay.content.lint.wordlists import DENIED
from roleplay.content.rubric import Rubric

SENTENCE = re.compile(r"[^.;\n]+")
PENICILLINS = r"penicillin|amoxicillin|co-amoxiclav|flucloxacillin|tazobactam"
THINNERS = r"apixaban|rivaroxaban|edoxaban|dabigatran|warfarin"
"""At full dose: a heparin at bedtime is on nearly every chart."""
# (what it is, how it stands in notes, how a line names it)
NOTED = (
    ("an allergy", rf"(?:{PENICILLINS}): \w|allergic to|(?:drug|medicine) allergy", rf"allerg|lips|{PENICILLINS}"),
    ("asthma", r"\basthma\b", r"asthma|inhaler"),
    ("an anticoagulant", rf"\b(?:{THINNERS})\b", rf"{THINNERS}|anticoagula|thin"),
)
HARMLESS = re.compile(r"\b(?:bees?|wasps?|pollen|hay|cats?|dogs?|dust|is fine)\b", re.IGNORECASE)
# (what it is, how a patient says it, how a line names it)
RED_FLAGS = (
    (
        "a blackout",
        r"\b(?:blacked out|passed out|came round|fainted|blackout|collapsed|keeled over)\b",
        r"black|faint|collaps|pass\w* out",
    ),
    (
        "thoughts of not living",
        r"\b(?:not to wake|end(?:ing)? it|kill myself|better off (?:dead|without me)|take my (?:own )?life)\b",
        r"suicid|death|not wake|harm",
    ),
    (
        "coughed or vomited blood",
        r"\b(?:cough\w*|vomit\w*|threw|bring\w*|brought) (?:up )?blood\b",
        r"blood|bleed",
    ),
)


def noted_without_a_must(case: Case) -> Iterator[Remark]:
    """What makes a usual treatment dangerous stands in the notes between two harmless things, and must be said."""
    musts = _musts(case)
    for what, noted, named in NOTED:
        if re.search(named, musts, re.IGNORECASE):
            continue
        for steps, text in chain(door_texts(case), part_texts(case)):
            if sentence := _affirmed(text, noted):
                said = f'{what} in the notes ("{shortened(sentence)}") that no line with must names'
                yield steps, f"{said}. Write such a line, or take it out"
                break


def red_flags_without_a_must(case: Case) -> Iterator[Remark]:
    """A red flag that the patient affirms decides the plan: whoever did not hear of it was not safe."""
    musts = _musts(case)
    for n, fact in enumerate(case.patient.story):
        for what, said, named in RED_FLAGS:
            if _affirmed(fact.say, said) and not re.search(named, musts, re.IGNORECASE):
                yield ("patient", "story", n), f"{what} that no line with must asks about. Write critical: must at one"


def _affirmed(text: str, pattern: str) -> str:
    """The first sentence in which it stands and is not denied, "" without one."""
    for sentence in SENTENCE.findall(text):
        if re.search(pattern, sentence, re.IGNORECASE) and not (DENIED.search(sentence) or HARMLESS.search(sentence)):
            return str(sentence).strip()
    return ""


def _musts(case: Case) -> str:
    return "\n".join(item.text for item in case.checklist if item.critical is Critical.MUST)


# Actions

URGENT = re.compile(
    r"\b(?:today|tonight|now|at once|straight away|immediately|the same day|before (?:he|she|they) (?:goes?|leaves?)"
    r"|within (?:the|an|\d+) ?\w*)\b",
    re.IGNORECASE,
)
ACTION = re.compile(
    r"\b(?:told|tells?|hears?|rings?|calls?|refer\w*|asks? for|sends?|needs?|arranges?|comes? in|told to|wants?|gives?"
    r"|given|starts?)\b",
    re.IGNORECASE,
)
# Whom or what an urgent action needs; any of the words beside it names it as well.
TARGETS = (
    r"GPs?\b",
    r"registrar|consultant|senior|specialist|surgeon",
    r"outreach|critical care|intensive care|high dependency",
    r"social care|safeguarding",
    r"ambulance|999|A&E|emergency",
    r"scan|ultrasound|CT|MRI|imaging|echo\w*|picture",
    r"antibiotic\w*",
    r"endoscopy",
    r"ECG|tracing",
    r"proper officer|notif\w+|health protection",
    r"treat\w+|vein|artesunate",
    r"sample|tap\b|fluid",
)
TARGET = [re.compile(rf"\b(?:{words})", re.IGNORECASE) for words in TARGETS]
REASONING = re.compile(r"\b(?:would|if|who|what|when|which|did|was|NHS 111)\b", re.IGNORECASE)


def unrewarded_actions(case: Case, rubric: Rubric | None) -> Iterator[Remark]:
    """What the task or the debrief says has to be done today, and no line counts, is learnt as unimportant."""
    lines = "\n".join(item.text for item in [*case.checklist, *(rubric.items if rubric else ())])
    for steps, text in _asked(case):
        for sentence in SENTENCE.findall(text):
            wanted = _wanted(sentence)
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
    return [target for target in TARGET if target.search(sentence)]


# Quantities

QUANTITIES = (
    r"breathing|respirat\w+",
    r"pulse|heart rate",
    r"temperature",
    r"blood pressure",
    r"oxygen|saturation",
    r"glucose",
)


AS_FOUND = "as found, and the door gives it too. Write a card with the patient's figure"


def as_found_and_given(case: Case) -> Iterator[Remark]:
    """The volunteer's own figure is another than the patient's: whoever counted would tell the wrong one."""
    labels = " ".join(given.label for given in case.student.given)
    for n, finding in enumerate(case.findings):
        for quantity in QUANTITIES if finding.shown is Shown.AS_FOUND else ():
            both = re.search(quantity, finding.ask, re.IGNORECASE) and re.search(quantity, labels, re.IGNORECASE)
            if both:
                yield (
                    ("findings", n, "shown"),
                    AS_FOUND,
                )
