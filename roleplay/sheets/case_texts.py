"""A case to read: the candidate instructions, the script, and the whole of it as each role sees it."""

from markupsafe import Markup

from roleplay.content.models import Case, Critical, Examine, Kind, Material, Patient, Student
from roleplay.marking.marksheet import Item, Marksheet
from roleplay.people.directions import isolated
from roleplay.review.story import RULES
from roleplay.shared_words import (
    HAVE_READY,
    LOOK_FOR,
    NOT_IN_THE_LISTENERS,
    NOT_IN_THE_SCRIPT,
    QUESTIONS_FROM,
    STUDENT_READS,
    STUDENT_READS_TOO,
    UNASKED,
    WHO_YOU_ARE,
)
from roleplay.sheets.atoms import Row, h2, heading, lines_of, listed, p, pairs, table
from roleplay.sheets.history.opened_sheets import Pictures, no_pictures, sources_of


def instructions(sign: Student, pictures: Pictures) -> list[Markup]:
    """What the student reads before going in."""
    given = [Markup("<dt>{}</dt><dd>{}</dd>").format(line.label, line.value) for line in sign.given]
    return [
        p(sign.setting, "soft"),
        p(sign.brief),
        h2("Your tasks"),
        listed(sign.tasks),
        Markup("<dl>{}</dl>").format(Markup().join(given)) if given else Markup(),
        *(_material(material, pictures) for material in sign.material),
        *(heading("Leave out", [listed(sign.leave_out)]) if sign.leave_out else []),
    ]


def whole_case(case: Case, review: str) -> list[Markup]:
    """A case for somebody who reads it at home: pictures and the mark sheet are left for the round. ``review`` says who
    stands for it."""
    facts = [f"{fact.say} ({RULES[fact.when.rule.value]})" for fact in case.patient.story]
    cards = [f"{isolated(finding.ask)}: {isolated(finding.card)}" for finding in case.findings if finding.card]
    return [
        *heading("Candidate instructions", [*instructions(case.student, no_pictures), p(case.how)]),
        *_have_ready(case),
        h2(f"You play {isolated(case.patient.plays)}"),
        *([Markup("<blockquote>{}</blockquote>").format(case.patient.opening)] if case.patient.opening else []),
        *heading("The story", [listed(facts)] if facts else []),
        *script(case.patient, who=True, hears=case.kind is Kind.PRESENTATION),
        *heading("Findings", [listed(cards)] if cards else []),
        *heading(LOOK_FOR, [listed(item.text for item in case.checklist)] if case.checklist else []),
        *heading("The case", [*sources_of(case.debrief.sources, review)]),
        *([listed(case.debrief.points)] if case.debrief.points else []),
    ]


def as_student(case: Case, pictures: Pictures) -> list[Markup]:
    """A case that is being written, as its student will see it."""
    return [*instructions(case.student, pictures), p(case.how)]


def as_patient(case: Case, pictures: Pictures) -> list[Markup]:
    """The same for the patient: the script, then the candidate instructions."""
    facts = [f"{fact.say} ({RULES[fact.when.rule.value]})" for fact in case.patient.story]
    return [
        h2(f"You play {isolated(case.patient.plays)}"),
        *([Markup("<blockquote>{}</blockquote>").format(case.patient.opening)] if case.patient.opening else []),
        *heading("The story", [listed(facts)] if facts else []),
        p(case.how),
        *_have_ready(case),
        *(heading("What is examined on you", _examined(case.examine)) if case.examine else []),
        *script(case.patient, who=True, hears=case.kind is Kind.PRESENTATION),
        *heading(
            STUDENT_READS_TOO if case.kind is Kind.PRESENTATION else STUDENT_READS,
            instructions(case.told_beforehand, pictures),
        ),
    ]


