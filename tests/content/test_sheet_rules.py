"""What the linter finds in a sheet, on the door, in the part and in the debrief: each rule has a case that it must find
and one like it that it must not."""

from typing import Any

import pytest
from content_builders import case_with, rubric_with

from roleplay.content.lint.behaviours import is_compound
from roleplay.content.lint.linter import case_warnings, rubric_warnings
from roleplay.content.lint.scores import Observations, aki_stage
from roleplay.content.models import Case, Theme

RUBRIC = rubric_with("title", value="History")
THEMES = {"mental-illness": Theme(id="mental-illness", name="Mental illness")}
Changes = dict[str, Any]


def warnings(**changes: Any) -> list[str]:
    """Of the good case with other values, the keys of its parts joined by an underscore: `student_given=…`."""
    data = case_with("difficulty", value="2").model_dump(mode="json")
    for path, value in changes.items():
        part, _, key = path.partition("_")
        if key:
            data[part][key] = value
        else:
            data[part] = value
    return [sentence for _, sentence in case_warnings(Case.model_validate(data), RUBRIC, THEMES)]


def line(text: str, **more: Any) -> dict[str, Any]:
    return {"id": "added", "text": text, "domain": "manage", **more}


def sheet(*lines: dict[str, Any]) -> list[dict[str, Any]]:
    """These lines, and one that reveals all that the good case has to tell."""
    own = [{**each, "id": f"added-{n}"} for n, each in enumerate(lines)]
    return [{"id": "hears", "text": "Hears them out", "domain": "gather", "reveals": ["stairs", "father"]}, *own]


def must(text: str, **more: Any) -> dict[str, Any]:
    return line(text, critical="must", **more)


def never(text: str, **more: Any) -> dict[str, Any]:
    return line(text, critical="never", **more)


def fact(say: str, when: str = "volunteer") -> list[dict[str, Any]]:
    told = case_with("difficulty", value="2").model_dump(mode="json")["patient"]["story"]
    return [*told, {"id": "told", "say": say, "when": when}]


def given(**values: str) -> list[dict[str, str]]:
    return [{"label": label.replace("_", " "), "value": value} for label, value in values.items()]


def notes(text: str) -> list[dict[str, str]]:
    return [{"title": "Your notes", "text": text}]


def viva(answer: str) -> dict[str, Any]:
    return {"at_minute": 7, "questions": [{"ask": "How ill is he?", "answer": answer}]}


