"""Example stations: what a file has to hold, what is said of each fault, and the ones that the kit ships."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from content_builders import GOOD_CASE, content_folder, write_case

from roleplay.content.checks import check
from roleplay.content.example_station import ExampleStation, digest_of_sheet
from roleplay.content.loading import ContentStore, load_library
from roleplay.content.schema import schema

SHIPPED = Path(__file__).parents[2]
LIBRARY = load_library(SHIPPED)
EXAMPLE = """\
format: 1
id: with-tom
case: good
level: weak
student: Tom
patient: Daniel
before: A minute in.
lines:
  - {at: "0:00", who: student, say: "Does it come on with exertion?"}
  - {at: "0:20", who: patient, show: looks down, say: "On the stairs."}
  - {at: "0:40", who: student, say: "I see."}
  - {at: "1:00", who: patient, say: "Is it my heart?"}
ends: "1:20"
marks:
  - {item: exertional, mark: done, at: "0:00", quote: "come on with exertion", why: Asked.}
  - {item: family, mark: not, why: Never asked.}
  - {item: introduces, mark: not, at: "0:40", quote: "I see.", why: No name.}
domains:
  - {domain: gather, accept: [1, 2], why: Closed.}
sheet: "SHEET"
"""


def folder_with(folder: Path, text: str = EXAMPLE) -> Path:
    """A root with the good case and this example of it."""
    root = content_folder(folder, good=GOOD_CASE)
    (root / "cases" / "examples").mkdir()
    return written(root, text)


def written(root: Path, text: str) -> Path:
    file = root / "cases" / "examples" / "with-tom.yaml"
    file.write_text(text, encoding="utf-8")
    if found := re.search(r"sheet: expected ([0-9a-f]{12})", "\n".join(map(str, check([file], root)))):
        file.write_text(text.replace("SHEET", found[1]), encoding="utf-8")
    return root


def said(root: Path) -> list[str]:
    return [str(one) for one in check([], root) if one.file == "cases/examples/with-tom.yaml"]


def test_an_example_is_read_with_the_case_whose_sheet_it_marks(tmp_path: Path) -> None:
    root = folder_with(tmp_path)

    assert said(root) == []
    assert [(each.case, each.ends) for each in load_library(root).examples.values()] == [("good", 80)]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "item: family",
            "item: familly",
            '16:6: error: marks[2].item: expected one of introduces, exertional, family; found "familly". '
            "Did you mean family?",
        ),
        (
            "item: family",
            "item: exertional",
            '16:6: error: marks[2].item: expected each once; found "exertional", already marked on line 15',
        ),
        (
            "domain: gather",
            "domain: gathering",
            '19:6: error: domains[1].domain: expected one of gather, manage, relate; found "gathering". '
            "Did you mean gather?",
        ),
        (
            'at: "0:20"',
            'at: "0:45"',
            "11:6: error: lines[3].at: expected a time after 0:45, when the line before begins; found 0:40",
        ),
        (
            'quote: "come on with exertion"',
            'quote: "come on with stairs"',
            '15:48: error: marks[1].quote: expected words of the transcript; found "come on with stairs", which nobody '
            "says or shows",
        ),
        (
            'mark: not, at: "0:40"',
            'mark: not, at: "0:20"',
            "17:35: error: marks[3].at: expected 0:40, when this is said or shown; found 0:20",
        ),
        (
            "item: family, mark: not",
            "item: family, mark: partly",
            "16:5: error: marks[2]: expected the moment of what is partly; found none. Write at: … and quote: …",
        ),
        ('ends: "1:20"', "ends: later", '13:1: error: ends: expected a time, such as 1:20; found "later"'),
        ('ends: "1:20"', 'ends: "5:00"', "13:1: error: ends: expected 1:00 to 4:00; found 5:00"),
        (
            "who: patient, say",
            "who: observer, say",
            "1:1: error: observer: expected who the observer is here, such as The GP; found nothing",
        ),
        (
            "accept: [1, 2]",
            "accept: [2, 1]",
            "19:22: error: domains[1].accept: expected the lower rating first; found 2, 1",
        ),
        (
            "case: good",
            "case: goods",
            '3:1: error: case: expected the id of a case without faults in the kit’s own folder; found "goods"',
        ),
    ],
)
def test_each_fault_is_named_with_its_place(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert old in EXAMPLE
    root = folder_with(tmp_path, EXAMPLE.replace(old, new, 1))

    assert said(root) == [f"cases/examples/with-tom.yaml:{sentence}"]
    assert load_library(root).examples == {}


def test_an_example_without_a_fault_to_be_seen_is_refused(tmp_path: Path) -> None:
    done = 'mark: done, at: "0:40", quote: "I see."'
    text = EXAMPLE.replace("mark: not, why", f"{done}, why").replace('mark: not, at: "0:40", quote: "I see."', done)

    assert said(folder_with(tmp_path, text)) == [
        "cases/examples/with-tom.yaml:14:1: error: marks: expected a line that could have been done better; found none."
        " Nobody learns to mark from it"
    ]


def test_an_example_whose_sheet_has_changed_is_left_out_until_somebody_reads_it_again(tmp_path: Path) -> None:
    root, store = folder_with(tmp_path), ContentStore()
    before = load_library(root, store).examples["with-tom"].sheet

    write_case(root, "good", GOOD_CASE.replace("Asks about the family", "Asks about her family"))

    [fault] = said(root)
    assert re.fullmatch(
        r"cases/examples/with-tom\.yaml:20:1: error: sheet: expected [0-9a-f]{12}; found "
        rf'"{before}", so a line or an area has changed since these marks were made\. Read each mark again, then write '
        r"the new one",
        fault,
    )
    assert load_library(root, store).examples == {}


def test_what_an_example_does_not_mark_may_change(tmp_path: Path) -> None:
    root = folder_with(tmp_path)

    write_case(root, "good", GOOD_CASE.replace("difficulty: 2", "difficulty: 3"))

    assert said(root) == []


def test_words_that_nobody_could_say_in_their_time_are_remarked(tmp_path: Path) -> None:
    text = EXAMPLE.replace('at: "0:20"', 'at: "0:01"')

    assert said(folder_with(tmp_path, text)) == [
        "cases/examples/with-tom.yaml:9:32: warning: lines[1].say: 6 words in 1 s are more than anybody says. Give "
        "them more time"
    ]


def test_an_editors_schema_takes_times_as_they_are_written() -> None:
    assert schema("example")["properties"]["ends"] == {"type": "string", "pattern": "^([0-9]):([0-5][0-9])$"}


@pytest.mark.parametrize("rubric", sorted(LIBRARY.rubrics))
def test_every_rubric_has_a_weak_and_a_borderline_example(rubric: str) -> None:
    mine = [each for each in LIBRARY.examples.values() if LIBRARY.cases[each.case].rubric == rubric]

    assert Counter(each.level.value for each in mine) == {"weak": 1, "borderline": 1}


@pytest.mark.parametrize("example", LIBRARY.examples.values(), ids=lambda example: example.id)
def test_a_shipped_example_is_without_remarks_and_nobodys_standard_yet(example: ExampleStation) -> None:
    case = LIBRARY.cases[example.case]

    assert [one for one in LIBRARY.faults if one.file.endswith(f"/{example.id}.yaml")] == []
    assert example.sheet == digest_of_sheet(example, LIBRARY.rubrics[case.rubric], case)
    assert (example.agreed_by, case.heavy) == ((), False)
