"""The clinical linter: for each rule, one change to the good case that trips it and one like it that mustn't."""

from typing import Any

import pytest
from content_builders import case_with, rubric_with

from roleplay.content.lint.linter import case_warnings, rubric_warnings
from roleplay.content.models import Case, Theme

RUBRIC = rubric_with("title", value="History")
THEMES = {
    "cancer": Theme(id="cancer", name="Cancer", heavy=True),
    "work": Theme(id="work", name="Work", heavy=False),
}
Steps = tuple[str | int, ...]


def warnings(case: Case) -> list[str]:
    return [sentence for _, sentence in case_warnings(case, RUBRIC, THEMES)]


def changed(*changes: tuple[Steps, Any]) -> Case:
    """The good case with several changes, at its top level or one below."""
    data = case_with("difficulty", value="2").model_dump(mode="json")
    for path, value in changes:
        here = data
        for step in path[:-1]:
            here = here[step]
        here[path[-1]] = value
    return Case.model_validate(data)


def items(count: int) -> list[dict[str, Any]]:
    family = {"id": "kin", "text": "Asks about the family", "domain": "relate", "reveals": ["father", "stairs"]}
    return [family, *({"id": f"i{n}", "text": "Thanks", "domain": "relate"} for n in range(count))]


def asks(text: str) -> list[dict[str, Any]]:
    return [*items(0), {"id": "asks", "text": text, "domain": "gather"}]


def cards(*texts: str) -> list[dict[str, Any]]:
    return [{"id": f"c{n}", "ask": "ECG", "card": text} for n, text in enumerate(texts)]


def cue(show: str) -> tuple[Steps, Any]:
    return ("patient", "cues"), [{"id": "looks-down", "show": show}]


def phases(first: int) -> tuple[Steps, Any]:
    minutes = {"open": first, "close": 5}
    return ("phases",), [{"id": id_, "label": id_, "minutes": minute} for id_, minute in minutes.items()]


def trunk(exposure: str) -> tuple[Steps, Any]:
    return ("examine",), {"regions": ["chest"], "position": "sitting", "exposure": exposure, "alternative": "talk"}


