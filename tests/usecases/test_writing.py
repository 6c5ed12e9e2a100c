"""The rules of writing a case: checked as its file will be, saved whole or not at all, never over a shipped one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from evening import HEAVY, HOUR, SECOND, Evening, a_kit, device_of, sentence, titled, url_of

from roleplay.content.loading import load_library
from roleplay.errors import Fault
from roleplay.people.attempts import TooMuch
from roleplay.people.history import READER
from roleplay.usecases import own_files, writing
from roleplay.usecases.writing import Faulty, Opened, SavedMeanwhile
from roleplay.web.places import ROOT

GOOD = (Path(__file__).parents[1] / "bad_content/cases/good.yaml").read_text(encoding="utf-8")
OURS = GOOD.replace("id: good\n", "id: ours\n").replace("Tight chest", "Our chest")
KINDS = ("interview", "examination", "presentation")
TONIGHT = "This case is planned for a practice that you are in. Its part opens there, for who plays it."


@dataclass
class Desk:
    """One person at a kit, writing."""

    evening: Evening
    name: str = "Anna"

    @property
    def me(self) -> tuple[str, str]:
        return self.evening.seats[self.name].person, device_of(self.name)

    @property
    def own(self) -> Path:
        return self.evening.folder / "own"

    def save(self, text: str = OURS, base: str = "") -> Opened:
        return self.evening.kit.writing.save(*self.me, text, base)

    def open(self, case: str) -> Opened:
        return self.evening.kit.writing.open(*self.me, case)

    def refusal(self, text: str = OURS, base: str = "") -> str:
        with pytest.raises(Fault) as said:
            self.save(text, base)
        return sentence(said)

    @property
    def files(self) -> dict[str, str]:
        """Every file of the group's own folder."""
        found = sorted(path for path in self.own.rglob("*") if path.is_file())
        return {path.relative_to(self.own).as_posix(): path.read_text(encoding="utf-8") for path in found}

    @property
    def case(self) -> str:
        return self.files["cases/ours.yaml"]

    def versions(self, case: str = "ours") -> list[str]:
        """What the case was, newest first."""
        kept = self.evening.kit.writing.versions(case)
        return [self.evening.kit.writing.version(*self.me, case, version.stamp) for version in kept]


@pytest.fixture
def desk(before: Evening) -> Desk:
    """Anna and Ben have been here; no practice is going on."""
    evening = before.start("Anna", "Ben")
    evening.wall.forward(48 * HOUR)
    return Desk(evening)


@pytest.fixture
def kits_own(before: Evening, tmp_path: Path) -> Iterator[Desk]:
    """The same with the kit's own cases and rubrics."""
    kit = a_kit(url_of(tmp_path / "real"), ROOT, before.wall)
    yield Desk(Evening(kit, before.wall, tmp_path / "real").start("Anna"))
    kit.close()


def harder(text: str = OURS, difficulty: int = 3) -> str:
    return text.replace("difficulty: 2", f"difficulty: {difficulty}")


# --- the check


def test_a_text_without_faults_has_none(desk: Desk) -> None:
    checked = desk.evening.kit.writing.check(OURS)

    assert (checked.diagnostics, checked.case and checked.case.id) == ((), "ours")


def test_a_check_writes_nothing(desk: Desk) -> None:
    before = sorted(desk.evening.folder.rglob("*"))

    desk.evening.kit.writing.check(OURS)
    desk.evening.kit.writing.preview(OURS)

    assert sorted(desk.evening.folder.rglob("*")) == before


def test_a_fault_is_placed_at_its_line_and_says_what_to_write(desk: Desk) -> None:
    text = OURS.replace("domain: gather", "domain: gathr")

    [fault] = desk.evening.kit.writing.check(text).diagnostics

    assert text.split("\n")[fault.line - 1].strip() == "domain: gathr"
    assert fault.message == 'expected one of gather, manage, relate; found "gathr". Did you mean gather?'