ILL = "breathing 22, oxygen 95 % on air, 118/72, pulse 104, alert, 38.4"
DOOR = given(Breathing="22", Oxygen="95 % on air", Pressure="118/72", Pulse="104", Temperature="38.4")
BOTH = {"both": "liver and spleen", "one": "only one"}
FALCIPARUM = "Plasmodium falciparum, 2.8 % of red cells."
WELLS = "The Wells score: in bed 1, swollen 1, tender 1."
GP_TODAY = "He has to be told to the GP today, before he goes."
COUNTS = [{"id": "count", "ask": "Counts the breathing", "shown": "as-found"}]
# rule: what must be found, what it says, what is like it and must not be
PAIRS: dict[str, tuple[Changes, str, Changes]] = {
    "a must that allows partly": (
        {"checklist": sheet(must("Asks about falls", partly=True))},
        "a must that allows partly",
        {"checklist": sheet(must("Asks about falls"))},
    ),
    "a must of two things": (
        {"checklist": sheet(must("Asks about fainting and chest pain"))},
        "a must of several things",
        {"checklist": sheet(must("Asks about fainting on effort"))},
    ),
    "a fourth must": (
        {"checklist": sheet(*[must("Thanks")] * 4)},
        "4 lines that must be done with the rubric's 0",
        {"checklist": sheet(*[must("Thanks")] * 3)},
    ),
    "a never of manners": (
        {"checklist": sheet(never("Scolds her", tags=["rapport"]))},
        "never is for safety, consent and dignity",
        {"checklist": sheet(never("Presses on after a no", tags=["consent"]))},
    ),
    "a never of two things": (
        {"checklist": sheet(never("Keeps it secret or lets her go home"))},
        "a never of several things",
        {"checklist": sheet(never("Gives ibuprofen or ramipril"))},
    ),
    "a never that allows partly": (
        {"checklist": sheet(never("Reaches for the groin", partly=True))},
        "a never that allows partly",
        {"checklist": sheet(never("Reaches for the groin"))},
    ),
    "a partly without its parts": (
        {"checklist": sheet(line("Feels for liver and spleen", partly=True))},
        "which of its two parts counts as partly",
        {"checklist": sheet(line("Feels for liver and spleen", partly=BOTH))},
    ),
    "several things in one line": (
        {"checklist": sheet(line("Sets 45 degrees and turns the head"))},
        "several things in one line",
        {"checklist": sheet(line("Sets 45 degrees"))},
    ),
    "a fifteenth line": (
        {"checklist": sheet(*[line("Thanks")] * 13)},
        "15 lines including the rubric's 1, more than 14",
        {"checklist": sheet(*[line("Thanks", domain="relate")] * 12)},
    ),
    "more to explain than the minutes carry": (
        {"checklist": sheet(*[line("Explains it")] * 3), "phases": [{"id": "close", "label": "End", "minutes": 1}]},
        "3 lines of explaining and planning in 1 min",
        {"checklist": sheet(*[line("Explains it")] * 3)},
    ),
    "a fact that no line reveals": (
        {"patient_story": fact("I've a cat.", "asked")},
        'no line reveals "told"',
        {"patient_story": fact("I've a cat.", "open")},
    ),
    "a preclinical student who gives a diagnosis": (
        {"level": "preclinical", "checklist": sheet(line("Says that it is diabetes"))},
        "a preclinical student gives a diagnosis (diabetes)",
        {"level": "clinical", "checklist": sheet(line("Says that it is diabetes"))},
    ),
    "an allergy in the notes without a must": (
        {"student_material": notes("Penicillin: swollen lips.")},
        "an allergy in the notes",
        {"student_material": notes("No medicine allergy. Penicillin is fine. Allergic to wasps.")},
    ),
    "an asthma in the notes without a must": (
        {"student_material": notes("Asthma: blue inhaler.")},
        "asthma in the notes",
        {"student_material": notes("Asthma: blue inhaler."), "checklist": sheet(must("Names the asthma"))},
    ),
    "an anticoagulant in the notes without a must": (
        {"student_given": given(Medicines="apixaban")},
        "an anticoagulant in the notes",
        {"student_given": given(Medicines="enoxaparin 18:00")},
    ),
    "a red flag that the patient affirms, without a must": (
        {"patient_story": fact("It went grey. I came round on a doormat.")},
        "a blackout that no line with must asks about",
        {"patient_story": fact("I've never passed out.")},
    ),
    "an urgent action that no line rewards": (
        {"debrief_points": [GP_TODAY]},
        "no line rewards",
        {"debrief_points": [GP_TODAY], "checklist": sheet(line("Says that the GP hears of it"))},
    ),
    "an urgent action in a task": (
        {"student_tasks": ["Ask for a scan today"]},
        "no line rewards",
        {"student_tasks": ["Ask for a scan"]},
    ),
    "an as-found card for what the door gives": (
        {"findings": COUNTS, "student_given": given(Breathing="22 a minute")},
        "as found, and the instructions give it too",
        {"findings": COUNTS, "student_given": given(Pulse="80")},
    ),
    "a NEWS2 that its figures do not make": (
        {"student_material": notes(f"20:00: {ILL}. NEWS2 4.")},
        "NEWS2 4, but the figures beside it make 5",
        {"student_material": notes(f"20:00: {ILL}. NEWS2 5.")},
    ),
    "a CRB65 that the door's figures do not make": (
        {"viva": viva("A CRB65 of 2."), "student_given": DOOR},
        "CRB65 2, but the figures in the instructions make 0",
        {"viva": viva("A CRB65 of 0 and a NEWS2 of 5."), "student_given": DOOR},
    ),
    "a CRB65 that reassures beside a high NEWS2": (
        {"viva": viva("A CRB65 of 0."), "student_given": DOOR},
        "CRB65 0 reassures, and the figures in the instructions make a NEWS2 of 5",
        {"viva": viva("A CRB65 of 0."), "student_given": DOOR[:2]},
    ),
    "a Wells score that its points do not make": (
        {"debrief_points": [f"{WELLS} 4 in all."]},
        "a Wells score of 4, but its points make 3",
        {"debrief_points": [f"{WELLS} 3 in all."]},
    ),
    "a stage of kidney injury that the creatinines do not make": (
        {"student_material": notes("Creatinine: in March 84, today 180."), "viva": viva("AKI stage 1.")},
        "stage 1, but the creatinines make 2",
        {"student_material": notes("Creatinine: in March 84, today 180."), "viva": viva("AKI stage 2.")},
    ),
    "a malaria that is severe already": (
        {"student_material": notes(f"{FALCIPARUM} Bilirubin 56 µmol/L.")},
        "severe malaria by WHO (bilirubin 56 at 2.8 %)",
        {"student_material": notes(f"{FALCIPARUM} Bilirubin 38 µmol/L.")},
    ),
    "a last time that was not the last": (
        {"student_material": notes("Last urine 23:00. Urine 03:40: protein.")},
        "the last urine is at 23:00, and there is one at 03:40",
        {"student_material": notes("Last urine 03:40. Urine 03:40: protein.")},
    ),
    "a night that belongs to two days": (
        {"student_material": notes("Came on Tuesday night. Got up at 03:00.")},
        '03:00 beside "Tuesday night" may be of the day after',
        {"student_material": notes("Came on Tuesday night. Got up on Wednesday at 03:00.")},
    ),
    "a result without its unit": (
        {"student_material": notes("Artery: pH 7.31, carbon dioxide 8.1, oxygen 7.3.")},
        "no unit: carbon dioxide 8.1, oxygen 7.3",
        {"student_material": notes("Artery: pH 7.31, carbon dioxide 8.1 kPa, oxygen 97 %.")},
    ),
    "a result without its figure": (
        {"student_given": given(Referral="Blood test for coeliac disease positive")},
        "without its figure",
        {"student_given": given(Referral="Blood test for coeliac disease positive: 38 U/mL")},
    ),
    "a theme that the part touches": (
        {"patient_story": fact("Jo cries in the shower.")},
        "Name mental-illness in themes",
        {"patient_story": fact("Jo cries in the shower."), "themes": ["mental-illness"]},
    ),
    "a phrase that nobody says": (
        {"patient_opening": "My speech is as always."},
        '"as always" is not what people say. Better: same as ever',
        {"patient_opening": "My speech is the same as ever."},
    ),
    "a present after since": (
        {"patient_opening": "Since Sunday she takes half."},
        '"since sunday she takes" is not what people say',
        {"patient_opening": "Since Sunday she has been taking half."},
    ),
    "a minute that stands still in a longer station": (
        {"student_tasks": ["In the last two minutes answer the observer's questions"]},
        '"In the last two minutes" is wrong where the station is longer or shorter',
        {"student_tasks": ["From minute 6: answer the observer's questions"]},
    ),
    "minutes that one has": (
        {"student_brief": "The GP is on the phone. You have six minutes."},
        '"You have six minutes" is wrong where the station is longer or shorter',
        {
            "student_brief": "The GP is on the phone. You have six minutes.",
            "timing": {"reading": 2, "station": 8, "fixed": True},
        },
    ),
    "advice without its source": (
        {"debrief": {"points": ["The GMC asks for her own words."], "sources": ["NICE CG109"]}},
        "names GMC, and no source of the case is theirs",
        {"debrief": {"points": ["The GMC asks for her own words."], "sources": ["General Medical Council, Consent"]}},
    ),
}