LISTENS: tuple[Steps, Any] = (("kind",), "presentation")
KNOWS_NOTHING: tuple[Steps, Any] = (("patient", "you_are"), "You lead the round. You know nothing about her.")
SENIOR: list[tuple[Steps, Any]] = [
    KNOWS_NOTHING,
    (("patient", "plays"), "Dr Anil Perera, consultant"),
    (("patient", "story"), []),
    (("patient", "cues"), []),
    (("patient", "background"), {}),
]
PHONE: tuple[Steps, Any] = (("mode",), "telephone")
MATERIAL: tuple[Steps, Any] = (("student", "material"), [{"title": "A letter", "text": "His angina is back."}])
Changes = list[tuple[Steps, Any]]
PLAINLY_NORMAL = (
    "Heart sounds normal, no murmur",
    "Chest clear",
    "Sinus rhythm, 84, no ST change",
    "Soft, not tender, no masses",
)
# rule: what trips it, what it says, what mustn't trip it
PAIRS: dict[str, tuple[Changes, str, Changes]] = {
    "a title that names a diagnosis": (
        [(("title",), "Angina on the stairs")],
        "may give the answer away (angina)",
        [(("title",), "Out of breath on the stairs")],
    ),
    "a title that names one in capitals": (
        [(("title",), "Is it a PE")],
        "may give the answer away (PE)",
        [(("title",), "The PE teacher")],
    ),
    "a brief that names a diagnosis": (
        [(("student", "brief"), "Daniel may have Crohn’s.")],
        "may give the answer away (crohn's)",
        [(("student", "brief"), "Daniel is losing weight.")],
    ),
    "a brief that names what the student does not hold": (
        [(("student", "brief"), "He has angina.")],
        "may give the answer away (angina)",
        [(("student", "brief"), "He has angina."), MATERIAL],
    ),
    "a task with a word of the debrief": (
        [(("student", "tasks"), ["Explain the troponin"])],
        "may give the answer away (troponin)",
        [(("student", "tasks"), ["Explain what happens next"])],
    ),
    "a task with a word of a card": (
        [(("student", "tasks"), ["Look for papilloedema"]), (("findings",), cards("Papilloedema of both discs"))],
        "may give the answer away (papilloedema)",
        [(("student", "tasks"), ["Look at the eyes"]), (("findings",), cards("Papilloedema of both discs"))],
    ),
    "a line of a history that no fact supports": (
        [(("checklist",), asks("Asks about journeys abroad"))],
        'no fact answers "Asks about journeys abroad"',
        [(("checklist",), asks("Asks about journeys abroad")), (("patient", "background"), {"abroad": "never"})],
    ),
    "a line whose answer has no name": (
        [(("checklist",), asks("Asks about the garden"))],
        'no fact answers "Asks about the garden"',
        [(("checklist",), asks("Asks if there are questions"))],
    ),
    "a cue that no line rewards": (
        [(("checklist",), items(1)[1:])],
        "no line rewards this cue",
        [(("checklist",), items(1))],
    ),
    "no opening line": (
        [(("patient", "opening"), "")],
        "no opening line",
        [(("patient", "opening"), "Well.")],
    ),
    "an empty idea": (
        [(("patient", "ideas"), "")],
        "empty. Write the patient's ideas",
        [(("patient", "ideas"), "You have none.")],
    ),
    "an empty concern": (
        [(("patient", "concerns"), "")],
        "empty. Write the patient's concerns",
        [(("patient", "concerns"), "Nothing worries you.")],
    ),
    "an empty expectation": (
        [(("patient", "expectations"), "")],
        "empty. Write the patient's expectations",
        [(("patient", "expectations"), "You expect little.")],
    ),
    "a fourth abnormal card": (
        [(("findings",), cards(*["ST elevation"] * 4))],
        "4 abnormal cards, more than 3",
        [(("findings",), cards(*["ST elevation"] * 3, "No ST change", "Right: as found", "Steady"))],
    ),
    "abnormal cards with a sign that is absent": (
        [(("findings",), cards(*["Large goitre, no bruit"] * 4))],
        "4 abnormal cards, more than 3",
        [(("findings",), cards(*PLAINLY_NORMAL))],
    ),
    "abnormal cards with a rhythm that is normal": (
        [(("findings",), cards(*["ST elevation in V1 to V4, sinus rhythm"] * 4))],
        "4 abnormal cards, more than 3",
        [(("findings",), cards(*["Sinus rhythm, no ST elevation"] * 4))],
    ),
    "abnormal cards with one sound of two": (
        [(("findings",), cards(*["Crackles to both mid zones, no wheeze"] * 4))],
        "4 abnormal cards, more than 3",
        [(("findings",), cards(*["No wheeze, crackles or rub"] * 4))],
    ),
    "abnormal cards of numbers": (
        [(("findings",), cards(*["Temperature 39.5, pulse 120 regular"] * 4))],
        "4 abnormal cards, more than 3",
        [(("findings",), cards(*["Temperature 36.8, pulse 72 regular"] * 4))],
    ),
    "abnormal cards with an organ that is normal": (
        [(("findings",), cards(*["Liver 6 cm below the costal margin, spleen not felt"] * 4))],
        "4 abnormal cards, more than 3",
        [(("findings",), cards(*["Liver and spleen not felt, no ascites"] * 4))],
    ),
    "abnormal cards with a soft sign": (
        [(("findings",), cards(*["Soft murmur at the apex, pulse regular"] * 4))],
        "4 abnormal cards, more than 3",
        [(("findings",), cards(*["Not measured yet. The nurse does it on Monday."] * 4))],
    ),
    "abnormal cards with a sentence of their own": (
        [(("findings",), cards(*["The left foot slaps down. Tone normal."] * 4))],
        "4 abnormal cards, more than 3",
        [(("findings",), cards(*['"One of you. Not two." (Each time.)'] * 4))],
    ),
    "a line that inspects": (
        [(("checklist",), [*items(0), {"id": "hands", "text": "Inspects the hands", "domain": "relate"}])],
        'nobody can see someone "inspect"',
        [(("checklist",), [*items(0), {"id": "hands", "text": "Says what the hands show", "domain": "relate"}])],
    ),
    "instructions longer than the reading time": (
        [(("student", "brief"), "word " * 400)],
        "more than the 400 that fit into 2 minutes",
        [(("student", "brief"), "word " * 390)],
    ),
    "a script of more than 350 words": (
        [(("patient", "you_are"), "word " * 350)],
        "more than the 350 that can be learnt",
        [(("patient", "you_are"), "word " * 300)],
    ),
    "a cue on the telephone that can only be seen": (
        [PHONE, cue("You look down and turn the ring on your finger.")],
        "can only be seen, but this is a telephone case",
        [PHONE, cue("You sigh and look down.")],
    ),
    "a cue on the telephone that is silent": (
        [PHONE, cue("You fold your arms.")],
        "can only be seen, but this is a telephone case",
        [PHONE, cue("Say nothing for a while.")],
    ),
    "phases longer than the station": ([phases(4)], "9 minutes in all, longer than the station's 8", [phases(3)]),
    "phases shorter than the station": ([phases(2)], "7 minutes in all, shorter than the station's 8", [phases(3)]),
    "a heavy theme in a case that is not said to be heavy": (
        [(("themes",), ["cancer"])],
        '"cancer" is a heavy theme. Write heavy: true',
        [(("themes",), ["cancer", "work"]), (("heavy",), True)],
    ),
    "a label for a person": (
        [(("patient", "you_are"), "You are a known diabetic.")],
        "Better: person with diabetes",
        [(("patient", "you_are"), "You go to a diabetic clinic.")],
    ),
    "a label in the candidate instructions": (
        [(("student", "given"), [{"label": "Note", "value": "Non-compliant"}])],
        "Better: does not take it as advised; say why",
        [(("student", "given"), [{"label": "Note", "value": "Takes half of the tablets"}])],
    ),
    "a label that nobody says": (
        [(("patient", "reacts"), [{"if": "they ask", "do": "Say that dad was an alcoholic."}])],
        "Better: person dependent on alcohol",
        [(("patient", "reacts"), [{"if": "they ask", "do": 'Say: "Dad was an alcoholic."'}])],
    ),
    "no source": (
        [(("debrief", "sources"), [])],
        "no source",
        [(("debrief", "sources"), ["A textbook"])],
    ),
    "a listener who holds the notes": (
        [LISTENS, (("patient", "you_are"), "You lead the round. You have the notes in front of you.")],
        "the listener is given no notes",
        [LISTENS, (("patient", "you_are"), "You lead the round. You have no notes.")],
    ),
    "a listener who knows nothing and has facts": (
        [LISTENS, KNOWS_NOTHING],
        "facts for a listener who knows nothing",
        [
            LISTENS,
            KNOWS_NOTHING,
            (("patient", "story"), []),
            (("patient", "cues"), []),
            (("patient", "background"), {}),
        ],
    ),
    "a listener who knows nothing and has met them": (
        [LISTENS, *SENIOR, (("student", "given"), [{"label": "Dr Perera", "value": "consultant, has met her"}])],
        "says that the listener knows the case",
        [LISTENS, *SENIOR, (("student", "given"), [{"label": "Dr Perera", "value": "consultant, has not met her"}])],
    ),
    "a minute that does not move with the clock": (
        [(("debrief", "points"), ["Did you know by minute 5 where he came from?"])],
        '"by minute 5" stays as it is where the station is longer or shorter',
        [(("debrief", "points"), ["Did you know early where he came from?"])],
    ),
    "a trunk that is not covered": ([trunk("bare")], "no T-shirt named for chest", [trunk("over a T-shirt")]),
}