@pytest.mark.parametrize("break_", ["\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_a_line_has_the_number_that_the_editor_shows(desk: Desk, break_: str) -> None:
    text = OURS.replace("domain: gather", "domain: gathr")
    [expected] = desk.evening.kit.writing.check(text).diagnostics

    [fault] = desk.evening.kit.writing.check("\ufeff" + text.replace("\n", break_)).diagnostics

    assert fault == expected


@pytest.mark.parametrize(
    "text",
    ["", " ", "a sentence", "[" * 50_000, "\0", "\ud83d", "%", "&a *a", "a: b\n" * 40_000, "- x\n" * 60_000,
     "x" * 300_000, "'" * 10_000, "\t\t", "{}", "[]", "null", "? a", "\ufeff", "---\n---", "!!python/x y"],
)  # fmt: skip
def test_anything_typed_is_a_sentence_with_a_line(desk: Desk, text: str) -> None:
    checked = desk.evening.kit.writing.check(text)

    assert checked.case is None
    assert 1 <= len(checked.diagnostics) <= writing.MOST_TOLD
    assert all(fault.line >= 1 and fault.message for fault in checked.diagnostics)
    assert "Nothing was saved. Line" in desk.refusal(text)
    assert desk.files == {}


def test_the_same_id_as_a_case_of_the_kit_is_a_fault_as_one_types(desk: Desk) -> None:
    [fault] = desk.evening.kit.writing.check(GOOD).diagnostics

    assert (fault.where, fault.line) == ("id", 2)


# --- templates


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_has_no_fault_but_what_is_to_be_written(kind: str, kits_own: Desk) -> None:
    desk = kits_own

    text = desk.evening.kit.writing.template(kind, 'Anna "A." Ö', date(2026, 11, 22))

    open_ = {number for number, line in enumerate(text.split("\n"), 1) if '""' in line.split("  #")[0]}
    errors = desk.evening.kit.writing.check(text).errors
    assert {fault.line for fault in errors} <= open_
    assert {fault.message.split("; ")[1] for fault in errors} == {"found nothing"}
    assert len(errors) > 10


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_that_is_filled_in_can_be_saved(kind: str, kits_own: Desk) -> None:
    desk = kits_own
    text = desk.evening.kit.writing.template(kind, 'Anna "A." Ö', date(2026, 11, 22))
    written = text.replace('id: ""', "id: ours").replace('""', '"Words"')

    desk.save(written)

    case = desk.evening.kit.library().cases["ours"]
    assert (case.kind, case.review.author, case.review.written) == (kind, 'Anna "A." Ö', date(2026, 11, 22))
    assert not case.review.clinically_reviewed
    assert [fault.where for fault in desk.evening.kit.writing.check(written).diagnostics] == [
        "review.clinically_reviewed"
    ]


def test_there_is_no_template_of_another_kind(desk: Desk) -> None:
    with pytest.raises(Fault, match="There are templates for interview, examination, presentation"):
        desk.evening.kit.writing.template("../../etc/passwd")


# --- the preview


def test_a_preview_has_what_each_role_will_have(desk: Desk) -> None:
    shown = desk.evening.kit.writing.preview(OURS)

    assert shown.case.student.brief == "Daniel Okafor, 58, has come about his chest."
    assert {item.text for item in shown.sheet.items} >= {"Asks what brings it on", "Asks about the family"}


def test_there_is_no_preview_of_a_text_with_a_fault(desk: Desk) -> None:
    with pytest.raises(Faulty) as said:
        desk.evening.kit.writing.preview(OURS.replace("title:", "titel:"))

    assert [fault.where for fault in said.value.errors] == ["title", "titel"]


# --- saving


def test_a_saved_case_can_be_played_like_any_other(desk: Desk) -> None:
    desk.save()

    assert sorted(desk.evening.kit.library().cases) == ["good", "ours"]
    assert [one.title for one in desk.evening.kit.writing.own()] == ["Our chest on the stairs"]
    cards = [one.card.id for one in desk.evening.kit.browsing.cases(None, "a device")]
    assert cards == ["ours", "good"]


def test_a_saved_case_is_planned_for_those_who_did_not_write_it(desk: Desk) -> None:
    desk.evening.without("good")
    desk.save()

    later = desk.evening.later("Anna", "Ben", "Cleo")

    students = {student for student, _, case in later.planned() if case == "ours"}
    assert students <= {"Ben", "Cleo"}
    assert students


def test_who_saves_a_case_knows_it_and_nobody_else_does(desk: Desk) -> None:
    desk.save(OURS.replace("difficulty: 2", HEAVY["difficulty: 2"]))

    assert {(one.case, one.role, one.heavy) for one in desk.evening.met("Anna")} == {("ours", READER, True)}
    assert desk.evening.met("Ben") == ()


def test_a_case_with_a_warning_is_saved(desk: Desk) -> None:
    desk.save(OURS.replace("clinically_reviewed: true", "clinically_reviewed: false"))

    assert "clinically_reviewed: false" in desk.case


def test_a_case_with_an_error_is_not(desk: Desk) -> None:
    said = desk.refusal(OURS.replace("domain: gather", "domain: gathr").replace("level: clinical", "level: high"))

    assert said == (
        "Nothing was saved. Line 7 (level): expected one of preclinical, clinical, finals, foundation; found "
        '"high". 1 more beside the text.'
    )
    assert desk.files == {}
    assert desk.evening.met("Anna") == ()


def test_a_case_of_the_kit_is_never_saved_over(desk: Desk) -> None:
    before = {path: path.read_bytes() for path in desk.evening.content.rglob("*") if path.is_file()}

    said = desk.refusal(harder(GOOD))

    assert said.startswith("Nothing was saved. Line 2 (id): expected an id of its own")
    assert {path: path.read_bytes() for path in desk.evening.content.rglob("*") if path.is_file()} == before
    assert desk.files == {}


@pytest.mark.parametrize("id_", ["../good", "a/b", "A B", "", "x" * 61, ".hidden", "ours.yaml", "C:\\x", "con", "nul"])
def test_no_id_leads_out_of_the_folder(desk: Desk, id_: str) -> None:
    desk.refusal(OURS.replace("id: ours\n", f"id: '{id_}'\n"))

    assert desk.files == {}


def test_a_text_over_256_kib_is_not_saved(desk: Desk) -> None:
    assert "expected at most 256 KiB; found 258 KiB. Shorten the text." in desk.refusal(OURS + "#" * 256 * 1024)


def test_the_file_has_one_sort_of_line_break(desk: Desk) -> None:
    desk.save("\ufeff" + OURS.replace("\n", "\r\n"))

    assert (desk.own / "cases/ours.yaml").read_bytes() == OURS.encode()


def test_a_folder_holds_a_thousand_cases(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_files, "MOST_CASES", 2)
    base = desk.save().base
    desk.save(OURS.replace("id: ours", "id: second"))

    said = desk.refusal(OURS.replace("id: ours", "id: third"))
    desk.save(harder(), base)

    assert said == "There are 2 own cases, and no more fit. Take one out of the folder."
    assert sorted(desk.evening.kit.writing.own()[n].id for n in range(2)) == ["ours", "second"]


def test_saving_without_end_is_told_when_to_try_again(desk: Desk) -> None:
    for number in range(writing.SAVES_AT_ONCE):
        desk.save(OURS.replace("id: ours", f"id: ours-{number}"))

    with pytest.raises(TooMuch) as said:
        desk.save()
    desk.evening.wall.forward(said.value.wait * SECOND)
    desk.save()

    assert sentence(said) == "That was saved very often. Save again in 10 seconds; your text stays here."


def test_checking_without_end_is_told_when_to_try_again_and_nobody_else_notices(desk: Desk) -> None:
    for _ in range(writing.CHECKS_AT_ONCE):
        desk.evening.kit.writing.check_for("a device", "a: b")

    with pytest.raises(TooMuch, match="The text is checked again in a second"):
        desk.evening.kit.writing.check_for("a device", "a: b")
    assert desk.evening.kit.writing.check_for("another device", OURS).case


def test_only_on_a_device_of_ones_own_is_anything_saved_or_opened(desk: Desk) -> None:
    desk.save()
    mine, elsewhere = desk.evening.seats["Anna"].person, device_of("Ben")
    stamp = "20261122T000000000Z"
    uses: list[Callable[[], Any]] = [
        lambda: desk.evening.kit.writing.save(mine, elsewhere, OURS),
        lambda: desk.evening.kit.writing.open(mine, elsewhere, "ours"),
        lambda: desk.evening.kit.writing.version(mine, elsewhere, "ours", stamp),
        lambda: desk.evening.kit.writing.restore(mine, elsewhere, "ours", stamp),
        lambda: desk.evening.kit.writing.knows(mine, elsewhere, "ours"),
    ]
    for use in uses:
        with pytest.raises(Fault, match="That is not kept on this phone or browser"):
            use()


# --- versions


def test_what_a_case_was_is_kept(desk: Desk) -> None:
    opened = desk.save()
    for difficulty in (3, 4, 5):
        opened = desk.save(harder(OURS, difficulty), opened.base)

    assert desk.case == harder(OURS, 5)
    assert desk.versions() == [harder(OURS, 4), harder(OURS, 3), OURS]


def test_the_same_text_again_is_no_version(desk: Desk) -> None:
    base = desk.save().base
    desk.save(OURS, base)

    assert desk.versions() == []


def test_a_version_is_the_case_again_and_what_it_was_is_kept_too(desk: Desk) -> None:
    base = desk.save().base
    desk.save(harder(), base)
    [version] = desk.evening.kit.writing.versions("ours")

    opened = desk.evening.kit.writing.restore(*desk.me, "ours", version.stamp)

    assert (desk.case, opened.text, desk.versions()) == (OURS, OURS, [harder(), OURS])


def test_the_last_hundred_versions_are_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_files, "MOST_VERSIONS", 3)
    opened = desk.save()
    for number in range(6):
        opened = desk.save(f"{OURS}# {number}\n", opened.base)

    assert [text.split("\n")[-2] for text in desk.versions()] == ["# 4", "# 3", "# 2"]


@pytest.mark.parametrize(
    "stamp", ["", "../../ours", "20261122T000000000Z", "20261122T000000000Z/../x", "99999999T999999999Z"]
)
def test_there_is_no_other_version(desk: Desk, stamp: str) -> None:
    desk.save()

    with pytest.raises(Fault, match="That version is not kept any more"):
        desk.evening.kit.writing.version(*desk.me, "ours", stamp)


def test_a_round_that_was_played_keeps_the_text_that_it_had(desk: Desk) -> None:
    base = desk.save().base
    desk.evening.without("good")
    later = desk.evening.later("Dora", "Emil", "Fay").begin("ours").play_from_here()
    before = later.view("Dora")

    desk.save(OURS.replace("Our chest", "Another chest").replace("Asks what brings it on", "Asks other things"), base)

    assert later.round.snapshot.case.title == "Our chest on the stairs"
    assert later.view("Dora") == before
    later.kit.close()
    restarted = a_kit(url_of(later.folder), later.content, later.wall)
    assert later.on(restarted).round.snapshot.case.title == "Our chest on the stairs"
    restarted.close()


# --- several people


def test_nobody_writes_over_what_somebody_saved_meanwhile(desk: Desk) -> None:
    base = desk.save().base
    ben = Desk(desk.evening, "Ben")
    ben.save(harder(OURS, 4), ben.open("ours").base)

    with pytest.raises(SavedMeanwhile) as said:
        desk.save(harder(OURS, 5), base)

    assert sentence(said).startswith("There is another text under ours than the one you began with")
    assert (desk.case, desk.versions()) == (harder(OURS, 4), [OURS])


def test_knowingly_it_may_be_written_over_and_is_kept(desk: Desk) -> None:
    desk.save()
    ben = Desk(desk.evening, "Ben")
    with pytest.raises(SavedMeanwhile) as said:
        ben.save(harder())

    ben.save(harder(), said.value.base)

    assert (desk.case, desk.versions()) == (harder(), [OURS])


# --- opening


def test_an_own_case_opens_as_it_was_saved_and_is_known_then(desk: Desk) -> None:
    desk.save()
    ben = Desk(desk.evening, "Ben")
    unknown = desk.evening.kit.writing.knows(*ben.me, "ours")

    opened = ben.open("ours")

    assert (opened.text, opened.id, unknown) == (OURS, "ours", False)
    assert desk.evening.kit.writing.knows(*ben.me, "ours")
    assert {(one.case, one.role) for one in desk.evening.met("Ben")} == {("ours", READER)}


def test_a_case_of_the_kit_opens_as_a_copy_under_another_id(desk: Desk) -> None:
    first = desk.open("good")
    desk.save(first.text.replace("Tight chest", "Our chest"))
    second = desk.open("good")

    cases = [desk.evening.kit.writing.check(text).case for text in (first.text, second.text)]
    assert [case.id for case in cases if case] == ["good-2", "good-3"]
    assert (first.id, first.base) == ("", "")


def test_a_copy_in_which_nothing_is_changed_is_not_saved(desk: Desk) -> None:
    """Who met the original would be offered it again as a case that they do not know."""
    copy = desk.open("good").text

    for same in (copy, copy.replace("id: good-2", "id: mine").replace("A. Author", "B. Author"), f"{copy}# mine\n"):
        assert desk.refusal(same).startswith("Nothing is changed yet: but for its id and who wrote it, this is “Tight")
    assert desk.files == {}


def test_a_copy_that_is_changed_may_keep_its_title(desk: Desk) -> None:
    copy = desk.open("good").text

    desk.save(copy.replace("You drive a bus.", "You drive a tram."))

    assert [one.title for one in desk.evening.kit.writing.own()] == ["Tight chest on the stairs"]


def test_a_copy_is_read_by_no_clinician_yet(desk: Desk) -> None:
    opened = desk.open("good")

    assert "clinically_reviewed: false" in opened.text
    back = opened.text.replace("id: good-2", "id: good").replace("reviewed: false", "reviewed: true")
    assert back.split("\n", 1)[1] == GOOD


def test_every_case_of_the_kit_can_be_copied(kits_own: Desk) -> None:
    desk = kits_own

    for id_ in sorted(load_library(ROOT).cases):
        opened = desk.open(id_)
        checked = desk.evening.kit.writing.check(opened.text)
        assert checked.case is not None, (id_, checked.errors)
        assert (checked.case.id, checked.case.review.clinically_reviewed) == (f"{id_[:55].rstrip('-')}-2", False)


def test_a_case_that_is_planned_tonight_stays_shut(desk: Desk) -> None:
    desk.save()
    desk.evening.without("good")
    later = desk.evening.later("Ben", "Cleo", "Dora")
    assert "ours" in {case for _, _, case in later.planned()}
    ben = Desk(later, "Ben")

    for use in (
        lambda: ben.open("ours"),
        lambda: desk.evening.kit.writing.knows(*ben.me, "ours"),
        lambda: desk.evening.kit.writing.version(*ben.me, "ours", "x"),
    ):
        with pytest.raises(Fault) as said:
            use()
        assert sentence(said) == TONIGHT
    assert all(one.case != "ours" or one.role != READER for one in later.met("Ben"))


def test_a_case_that_is_not_there_says_so(desk: Desk) -> None:
    for id_ in ("nowhere", "../content/cases/good", "", "\0"):
        with pytest.raises(Fault, match="That case is not in the library any more"):
            desk.open(id_)


def test_an_own_file_with_a_fault_can_be_opened_and_mended(desk: Desk) -> None:
    desk.save()
    (desk.own / "cases/ours.yaml").write_text(OURS.replace("title:", "titel:"), encoding="utf-8")

    [listed] = desk.evening.kit.writing.own()
    opened = desk.open("ours")
    desk.save(opened.text.replace("titel:", "title:"), opened.base)

    assert (listed.id, listed.title) == ("ours", "")
    assert desk.case == OURS


def test_who_reads_an_own_file_with_a_fault_knows_the_case_that_it_will_be(desk: Desk) -> None:
    desk.save()
    (desk.own / "cases/ours.yaml").write_text(OURS.replace("title:", "titel:"), encoding="utf-8")
    later = desk.evening.later("Ben", "Cleo", "Dora")

    Desk(later, "Ben").open("ours")

    assert [(one.case, one.role) for one in later.met("Ben") if one.case == "ours"] == [("ours", READER)]
    assert [one.case for one in later.met("Cleo") if one.case == "ours"] == []


# --- nothing half-written

STEPS = ("mkstemp", "fsync", "replace")


class Crash(BaseException):
    """The power is cut."""


def broken(monkeypatch: pytest.MonkeyPatch, step: str, at: int, error: BaseException) -> None:
    """This step of the disk fails when it is done for the n-th time."""
    # A file is synced, then its folder: only the first can fail, the second is passed over where it cannot be done.
    at = 2 * at - 1 if step == "fsync" else at
    module: Any = own_files.tempfile if step == "mkstemp" else os
    real, times = getattr(module, step), iter(range(1, 1000))

    def fails(*words: Any, **more: Any) -> Any:
        if next(times) == at:
            raise error
        return real(*words, **more)

    monkeypatch.setattr(module, step, fails)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("at", [1, 2], ids=["version", "case"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), Crash()], ids=["full disk", "crash"])
