"""Who stands for a case: a signature counts for the text that was read, and for so long as medicine stays the same."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from content_builders import GOOD_CASE, case_with, content_folder, rubric_with

from roleplay.__main__ import main
from roleplay.content.aged import CHANGED, EXPIRED, NOT_REVIEWED
from roleplay.content.checks import check
from roleplay.content.loading import load_library
from roleplay.content.models import Case
from roleplay.content.pace import paced
from roleplay.content.signatures import UNREVIEWED, fingerprint_to_sign, standing
from roleplay.content.signing import Signer, sign, signature_of, with_signature
from roleplay.content.sources import checked_in_words
from roleplay.errors import Fault

SIGNED_ON = date(2027, 3, 4)
NEXT_MONTH = date(2027, 4, 1)
GP = {"by": "Dr A. Name", "role": "GP"}
PHYSICIAN = {"by": "Dr B. Name", "role": "acute physician"}
LAY = {"by": "C. Name", "role": "patient representative", "scope": "lay"}


def signed(case: Case, *signatures: dict[str, str]) -> Case:
    """As these people signed it, as it reads now."""
    data = case.model_dump(mode="json")
    read = {"on": str(SIGNED_ON), "fingerprint": fingerprint_to_sign(case)}
    data["review"]["reviews"] = [{**each, **read} for each in signatures]
    return Case.model_validate(data)


def edited(case: Case, part: str, key: str, value: Any) -> Case:
    """The case with its signatures and another value."""
    data = case.model_dump(mode="json")
    data[part][key] = value
    return Case.model_validate(data)


GOOD = case_with("specialty", value="cardiology")


def test_a_case_that_nobody_signed_says_so() -> None:
    assert standing(GOOD, NEXT_MONTH).sentence == UNREVIEWED


def test_a_boolean_counts_for_nothing() -> None:
    case = case_with("review", "clinically_reviewed", value="true")

    assert not standing(case, NEXT_MONTH).reviewed


def test_screens_name_what_the_reviewers_are() -> None:
    case = signed(GOOD, GP, PHYSICIAN)

    assert standing(case, NEXT_MONTH).sentence == "Reviewed by a GP and an acute physician, March 2027."


def test_where_a_case_is_talked_about_its_clinicians_are_named() -> None:
    stands = standing(signed(GOOD, GP, LAY), NEXT_MONTH)

    assert stands.in_full == "Reviewed by a GP, March 2027. Signed by Dr A. Name."
    assert standing(GOOD, NEXT_MONTH).in_full == UNREVIEWED


def test_a_lay_reader_stands_for_no_medicine() -> None:
    case = signed(GOOD, LAY)

    assert not standing(case, NEXT_MONTH).reviewed
    assert standing(case, NEXT_MONTH).sentence == UNREVIEWED


@pytest.mark.parametrize(
    ("part", "key", "value"),
    [
        ("patient", "opening", "It's my leg."),
        ("patient", "reacts", [{"if": "they press on", "do": "Ask for oxygen."}]),
        ("student", "given", [{"label": "Pulse", "value": "120"}]),
        ("debrief", "points", ["It was a clot."]),
    ],
)
def test_a_clinical_edit_ends_a_signature(part: str, key: str, value: Any) -> None:
    case = edited(signed(GOOD, GP), part, key, value)

    assert standing(case, NEXT_MONTH).sentence == "Changed since a clinician reviewed it in March 2027."


@pytest.mark.parametrize(
    ("part", "key", "value"),
    [("student", "setting", "A clinic"), ("debrief", "sources", ["NICE NG1"]), ("review", "author", "Somebody else")],
)
def test_other_edits_do_not(part: str, key: str, value: Any) -> None:
    assert standing(edited(signed(GOOD, GP), part, key, value), NEXT_MONTH).reviewed


def test_a_heading_or_a_tag_of_a_line_does_not() -> None:
    case = signed(GOOD, GP)
    line = {**case.model_dump(mode="json")["checklist"][0], "block": "opening", "tags": []}

    retagged = Case.model_validate({**case.model_dump(mode="json"), "checklist": [line, case.checklist[1]]})

    assert standing(retagged, NEXT_MONTH).reviewed


def test_a_station_of_another_length_does_not() -> None:
    data = GOOD.model_dump(mode="json")
    data["student"]["tasks"].append("From minute 7: answer the questions")
    data["events"] = [{"minute": 3, "do": "At minute 3 knock."}]
    data["viva"] = {"at_minute": 7, "questions": [{"ask": "Why?", "answer": "That is why."}]}

    assert standing(paced(signed(Case.model_validate(data), GP), 12), NEXT_MONTH).reviewed


@pytest.mark.parametrize(
    ("specialty", "day", "counts"),
    [
        ("cardiology", date(2029, 3, 3), True),
        ("cardiology", date(2029, 3, 4), False),
        ("emergency medicine", date(2028, 3, 3), True),
        ("emergency medicine", date(2028, 3, 4), False),
        ("obstetrics and gynaecology", date(2028, 3, 4), False),
    ],
)
def test_a_signature_counts_two_years_and_one_where_medicine_moves_fast(
    specialty: str, day: date, counts: bool
) -> None:
    case = signed(case_with("specialty", value=specialty), GP)

    assert standing(case, day).reviewed is counts
    assert ("too long ago" in standing(case, day).sentence) is not counts


# --- signing a file


def read(file: Path) -> Case:
    from roleplay.content.reading import read_yaml

    return Case.model_validate(read_yaml(file.read_text(encoding="utf-8")).value)


def test_signing_leaves_every_other_line_as_it_was(tmp_path: Path) -> None:
    root = content_folder(tmp_path, good=GOOD_CASE + "# a note of the author's\n")
    file = root / "cases" / "good.yaml"
    before = file.read_text(encoding="utf-8").split("review:")[0]

    sign(file, read(file), Signer(**GP), SIGNED_ON)

    assert file.read_text(encoding="utf-8").split("review:")[0] == before
    assert standing(read(file), NEXT_MONTH).sentence == "Reviewed by a GP, March 2027."
    assert read(file).review.author == "A. Author"


def test_a_review_that_does_not_come_last_is_signed_in_its_place() -> None:
    text = "review: {author: A, written: 2026-11-22, origin: invented}\nformat: 1\n"

    new = with_signature(text, signed(GOOD, GP).review.reviews[0])

    assert new.startswith('review:\n  author: "A"\n')
    assert new.endswith("}\nformat: 1\n")


def test_who_signs_again_is_named_once(tmp_path: Path) -> None:
    file = content_folder(tmp_path, good=GOOD_CASE) / "cases" / "good.yaml"

    for person in (GP, PHYSICIAN, GP):
        sign(file, read(file), Signer(**person), SIGNED_ON)

    assert [one.by for one in read(file).review.reviews] == ["Dr B. Name", "Dr A. Name"]


def test_the_command_signs_and_says_how_long_it_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ROLEPLAY_SHIPPED", str(content_folder(tmp_path, good=GOOD_CASE)))

    codes = [main(["review", "good"]), main(["review", "good", "--name", "Dr A. Name", "--role", "GP"])]

    assert codes == [1, 0]
    assert main(["review", "good"]) == 0
    assert "good: signed by Dr A. Name, GP. It counts until" in capsys.readouterr().out


def test_the_command_signs_no_case_with_faults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = content_folder(tmp_path, good=GOOD_CASE.replace("difficulty: 2", "difficulty: hard"))
    monkeypatch.setenv("ROLEPLAY_SHIPPED", str(root))

    assert main(["review", "good", "--name", "Dr A. Name", "--role", "GP"]) == 2
    assert "expected a whole number" in capsys.readouterr().err


def test_the_command_wants_to_know_what_the_reviewer_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ROLEPLAY_SHIPPED", str(content_folder(tmp_path, good=GOOD_CASE)))

    assert main(["review", "good", "--name", "Dr A. Name"]) == 2
    assert "--role GP" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("signs", "old", "today", "said"),
    [
        (False, "", NEXT_MONTH, [NOT_REVIEWED]),
        (True, "", date(2029, 3, 3), []),
        (True, "", date(2029, 3, 4), [EXPIRED]),
        (True, "Troponin can wait.", NEXT_MONTH, [CHANGED]),
    ],
)
def test_check_says_which_case_no_clinician_stands_for_today(
    tmp_path: Path, signs: bool, old: str, today: date, said: list[str]
) -> None:
    root = content_folder(tmp_path, good=GOOD_CASE)
    file = root / "cases" / "good.yaml"
    if signs:
        sign(file, read(file), Signer(**GP), SIGNED_ON)
    file.write_text(file.read_text(encoding="utf-8").replace(old or "\0", ""), encoding="utf-8")

    everything, alone = check([], root, today=today), check([file], root, today=today)

    assert everything == alone
    assert [(one.message, one.where, one.line) for one in alone] == [(why, "review", 47) for why in said]


@pytest.mark.parametrize("next_review", [date(2027, 3, 4), date(2029, 3, 5)])
def test_a_next_review_comes_after_the_signature_and_before_it_would_be_too_old(next_review: date) -> None:
    with pytest.raises(Fault, match="due by 4 March 2029"):
        signature_of(GOOD, Signer(**GP, next_review=next_review), SIGNED_ON)


def test_a_signature_ends_at_the_next_review_that_it_names() -> None:
    signer = Signer(**GP, registered="GMC", next_review=date(2027, 9, 1))
    signature = signature_of(GOOD, signer, SIGNED_ON).model_dump(mode="json")
    case = edited(GOOD, "review", "reviews", [signature])

    assert standing(case, date(2027, 8, 31)).reviewed
    assert not standing(case, date(2027, 9, 1)).reviewed


@pytest.mark.parametrize("missing", ["by", "role"])
def test_nobody_signs_without_a_name_and_a_role(missing: str) -> None:
    with pytest.raises(Fault):
        signature_of(GOOD, Signer(**{**GP, missing: " "}), SIGNED_ON)


@pytest.mark.parametrize("partly", [{"both": "this and that"}, {"one": "one of them"}])
def test_the_two_parts_of_a_line_are_named_together(partly: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="expected both and one"):
        rubric_with("items", 0, "partly", value=partly)


# --- sources


REGISTER = """\
format: 1
sources:
  - {id: nice-cg95, publisher: NICE CG95, title: Recent-onset chest pain, checked: 2026-11-30}
  - {id: nice-cg1, publisher: NICE CG1, title: Old news, status: replaced, replaced_by: nice-cg95}