@pytest.mark.parametrize("rule", PAIRS)
def test_warns_of(rule: str) -> None:
    changes, warning, _ = PAIRS[rule]

    said = warnings(changed(*changes))

    assert any(warning in sentence for sentence in said), said


@pytest.mark.parametrize("rule", PAIRS)
def test_does_not_warn_of_what_only_looks_like_it(rule: str) -> None:
    _, _, changes = PAIRS[rule]

    assert warnings(changed(*changes)) == []


def test_the_good_case_has_no_warning() -> None:
    assert warnings(case_with("difficulty", value="2")) == []


@pytest.mark.parametrize("word", ["Okafor", "history", "focused", "stairs"])
def test_what_the_patient_says_or_everybody_knows_gives_nothing_away(word: str) -> None:
    case = case_with("debrief", "points", value=[f"{word} in the story"])

    assert warnings(case) == []


def test_a_past_illness_is_not_an_answer() -> None:
    case = changed((("title",), "After the stroke"), (("patient", "background"), {"past": ["a stroke in 2019"]}))

    assert warnings(case) == []


@pytest.mark.parametrize(("key", "text"), [("ideas", "You think you are an addict."), ("opening", "I'm an addict.")])
def test_a_patient_may_say_and_think_words_that_others_should_not(key: str, text: str) -> None:
    assert warnings(case_with("patient", key, value=text)) == []


@pytest.mark.parametrize("kind", ["examination", "presentation"])
def test_only_an_interview_must_answer_what_a_line_asks(kind: str) -> None:
    case = changed((("kind",), kind), (("checklist",), asks("Asks about journeys abroad")))

    assert warnings(case) == []


def test_a_cue_on_a_video_may_be_seen() -> None:
    assert warnings(changed((("mode",), "video"), cue("You fold your arms."))) == []


def test_a_senior_does_not_need_ideas() -> None:
    case = changed((("kind",), "presentation"), (("patient", "ideas"), ""), (("patient", "opening"), ""))

    assert warnings(case) == []


def test_a_rubric_is_read_for_labels_and_inspecting_too() -> None:
    rubric = rubric_with("items", 0, "text", value="Inspects the alcoholic")
    anchored = rubric_with("domains", 0, "anchors", value={"1": "Scolds the alcoholic", "3": "b", "5": "c"})

    assert [steps for steps, _ in rubric_warnings(rubric)] == [("items", 0, "text")] * 2
    assert [steps for steps, _ in rubric_warnings(anchored)] == [("domains", 0, "anchors", "1")]


@pytest.mark.parametrize(("reviewed", "count"), [("true", 0), ("false", 1)])
def test_a_rubric_needs_a_clinician(reviewed: str, count: int) -> None:
    assert len(list(rubric_warnings(rubric_with("review", "clinically_reviewed", value=reviewed)))) == count