def test_a_write_that_breaks_off_leaves_the_old_version_whole(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str, at: int, error: BaseException
) -> None:
    base = desk.save().base

    with monkeypatch.context() as patched:
        broken(patched, step, at, error)
        with pytest.raises((Fault, Crash)) as said:
            desk.save(harder(), base)

    assert desk.case == OURS
    assert desk.versions() == ([OURS] if at == 2 else [])
    assert len(desk.files) == at, "and nothing else is left"
    if isinstance(said.value, Fault):
        assert "No space left on device. The old text is as it was" in sentence(said)


@pytest.mark.parametrize("step", STEPS)
def test_a_first_write_that_breaks_off_leaves_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    with monkeypatch.context() as patched:
        broken(patched, step, 1, OSError(28, "No space left on device"))
        desk.refusal()

    assert desk.files == {}
    assert desk.evening.kit.writing.own() == ()


def test_what_a_crash_left_behind_is_nobodys_case(desk: Desk) -> None:
    base = desk.save().base
    (desk.own / "cases/.ours-x1y2.tmp").write_text("format: [", encoding="utf-8")

    desk.save(harder(), base)

    assert sorted(desk.evening.kit.library().cases) == ["good", "ours"]
    assert desk.evening.kit.library().faults == ()


def test_after_a_crash_between_version_and_case_the_version_is_there_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = desk.save().base
    with monkeypatch.context() as patched:
        broken(patched, "replace", 2, Crash())
        with pytest.raises(Crash):
            desk.save(harder(), base)

    desk.save(harder(), base)

    assert (desk.case, desk.versions()) == (harder(), [OURS])


