"""Scores that a case names, reckoned again from the figures beside them: NEWS2, CRB65, Wells, AKI, severe malaria."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roleplay.content.case import Case
from roleplay.content.case_rules import Remark
from roleplay.content.lint.told import Told, answer_texts, door_texts, fact_texts

NUMBER = r"(\d{1,4}(?:\.\d{1,2})?)"
BREATHING = re.compile(rf"\b(?:breathing|resp\w* rate|RR):? (?:is |of )?{NUMBER}", re.IGNORECASE)
OXYGEN = re.compile(rf"\b(?:oxygen|saturation|SpO2|sats):? (?:is |of )?{NUMBER}(?= ?%)", re.IGNORECASE)
PRESSURE = re.compile(r"\b(\d{2,3})/(\d{2,3})\b")
PULSE = re.compile(rf"\b(?:pulse|heart rate|HR):? (?:is |of )?{NUMBER}", re.IGNORECASE)
TEMPERATURE = re.compile(r"(?<![\d.])(3[3-9]\.\d|4[0-2]\.\d)(?![\d%])")
EXTRA_OXYGEN = re.compile(r"\bon (?:\d+ ?%|\d+ ?(?:L|litres))|\bmask\b|\bnasal", re.IGNORECASE)
CONFUSED = re.compile(r"(?<!no )(?<!not )\b(?:confused|drowsy|responds to|unresponsive)\b", re.IGNORECASE)
SCALE_TWO = re.compile(r"\bscale 2\b|88 to 92", re.IGNORECASE)
AGE = re.compile(r"\b(\d{1,3})\b")
CLAIM = re.compile(r"\bNEWS ?2?,? (?:score )?(?:is |was |of )?(\d{1,2})\b(?!\d)")
CRB65 = re.compile(r"\bC(U?)RB-?65 (?:score )?(?:is |was |of )?(\d)\b|\bC(U?)RB-?65\b[^.\d]{0,12}\b(\d)\b")


@dataclass(frozen=True)
class Observations:
    """The figures of one moment; ``scales`` are those by which oxygen may be counted."""

    breathing: float
    oxygen: float
    systolic: float
    diastolic: float
    pulse: float
    temperature: float
    extra_oxygen: bool = False
    alert: bool = True

    def news2(self, scale: int = 1) -> int:
        """Royal College of Physicians, National Early Warning Score (NEWS) 2, 2017, chart 1."""
        oxygen = _scale_one(self.oxygen) if scale == 1 else _scale_two(self.oxygen, self.extra_oxygen)
        return (
            _banded(self.breathing, ((8, 3), (11, 1), (20, 0), (24, 2)), 3)
            + oxygen
            + (2 if self.extra_oxygen else 0)
            + _banded(self.systolic, ((90, 3), (100, 2), (110, 1), (219, 0)), 3)
            + _banded(self.pulse, ((40, 3), (50, 1), (90, 0), (110, 1), (130, 2)), 3)
            + (0 if self.alert else 3)
            + _banded(self.temperature, ((35.0, 3), (36.0, 1), (38.0, 0), (39.0, 1)), 2)
        )

    def crb65(self, age: int) -> int:
        """Lim and others, Thorax 2003: confusion, breathing 30 or more, pressure below 90 or to 60, age 65 or more."""
        low = self.systolic < 90 or self.diastolic <= 60
        return sum((not self.alert, self.breathing >= 30, low, age >= 65))


def _banded(value: float, bands: Sequence[tuple[float, int]], above: int) -> int:
    return next((points for most, points in bands if value <= most), above)


def _scale_one(oxygen: float) -> int:
    return _banded(oxygen, ((91, 3), (93, 2), (95, 1)), 0)


def _scale_two(oxygen: float, extra: bool) -> int:
    """For those whose target is 88 to 92 %: too much counts as well, where it is given."""
    if oxygen <= 92 or not extra:
        return _banded(oxygen, ((83, 3), (85, 2), (87, 1)), 0)
    return _banded(oxygen, ((94, 1), (96, 2)), 3)


def observations(text: str) -> Observations | None:
    """The last of each figure in a text; None if one that a score needs is missing."""
    pressures = PRESSURE.findall(text)
    singles = [_last(pattern, text) for pattern in (BREATHING, OXYGEN, PULSE, TEMPERATURE)]
    breathing, oxygen, pulse, temperature = singles
    if not pressures or breathing is None or oxygen is None or pulse is None or temperature is None:
        return None
    systolic, diastolic = map(float, pressures[-1])
    extra, alert = bool(EXTRA_OXYGEN.search(text)), not CONFUSED.search(text)
    return Observations(breathing, oxygen, systolic, diastolic, pulse, temperature, extra, alert)


def _last(pattern: re.Pattern[str], text: str) -> float | None:
    found = pattern.findall(text)
    return float(found[-1]) if found else None


def news2_as_reckoned(case: Case) -> Iterator[Remark]:
    """A score that does not fit its figures teaches to copy scores."""
    for steps, text in fact_texts(case):
        scales = (1, 2) if "NEWS" in text and SCALE_TWO.search(text) else (1,)
        for line in text.splitlines() if "NEWS" in text else ():
            yield from _news2_of_line(steps, line, scales)


def _news2_of_line(steps: tuple[str | int, ...], line: str, scales: Sequence[int]) -> Iterator[Remark]:
    start = 0
    for claim in CLAIM.finditer(line):
        seen = observations(line[start : claim.start()])
        start = claim.end()
        counted = [seen.news2(scale) for scale in scales] if seen else []
        if counted and int(claim[1]) not in counted:
            yield (
                steps,
                f"NEWS2 {claim[1]}, but the figures beside it make {' or '.join(map(str, counted))}. Correct one",
            )


def crb65_as_reckoned(case: Case) -> Iterator[Remark]:
    """The same of CRB65; and a low one beside a high NEWS2 reassures falsely if it stands alone."""
    texts = list(answer_texts(case))
    if not any("RB" in text for _, text in texts):
        return
    seen = observations("\n".join(text for _, text in door_texts(case)))
    age = AGE.search(case.patient.plays)
    if seen is None or age is None:
        return
    names_news = any("NEWS" in text for _, text in texts)
    for steps, text in texts:
        for claim in CRB65.finditer(text):
            if claim[1] or claim[3]:
                continue  # with urea, which stands elsewhere
            named, counted = int(claim[2] or claim[4]), seen.crb65(int(age[1]))
            if named != counted:
                yield steps, f"CRB65 {named}, but the figures in the instructions make {counted}. Correct one"
            elif named == 0 and (news := seen.news2()) >= 5 and not names_news:
                yield steps, f"CRB65 0 reassures, and the figures in the instructions make a NEWS2 of {news}. Say both"


# Wells

ADDED = re.compile(r" (-?[123](?:\.5)?)(?=[,.;])")
TOTAL = re.compile(r"\b(-?\d{1,2}(?:\.5)?) in all\b|\b(?:total|sum) (?:of |is )?(-?\d{1,2}(?:\.5)?)\b")


def wells_as_reckoned(case: Case) -> Iterator[Remark]:
    """Points that are told one by one have to make the total that is told."""
    for steps, text in answer_texts(case):
        total = TOTAL.search(text) if "Wells" in text else None
        if total:
            points, named = [float(each) for each in ADDED.findall(text[: total.start()])], float(total[1] or total[2])
            if points and sum(points) != named:
                yield steps, f"a Wells score of {named:g}, but its points make {sum(points):g}. Correct one"


# Kidneys

KIDNEYS = re.compile("KDIGO|AKI|[Kk]idney")
STAGE = re.compile(r"\bstage ([123])\b", re.IGNORECASE)
CREATININE = re.compile(r"\bcreatinine\b:?([^\n]*)", re.IGNORECASE)
BARE_NUMBER = re.compile(r"(?<![\d:./-])(\d{2,4})(?!\d|[:./-]\d)")
BESIDES = re.compile(
    r"(?:\. |, )(?:potassium|urea|sodium|bicarbonate|haemoglobin|bilirubin|ALT|CRP|creatine kinase)\b", re.IGNORECASE
)


def aki_stage(lowest: float, highest: float) -> int:
    """KDIGO, Clinical practice guideline for acute kidney injury, 2012, table 2; creatinine in µmol/L."""
    times = highest / lowest
    if times >= 3 or (highest >= 354 and times >= 1.5):
        return 3
    if times >= 2:
        return 2
    return 1 if times >= 1.5 or highest - lowest >= 26.5 else 0


def aki_as_reckoned(case: Case) -> Iterator[Remark]:
    """A stage that the creatinines do not make."""
    claimed = [(steps, text) for steps, text in answer_texts(case) if "stage" in text and KIDNEYS.search(text)]
    if not claimed:
        return
    told = "\n".join(text for _, text in door_texts(case))
    creatinines = [value for found in CREATININE.findall(told) for value in _creatinines(found)]
    if len(creatinines) < 2:
        return
    reckoned = aki_stage(min(creatinines), max(creatinines))
    for steps, text in claimed:
        for claim in STAGE.finditer(text):
            if int(claim[1]) != reckoned:
                yield steps, f"stage {claim[1]}, but the creatinines make {reckoned}. Correct one"


def _creatinines(text: str) -> list[float]:
    """Those of one line, up to the next result. Times of day and years are none."""
    values = BARE_NUMBER.findall(BESIDES.split(text)[0])
    return [float(value) for value in values if 20 <= float(value) <= 1500 and not 1990 <= float(value) <= 2040]


# Malaria

SEVERE = re.compile(r"\b(?:is severe|severe by|meets (?:WHO )?severe|severe (?:falciparum )?malaria)\b", re.IGNORECASE)
# World Health Organization, Severe malaria, 2014: a figure that alone makes it severe, and what it is called.
SEVERE_FIGURES = (
    ("lactate", re.compile(rf"\blactate {NUMBER}"), 5, True),
    ("creatinine", re.compile(rf"\bcreatinine {NUMBER}"), 265, True),
    ("glucose", re.compile(rf"\bglucose {NUMBER}"), 2.2, False),
    ("haemoglobin", re.compile(rf"\bhaemoglobin {NUMBER}"), 70, False),
    ("bicarbonate", re.compile(rf"\bbicarbonate {NUMBER}"), 15, False),
)
PARASITES = re.compile(rf"\bfalciparum\b[^.]{{0,20}}?{NUMBER} ?%", re.IGNORECASE)
BILIRUBIN = re.compile(rf"\bbilirubin {NUMBER}")
PARASITES_WITH_JAUNDICE = 2.5
"""About 100,000 a microlitre at four million red cells; from there on a bilirubin over 50 µmol/L makes it severe."""


def severe_malaria(case: Case) -> Iterator[Remark]:
    """Figures that make it severe while the case says that it may become so."""
    if not any("alciparum" in text for _, text in door_texts(case)):
        return
    if any(SEVERE.search(text) for _, text in answer_texts(case)):
        return
    for steps, text in door_texts(case):
        if (parasites := PARASITES.search(text)) and (why := _severe_by((steps, text), float(parasites[1]))):
            yield steps, f"severe malaria by WHO ({why}), and no line or debrief says so. Say it, or change the figure"


def _severe_by(told: Told, parasites: float) -> str:
    text = told[1].lower()
    for name, pattern, limit, high in SEVERE_FIGURES:
        found = pattern.search(text)
        if found and ((float(found[1]) >= limit) if high else (float(found[1]) < limit)):
            return f"{name} {found[1]}"
    bilirubin = BILIRUBIN.search(text)
    if bilirubin and float(bilirubin[1]) > 50 and parasites >= PARASITES_WITH_JAUNDICE:
        return f"bilirubin {bilirubin[1]} at {parasites:g} %"
    return "parasites over 10 %" if parasites > 10 else ""