def as_observer(case: Case, sheet: Marksheet, pictures: Pictures, review: str) -> list[Markup]:
    """The same for the observer: tasks, the mark sheet with the rubric's lines, findings to hand over, what to do."""
    events = [
        f"Minute {e.minute:g}, {'you' if e.who == 'observer' else isolated(e.who)}: {isolated(e.do)}"
        for e in case.events
    ]
    questions = [(q.ask, q.answer) for q in case.viva.questions] if case.viva else []
    return [
        p(case.how),
        *_have_ready(case),
        *heading("The student’s tasks", [listed(case.student.tasks)]),
        *heading("The mark sheet", [listed(_line(item) for item in sheet.items)]),
        *heading("Findings, when they’re asked for", _cards(case, pictures)),
        *heading("What happens", [listed(events)] if events else []),
        *heading(
            "Also in the room",
            [listed(f"{isolated(o.plays)}: {isolated(o.you_are)}" for o in case.others)] if case.others else [],
        ),
        *(heading(f"{QUESTIONS_FROM} {case.viva.at_minute:g}", [p(UNASKED), table(questions)]) if case.viva else []),
        *heading("When everyone’s feedback is open", [listed(case.debrief.points)] if case.debrief.points else []),
        *sources_of(case.debrief.sources, review),
    ]


def _have_ready(case: Case) -> list[Markup]:
    return heading(HAVE_READY, [listed(case.ready)] if case.ready else [])


def _examined(examine: Examine) -> list[Markup]:
    rows: list[Row] = [("Where", ", ".join(examine.regions).capitalize()), ("How", examine.position)]
    rows += [("Uncovered", examine.exposure)]
    rows += [("Off limits", lines_of(examine.not_done))] if examine.not_done else []
    return [pairs([*rows, ("If you’d rather not", examine.alternative)])]


def _line(item: Item) -> str:
    said = {Critical.MUST: " (a safety point if it isn’t done)", Critical.NEVER: " (a safety point if it happens)"}
    parts = f" (done: {isolated(item.both)}; partly: {isolated(item.one)})" if item.one else ""
    return item.text + parts + (said[item.critical] if item.critical else "")


def _cards(case: Case, pictures: Pictures) -> list[Markup]:
    said = {"as-found": "as found on the volunteer", "said": "say: "}
    cards = []
    for finding in case.findings:
        words = said.get(finding.shown.value, "") + isolated(finding.card)
        card = Markup("<p><strong>{}</strong>: {}</p>").format(finding.ask, words)
        if finding.image and pictures(finding.image):
            card += Markup('<img src="{}" alt="{}">').format(pictures(finding.image), finding.card or finding.ask)
        cards.append(card)
    return cards


def _material(material: Material, pictures: Pictures) -> Markup:
    """What the student may hold. Line breaks are kept: notes are read as they were written."""
    heading = Markup("<h3>{}</h3>").format(material.title)
    if material.image is None:
        return heading + Markup('<p class="notes">{}</p>').format(material.text)
    if not pictures(material.image):
        return heading
    return heading + Markup('<img src="{}" alt="{}">').format(pictures(material.image), material.title)


def script(part: Patient, who: bool, hears: bool) -> list[Markup]:
    """What the patient knows beside the facts; ``who`` says whether it begins with who they are, ``hears`` whether they
    hear a presentation."""
    asks = [f"{a.say} (by minute {a.by_minute:g})" if a.by_minute is not None else a.say for a in part.ask]
    background = [
        Markup("<dt>{}</dt><dd>{}</dd>").format(line.label.capitalize(), ", ".join(line.lines))
        for line in part.background
    ]
    mind = [("You think", part.ideas), ("You worry", part.concerns), ("You hope", part.expectations)]
    mind += [("What it does to you", part.effect)]
    return [
        *heading(WHO_YOU_ARE, [p(part.you_are)] if part.you_are and who else []),
        *heading("You show", [listed(cue.show for cue in part.cues)] if part.cues else []),
        *heading("Ask this, unless it’s been answered", [listed(asks)] if asks else []),
        *heading(
            "How you react",
            [listed(f"If {isolated(r.if_)}: {isolated(r.do)}" for r in part.reacts)] if part.reacts else [],
        ),
        *heading("On your mind", [pairs((a, b) for a, b in mind if b)] if any(b for _, b in mind) else []),
        *heading("Background", [Markup("<dl>{}</dl>").format(Markup().join(background))] if background else []),
        p(NOT_IN_THE_LISTENERS if hears else NOT_IN_THE_SCRIPT, "soft"),
    ]