def test_a_folder_that_cannot_be_made_is_a_sentence(desk: Desk) -> None:
    desk.own.write_text("a file", encoding="utf-8")

    said = desk.refusal()

    assert said.startswith("The case could not be saved in") or said.startswith("ours.yaml cannot be read")


def test_titles_of_the_kit_are_listed_and_nothing_else(desk: Desk) -> None:
    desk.evening.more_cases("case-a")

    assert [(one.id, one.title) for one in desk.evening.kit.writing.shipped()] == [
        ("case-a", titled("case-a")),
        ("good", "Tight chest on the stairs"),
    ]


# --- off the shelf


def test_a_case_off_the_shelf_is_offered_to_nobody_and_its_text_is_kept(desk: Desk) -> None:
    base = desk.save().base
    writing_ = desk.evening.kit.writing

    writing_.remove(*desk.me, "ours", base)

    assert "ours" not in desk.evening.kit.library().cases
    assert [one.id for one in writing_.own()] == []
    assert writing_.removed() == ("ours",)
    assert [text for name, text in desk.files.items() if name.startswith("versions/ours/")] == [OURS]


def test_what_is_put_back_is_the_case_it_was_last(desk: Desk) -> None:
    base = desk.save(harder(), desk.save().base).base
    writing_ = desk.evening.kit.writing
    writing_.remove(*desk.me, "ours", base)
    desk.evening.start("Ben")
    ben = Desk(desk.evening, "Ben")

    opened = writing_.put_back(*ben.me, "ours")

    assert (desk.case, opened.text, writing_.removed()) == (harder(), harder(), ())
    assert [one.case for one in desk.evening.met("Ben")] == ["ours"]