@pytest.mark.parametrize("rule", PAIRS)
def test_finds(rule: str) -> None:
    changes, warning, _ = PAIRS[rule]

    said = warnings(**changes)

    assert any(warning in sentence for sentence in said), said


@pytest.mark.parametrize("rule", PAIRS)
def test_leaves_alone_what_is_only_like(rule: str) -> None:
    _, warning, changes = PAIRS[rule]

    assert not any(warning in sentence for sentence in warnings(**changes))


def test_musts_of_the_rubric_count() -> None:
    rubric = rubric_with("items", 0, "critical", value="must")
    case = case_with("checklist", value=sheet(*[must("Thanks")] * 3))

    said = [sentence for _, sentence in case_warnings(case, rubric, {})]

    assert "4 lines that must be done with the rubric's 1, more than 3. Keep the worst" in said


def test_a_rubrics_own_lines_are_judged_too() -> None:
    rubric = rubric_with("items", 0, "partly", value="true")

    assert [steps for steps, _ in rubric_warnings(rubric)] == [("items", 0, "partly")]


def test_what_the_door_says_openly_gives_nothing_away() -> None:
    named = warnings(student_brief="She has asthma.")
    known = warnings(student_brief="She has asthma.", student_known=["asthma"])

    assert any("may give the answer away (asthma)" in sentence for sentence in named)
    assert not any("may give the answer away" in sentence for sentence in known)