"""


def root_with(tmp_path: Path, source: str, register: str = REGISTER) -> Path:
    root = content_folder(tmp_path, good=GOOD_CASE.replace("[NICE CG95]", f"[{source}]"))
    (root / "rubrics" / "sources.yaml").write_text(register, encoding="utf-8")
    return root


def test_a_case_that_names_a_source_by_its_id_shows_its_text(tmp_path: Path) -> None:
    library = load_library(root_with(tmp_path, "nice-cg95"))

    assert library.cases["good"].debrief.sources == ("NICE CG95, Recent-onset chest pain",)


@pytest.mark.parametrize("named", ["nice-cg1", '"NICE CG1, Old news"'])
def test_a_case_that_leans_on_a_replaced_source_is_told_what_replaced_it(tmp_path: Path, named: str) -> None:
    said = [diagnostic.message for diagnostic in check([], root_with(tmp_path, named))]

    assert "replaced by nice-cg95. Check the case against what holds now" in said


def test_an_unknown_id_is_an_error_and_a_text_is_not(tmp_path: Path) -> None:
    unknown = check([], root_with(tmp_path, "nice-cg59"))

    assert any('found "nice-cg59". Did you mean nice-cg95?' in diagnostic.message for diagnostic in unknown)


def test_a_text_of_ones_own_needs_no_register(tmp_path: Path) -> None:
    assert [str(one) for one in check([], root_with(tmp_path, "A textbook")) if "source" in str(one)] == []


@pytest.mark.parametrize(("today", "said"), [(date(2027, 11, 29), False), (date(2027, 11, 30), True)])
def test_a_source_is_looked_at_once_a_year(tmp_path: Path, today: date, said: bool) -> None:
    diagnostics = check([], root_with(tmp_path, "nice-cg95"), today=today)

    assert any("nobody has looked for a year whether nice-cg95" in one.message for one in diagnostics) is said


@pytest.mark.parametrize(
    ("register", "fault"),
    [
        (REGISTER.replace("id: nice-cg1,", "id: nice-cg95,"), "already used on line 3"),
        (REGISTER.replace("replaced_by: nice-cg95", "replaced_by: nice-cg96"), "Did you mean nice-cg95?"),
        (REGISTER.replace("replaced,", "gone,"), "expected one of current, replaced, withdrawn"),
    ],
)
def test_faults_of_the_register_are_found(tmp_path: Path, register: str, fault: str) -> None:
    said = [str(diagnostic) for diagnostic in check([], root_with(tmp_path, "A textbook", register))]

    assert any(fault in each for each in said), said


@pytest.mark.parametrize(("today", "said"), [(date(2027, 11, 29), False), (date(2027, 11, 30), True)])
def test_a_case_that_dates_its_sources_is_reminded_after_a_year(tmp_path: Path, today: date, said: bool) -> None:
    text = GOOD_CASE.replace("review: {", "review: {checked_sources: 2026-11-30, ")
    root = content_folder(tmp_path, good=text)

    everything, alone = check([], root, today=today), check([root / "cases/good.yaml"], root, today=today)

    assert everything == alone
    assert any("since 30 November 2026. Look" in one.message for one in alone) is said


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nice-cg95", "last checked 30 November 2026"),
        ("NICE CG1, Old news", "replaced by nice-cg95"),
        ("nice-cg2", "nobody has checked yet whether it still holds"),
        ("A textbook", "not in the register, so the kit doesn’t know when anybody last checked it"),
    ],
)
def test_a_reviewer_reads_when_each_source_was_last_checked(tmp_path: Path, name: str, words: str) -> None:
    unchecked = "  - {id: nice-cg2, publisher: NICE CG2, title: Never checked}\n"
    library = load_library(root_with(tmp_path, "A textbook", REGISTER + unchecked))

    assert checked_in_words(name, library.shared.register, NEXT_MONTH) == words


def test_every_source_of_a_shipped_case_is_in_the_register() -> None:
    library = load_library(Path(__file__).parents[2])

    named = {source for case in library.cases.values() for source in case.debrief.sources}
    assert named <= set(library.shared.register)