def test_a_case_with_a_fault_can_be_taken_off_too(desk: Desk) -> None:
    (desk.own / "cases").mkdir(parents=True)
    (desk.own / "cases" / "broken.yaml").write_text("id: broken\n", encoding="utf-8")
    base = desk.open("broken").base

    desk.evening.kit.writing.remove(*desk.me, "broken", base)

    assert desk.evening.kit.library().own == frozenset()
    with pytest.raises(Faulty):
        desk.evening.kit.writing.put_back(*desk.me, "broken")


@pytest.mark.parametrize("case", ["good", "nowhere", "../../kit", ""])
def test_only_an_own_case_goes_off_the_shelf(desk: Desk, case: str) -> None:
    with pytest.raises(Fault, match="Only a case of your own can be taken off the shelf"):
        desk.evening.kit.writing.remove(*desk.me, case, "")

    assert "good" in desk.evening.kit.library().cases


@pytest.mark.parametrize("case", ["good", "ours", "nowhere", ".."])
def test_only_what_was_taken_off_is_put_back(desk: Desk, case: str) -> None:
    desk.save(harder(), desk.save().base)

    with pytest.raises(Fault):
        desk.evening.kit.writing.put_back(*desk.me, case)

    assert desk.case == harder()


def test_what_somebody_saved_meanwhile_stays_on_the_shelf(desk: Desk) -> None:
    base = desk.save().base
    desk.save(harder(), base)

    with pytest.raises(Fault, match="Somebody saved another text of ours meanwhile"):
        desk.evening.kit.writing.remove(*desk.me, "ours", base)

    assert (desk.case, desk.evening.kit.writing.removed()) == (harder(), ())


def test_what_is_planned_for_who_takes_it_off_stays_on_the_shelf(desk: Desk) -> None:
    base = desk.save().base
    desk.evening.without("good")
    later = desk.evening.later("Dora", "Emil", "Fay").begin("ours")

    with pytest.raises(Fault) as said:
        later.kit.writing.remove(*Desk(later, "Dora").me, "ours", base)

    assert sentence(said) == TONIGHT
    assert desk.case == OURS


def test_a_round_that_was_played_outlives_its_case(desk: Desk) -> None:
    base = desk.save().base
    desk.evening.without("good")
    later = desk.evening.later("Dora", "Emil", "Fay").begin("ours").play_from_here()
    before = later.view("Dora")

    later.kit.writing.remove(*desk.me, "ours", base)

    assert later.view("Dora") == before


def test_a_disk_that_refuses_leaves_the_case_on_the_shelf(desk: Desk) -> None:
    base = desk.save().base
    (desk.own / "versions").write_text("a file where a folder should be", encoding="utf-8")

    with pytest.raises(Fault, match="The case could not be taken out of"):
        desk.evening.kit.writing.remove(*desk.me, "ours", base)

    assert desk.case == OURS