@pytest.mark.parametrize(
    "text",
    [
        "Asks about hearing, ringing and pain",
        "Warns, then feels along the veins",
        "Goes through the organs: head, kidneys, lungs",
        "Promises the date or blames a colleague",
        "Asks about bleeding between periods and after sex",
        "Feels between the ribs and percusses",
        "Looks at heels and between the toes",
    ],
)
def test_a_line_of_two_behaviours_is_compound(text: str) -> None:
    assert is_compound(text)


@pytest.mark.parametrize(
    "text",
    [
        "Says their name and role",
        "Takes up the stick or the silence over it",
        "Says sorry, plainly",
        'Answers "who did it, and why?" calmly',
        "Asks for a sample of the fluid today",
        "Says that the trouble lies between knee and ankle",
        "Asks how she is between one bout and the next",
        "Tells the difference between a faint and a fit",
    ],
)
def test_a_line_of_one_behaviour_is_not(text: str) -> None:
    assert not is_compound(text)


# The published charts, row by row.

WELL = {"breathing": 16, "oxygen": 97, "systolic": 120, "diastolic": 80, "pulse": 70, "temperature": 37.0}


@pytest.mark.parametrize(
    ("changed", "score"),
    [
        ({}, 0),
        *[({"breathing": at}, points) for at, points in ((8, 3), (9, 1), (12, 0), (20, 0), (21, 2), (24, 2), (25, 3))],
        *[({"oxygen": at}, points) for at, points in ((91, 3), (92, 2), (94, 1), (95, 1), (96, 0))],
        *[({"systolic": at}, points) for at, points in ((90, 3), (91, 2), (101, 1), (111, 0), (219, 0), (220, 3))],
        *[({"pulse": at}, points) for at, points in ((40, 3), (41, 1), (51, 0), (91, 1), (111, 2), (130, 2), (131, 3))],
        *[({"temperature": at}, points) for at, points in ((35.0, 3), (35.1, 1), (36.1, 0), (38.1, 1), (39.1, 2))],
        ({"extra_oxygen": True}, 2),
        ({"alert": False}, 3),
    ],
)
def test_news2_is_reckoned_as_the_chart_has_it(changed: Changes, score: int) -> None:
    assert Observations(**{**WELL, **changed}).news2() == score


@pytest.mark.parametrize(
    ("oxygen", "extra", "score"),
    [(83, True, 5), (85, True, 4), (89, True, 2), (93, True, 3), (97, True, 5), (97, False, 0)],
)
def test_scale_two_counts_too_much_oxygen_as_well(oxygen: int, extra: bool, score: int) -> None:
    assert Observations(**{**WELL, "oxygen": oxygen, "extra_oxygen": extra}).news2(scale=2) == score


@pytest.mark.parametrize(("now", "stage"), [(110, 1), (109, 0), (126, 1), (168, 2), (251, 2), (252, 3), (354, 3)])
def test_a_kidney_injury_is_staged_as_kdigo_has_it(now: int, stage: int) -> None:
    assert aki_stage(84 if now != 110 else 83, now) == stage
