"""The rules of writing a case: checked as its file will be, saved whole or not at all, and never over a shipped one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from evening import HEAVY, HOUR, NOW, SECOND, Evening, a_kit, device_of, sentence, titled, url_of
from own_store import files_of, put_text

from roleplay.content.loading import load_library
from roleplay.errors import Fault
from roleplay.people.attempts import TooMuch
from roleplay.people.rounds import READER
from roleplay.people.visitor import Visitor
from roleplay.usecases.cases import authoring, own_cases
from roleplay.usecases.cases.authoring import Faulty, Opened, SavedMeanwhile
from roleplay.web.server.root import ROOT

GOOD = (Path(__file__).parents[1] / "bad_content/cases/good.yaml").read_text(encoding="utf-8")
OURS = GOOD.replace("id: good\n", "id: ours\n").replace("Tight chest", "Our chest")
KINDS = ("interview", "examination", "presentation")
TONIGHT = "This case is planned for a session that you’re in. Whoever plays it will see the script there."


@dataclass
class Desk:
    """One person writing cases at a kit."""

    evening: Evening
    name: str = "Anna"

    @property
    def me(self) -> Visitor:
        return self.evening.visitor(self.name)

    def save(self, text: str = OURS, base: str = "") -> Opened:
        return self.evening.kit.writing.save(self.me, text, base)

    def open(self, case: str) -> Opened:
        return self.evening.kit.writing.open(self.me, case)

    def refusal(self, text: str = OURS, base: str = "") -> str:
        with pytest.raises(Fault) as said:
            self.save(text, base)
        return sentence(said)

    @property
    def files(self) -> dict[str, str]:
        """Everything written here, named like files in a folder."""
        return files_of(self.evening.kit.store)

    @property
    def listed(self) -> list[str]:
        """The titles in this person's own list."""
        return [one.title for one in self.evening.kit.writing.own(self.me)]

    @property
    def removed(self) -> tuple[str, ...]:
        return self.evening.kit.writing.removed(self.me)

    def breaks(self, text: str) -> None:
        """Makes this the text of ours, faulty or not."""
        put_text(self.evening.kit.store, "ours", text, self.me.person)

    @property
    def case(self) -> str:
        return self.files["cases/ours.yaml"]

    def versions(self, case: str = "ours") -> list[str]:
        """The case's versions, newest first."""
        kept = self.evening.kit.writing.versions(self.me, case)
        return [self.evening.kit.writing.version(self.me, case, version.stamp) for version in kept]


@pytest.fixture
def desk(before: Evening) -> Desk:
    """Anna and Ben have been here; no session is running."""
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
    assert 1 <= len(checked.diagnostics) <= authoring.MOST_TOLD
    assert all(fault.line >= 1 and fault.message for fault in checked.diagnostics)
    assert "Nothing was saved. Line" in desk.refusal(text)
    assert desk.files == {}


def test_using_the_id_of_a_kit_case_is_a_fault_as_one_types(desk: Desk) -> None:
    [fault] = desk.evening.kit.writing.check(GOOD).diagnostics

    assert (fault.where, fault.line) == ("id", 2)


# --- templates


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_has_no_fault_except_what_is_to_be_written(kind: str, kits_own: Desk) -> None:
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
    filled = text.replace('id: ""', "id: ours").replace('specialty: ""', "specialty: cardiology")
    written = filled.replace('""', '"Words"')

    desk.save(written)

    case = desk.evening.kit.library().cases["ours"]
    assert (case.kind, case.review.author, case.review.written) == (kind, 'Anna "A." Ö', date(2026, 11, 22))
    assert [fault.message for fault in desk.evening.kit.writing.check(written).diagnostics] == []


def test_there_is_no_template_of_another_kind(desk: Desk) -> None:
    with pytest.raises(Fault, match="There are templates for interview, examination, presentation"):
        desk.evening.kit.writing.template("../../etc/passwd")


# --- the preview


def test_a_preview_has_what_each_role_will_see(desk: Desk) -> None:
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
    assert desk.listed == ["Our chest on the stairs"]
    cards = [one.card.id for one in desk.evening.kit.browsing.cases(Visitor("a device"))]
    assert cards == ["ours", "good"]


def test_a_saved_case_is_planned_for_those_who_did_not_write_it(desk: Desk) -> None:
    desk.evening.without("good")
    desk.save()

    later = desk.evening.later("Anna", "Ben", "Cleo")

    students = {student for student, _, case in later.planned() if case == "ours"}
    assert students <= {"Ben", "Cleo"}
    assert students


def test_whoever_saves_a_case_knows_it_and_nobody_else_does(desk: Desk) -> None:
    desk.save(OURS.replace("difficulty: 2", HEAVY["difficulty: 2"]))

    assert {(one.case, one.role, one.heavy) for one in desk.evening.met("Anna")} == {("ours", READER, True)}
    assert desk.evening.met("Ben") == ()


def test_a_case_with_a_warning_is_saved(desk: Desk) -> None:
    desk.save(OURS.replace("sources: [NICE CG95]", "sources: []"))

    assert "sources: []" in desk.case


def test_a_case_with_an_error_is_not(desk: Desk) -> None:
    said = desk.refusal(OURS.replace("domain: gather", "domain: gathr").replace("level: clinical", "level: high"))

    assert said == (
        "Nothing was saved. Line 7 (level): expected one of preclinical, clinical, finals, foundation; found "
        '"high". 1 more is shown beside the text.'
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

    assert desk.case == OURS


@pytest.mark.parametrize("limit", ["MOST_CASES", "MOST_IN_ALL"])
def test_new_cases_are_limited_but_not_rewriting_them(desk: Desk, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(own_cases, limit, 2)
    base = desk.save().base
    desk.save(OURS.replace("id: ours", "id: second"))

    said = desk.refusal(OURS.replace("id: ours", "id: third"))
    desk.save(harder(), base)

    whose = "of yours" if limit == "MOST_CASES" else "in all"
    assert said.startswith(f"There are 2 cases {whose}, withdrawn ones included, and only 0 more fit.")
    assert sorted(one.id for one in desk.evening.kit.writing.own(desk.me)) == ["ours", "second"]


def test_how_many_cases_somebody_has_does_not_matter_to_others(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_cases, "MOST_CASES", 1)
    desk.save()

    Desk(desk.evening, "Ben").save(harder().replace("id: ours", "id: bens"))

    assert sorted(desk.evening.kit.library().own) == ["bens", "ours"]


def test_saving_without_end_is_told_when_to_try_again(desk: Desk) -> None:
    for number in range(authoring.SAVES_AT_ONCE):
        desk.save(OURS.replace("id: ours", f"id: ours-{number}"))

    with pytest.raises(TooMuch) as said:
        desk.save()
    Desk(desk.evening, "Ben").save(harder().replace("id: ours", "id: bens"))
    desk.evening.wall.forward(said.value.wait * SECOND)
    desk.save()

    assert sentence(said) == "You’ve saved a lot in a short time. Save again in 10 seconds; your text is still here."


def test_checking_without_end_is_told_when_to_try_again_and_nobody_else_notices(desk: Desk) -> None:
    for _ in range(authoring.CHECKS_AT_ONCE):
        desk.evening.kit.writing.check_for(Visitor("a device"), "a: b")

    with pytest.raises(TooMuch, match="The text will be checked again in a second"):
        desk.evening.kit.writing.check_for(Visitor("a device"), "a: b")
    assert desk.evening.kit.writing.check_for(Visitor("another device"), OURS).case


def test_cases_are_only_saved_or_opened_on_ones_own_device(desk: Desk) -> None:
    desk.save()
    elsewhere = Visitor(device_of("Ben"), person=desk.me.person)
    stamp = "20261122T000000000Z"
    uses: list[Callable[[], Any]] = [
        lambda: desk.evening.kit.writing.save(elsewhere, OURS),
        lambda: desk.evening.kit.writing.open(elsewhere, "ours"),
        lambda: desk.evening.kit.writing.version(elsewhere, "ours", stamp),
        lambda: desk.evening.kit.writing.restore(elsewhere, "ours", stamp),
        lambda: desk.evening.kit.writing.knows(elsewhere, "ours"),
    ]
    for use in uses:
        with pytest.raises(Fault, match="That isn’t on this phone or browser"):
            use()


# --- versions


def test_what_a_case_was_before_is_kept(desk: Desk) -> None:
    opened = desk.save()
    for difficulty in (3, 4, 5):
        opened = desk.save(harder(OURS, difficulty), opened.base)

    assert desk.case == harder(OURS, 5)
    assert desk.versions() == [harder(OURS, 4), harder(OURS, 3), OURS]


def test_the_same_text_again_is_no_version(desk: Desk) -> None:
    base = desk.save().base
    desk.save(OURS, base)

    assert desk.versions() == []


def test_restoring_a_version_keeps_the_present_text_too(desk: Desk) -> None:
    base = desk.save().base
    desk.save(harder(), base)
    [version] = desk.evening.kit.writing.versions(desk.me, "ours")

    opened = desk.evening.kit.writing.restore(desk.me, "ours", version.stamp)

    assert (desk.case, opened.text, desk.versions()) == (OURS, OURS, [harder(), OURS])


def test_a_flood_of_saves_is_slowed_whatever_device_it_comes_from(desk: Desk) -> None:
    with desk.evening.kit.store.write() as writer:
        for number in range(authoring.SAVES_AT_ONCE + 1):
            writer.devices.add_person_device(desk.me.person, f"device {number}", False, 0)
    for number in range(authoring.SAVES_AT_ONCE):
        desk.evening.kit.writing.save(
            Visitor(f"device {number}", person=desk.me.person), OURS.replace("id: ours", f"id: ours-{number}")
        )

    with pytest.raises(TooMuch):
        desk.evening.kit.writing.save(Visitor(f"device {authoring.SAVES_AT_ONCE}", person=desk.me.person), OURS)


def test_of_many_versions_the_first_stays_and_the_last_ones(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_cases, "MOST_VERSIONS", 3)
    opened = desk.save()
    for number in range(7):
        opened = desk.save(f"{OURS}# {number}\n", opened.base)

    assert [text.removeprefix(OURS).strip() for text in desk.versions()] == ["# 5", "# 4", "# 3", ""]


def test_no_limit_drops_a_version_that_somebody_else_wrote(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_cases, "MOST_VERSIONS", 1)
    opened, store = desk.save(), desk.evening.kit.store
    for number in range(3):
        with store.write() as writer:
            kept = writer.own.case("ours")
            assert kept is not None
            own_cases.save(writer, kept, replace(kept, writer=None, text=f"{OURS}# by hand {number}\n"), NOW + number)
        opened = desk.save(f"{OURS}# {number}\n", desk.open("ours").base)

    texts = [text.removeprefix(OURS).strip() for text in desk.versions()]
    assert [text for text in texts if "hand" in text] == ["# by hand 2", "# by hand 1", "# by hand 0"]
    assert [text for text in texts if "hand" not in text] == ["# 1", ""]
    assert opened.text.endswith("# 2\n")


@pytest.mark.parametrize(
    "stamp", ["", "../../ours", "20261122T000000000Z", "20261122T000000000Z/../x", "99999999T999999999Z"]
)
def test_there_is_no_other_version(desk: Desk, stamp: str) -> None:
    desk.save()

    with pytest.raises(Fault, match="That version is no longer kept"):
        desk.evening.kit.writing.version(desk.me, "ours", stamp)


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


# --- whose a case is

NOT_YOURS = (
    "There’s already a case called ours, and it isn’t yours to change. Nothing was saved. Give yours another id."
)


def test_nobody_overwrites_what_they_have_saved_elsewhere_since(desk: Desk) -> None:
    base = desk.save().base
    desk.save(harder(OURS, 4), base)

    with pytest.raises(SavedMeanwhile) as said:
        desk.save(harder(OURS, 5), base)

    assert sentence(said).startswith("The text saved as ours isn’t the one you began with")
    assert (desk.case, desk.versions()) == (harder(OURS, 4), [OURS])


def test_it_may_be_overwritten_knowingly_and_is_kept(desk: Desk) -> None:
    desk.save()
    with pytest.raises(SavedMeanwhile) as said:
        desk.save(harder())

    desk.save(harder(), said.value.base)

    assert (desk.case, desk.versions()) == (harder(), [OURS])


def test_only_who_wrote_a_case_changes_it_or_takes_it_away(desk: Desk) -> None:
    base = desk.save(harder(), desk.save().base).base
    ben, kit = Desk(desk.evening, "Ben"), desk.evening.kit
    [version] = kit.writing.versions(desk.me, "ours")

    assert ben.refusal(harder(OURS, 4), base) == NOT_YOURS
    for use, says in (
        (lambda: kit.writing.remove(ben.me, "ours", base), "You can only withdraw a case of your own"),
        (lambda: kit.writing.restore(ben.me, "ours", version.stamp), "That version is no longer kept"),
        (lambda: kit.writing.put_back(ben.me, "ours"), "That case isn’t one of your withdrawn ones"),
    ):
        with pytest.raises(Fault, match=says):
            use()
    assert (desk.case, desk.versions(), ben.versions()) == (harder(), [OURS], [])
    assert (ben.listed, [one.id for one in kit.writing.others(ben.me)]) == ([], ["ours"])
    assert ben.evening.met("Ben") == ()


def test_an_id_stays_with_its_owner_even_when_withdrawn(desk: Desk) -> None:
    desk.evening.kit.writing.remove(desk.me, "ours", desk.save().base)
    ben = Desk(desk.evening, "Ben")

    assert ben.refusal() == NOT_YOURS
    assert [one.id for one in desk.evening.kit.writing.add(ben.me, [harder()])] == ["ours-2"]
    assert (ben.removed, desk.removed) == ((), ("ours",))


def test_others_get_a_copy_which_is_theirs(desk: Desk) -> None:
    desk.save()
    ben = Desk(desk.evening, "Ben")

    copy = ben.open("ours")
    unchanged = ben.refusal(copy.text)
    saved = ben.save(copy.text.replace("You drive a bus.", "You drive a tram."))

    assert (copy.id, copy.base, saved.id) == ("", "", "ours-2")
    assert unchanged.startswith("This is still the same as “Our chest")
    assert (desk.case, desk.listed, ben.listed) == (OURS, ["Our chest on the stairs"], ["Our chest on the stairs"])


def test_a_faulty_case_is_there_for_its_author_alone(desk: Desk) -> None:
    desk.save()
    desk.breaks(OURS.replace("title:", "titel:"))
    ben = Desk(desk.evening, "Ben")

    for use in (lambda: ben.open("ours"), lambda: ben.evening.kit.writing.knows(ben.me, "ours")):
        with pytest.raises(Fault, match="That case is no longer in the library"):
            use()
    assert ben.evening.kit.writing.others(ben.me) == ()
    assert ben.evening.met("Ben") == ()


def test_what_another_kit_on_the_same_file_saved_is_never_written_over(desk: Desk) -> None:
    base = desk.save().base
    kit = a_kit(url_of(desk.evening.folder), desk.evening.content, desk.evening.wall)
    elsewhere = Desk(desk.evening.on(kit))
    elsewhere.save(harder(), base)
    kit.close()

    assert "The text saved as ours isn’t the one" in desk.refusal(harder(OURS, 4), base)
    assert desk.case == harder()


# --- opening


def test_an_own_case_opens_as_it_was_saved_and_who_opens_it_knows_it(desk: Desk) -> None:
    desk.save()
    ben = Desk(desk.evening, "Ben")
    unknown = desk.evening.kit.writing.knows(ben.me, "ours")

    opened = desk.open("ours")
    ben.open("ours")

    assert (opened.text, opened.id, unknown) == (OURS, "ours", False)
    assert desk.evening.kit.writing.knows(ben.me, "ours")
    assert {(one.case, one.role) for one in desk.evening.met("Ben")} == {("ours", READER)}


def test_a_case_of_the_kit_opens_as_a_copy_under_another_id(desk: Desk) -> None:
    first = desk.open("good")
    desk.save(first.text.replace("Tight chest", "Our chest"))
    second = desk.open("good")

    cases = [desk.evening.kit.writing.check(text).case for text in (first.text, second.text)]
    assert [case.id for case in cases if case] == ["good-2", "good-3"]
    assert (first.id, first.base) == ("", "")


def test_an_unchanged_copy_is_not_saved(desk: Desk) -> None:
    """Anyone who met the original would be offered it again as a case that they don't know."""
    copy = desk.open("good").text

    for same in (copy, copy.replace("id: good-2", "id: mine").replace("A. Author", "B. Author"), f"{copy}# mine\n"):
        assert desk.refusal(same).startswith("This is still the same as “Tight")
    assert desk.files == {}


def test_a_changed_copy_may_keep_its_title(desk: Desk) -> None:
    copy = desk.open("good").text

    desk.save(copy.replace("You drive a bus.", "You drive a tram."))

    assert desk.listed == ["Tight chest on the stairs"]


def test_a_copy_is_the_text_under_another_id(desk: Desk) -> None:
    opened = desk.open("good")

    assert opened.text.replace("id: good-2", "id: good").split("\n", 1)[1] == GOOD


def test_every_case_of_the_kit_can_be_copied(kits_own: Desk) -> None:
    desk = kits_own

    for id_ in sorted(load_library(ROOT).cases):
        opened = desk.open(id_)
        checked = desk.evening.kit.writing.check(opened.text)
        assert checked.case is not None, (id_, checked.errors)
        assert checked.case.id == f"{id_[:55].rstrip('-')}-2"


def test_a_case_that_is_planned_tonight_stays_closed(desk: Desk) -> None:
    desk.save()
    desk.evening.without("good")
    later = desk.evening.later("Ben", "Cleo", "Dora")
    assert "ours" in {case for _, _, case in later.planned()}
    ben = Desk(later, "Ben")

    for use in (
        lambda: ben.open("ours"),
        lambda: desk.evening.kit.writing.knows(ben.me, "ours"),
        lambda: desk.evening.kit.browsing.open_part(ben.me, "ours"),
    ):
        with pytest.raises(Fault) as said:
            use()
        assert sentence(said) == TONIGHT
    assert all(one.case != "ours" or one.role != READER for one in later.met("Ben"))


def test_a_missing_case_is_reported(desk: Desk) -> None:
    for id_ in ("nowhere", "../content/cases/good", "", "\0"):
        with pytest.raises(Fault, match="That case is no longer in the library"):
            desk.open(id_)


def test_an_own_file_with_a_fault_can_be_opened_and_fixed(desk: Desk) -> None:
    desk.save()
    desk.breaks(OURS.replace("title:", "titel:"))

    [listed] = desk.evening.kit.writing.own(desk.me)
    opened = desk.open("ours")
    desk.save(opened.text.replace("titel:", "title:"), opened.base)

    assert (listed.id, listed.title) == ("ours", "")
    assert desk.case == OURS


# --- nothing half-written


@pytest.mark.parametrize("table", ["own_cases", "own_versions"])
def test_a_write_that_breaks_off_leaves_everything_as_it_was(desk: Desk, table: str) -> None:
    base = desk.save(harder(), desk.save().base).base
    before = desk.files
    full = f"CREATE TRIGGER full BEFORE {{}} ON {table} BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    with sqlite3.connect(desk.evening.kit.store.file) as bare:
        bare.execute(full.format("UPDATE" if table == "own_cases" else "INSERT"))

    with pytest.raises(Exception, match="disk full"):
        desk.save(harder(OURS, 5), base)
    with pytest.raises(Exception, match="disk full"):
        desk.evening.kit.writing.remove(desk.me, "ours", base)

    assert desk.files == before


def test_titles_of_the_kit_are_listed_and_nothing_else(desk: Desk) -> None:
    desk.evening.more_cases("case-a")

    assert [(one.id, one.title) for one in desk.evening.kit.writing.shipped()] == [
        ("case-a", titled("case-a")),
        ("good", "Tight chest on the stairs"),
    ]


# --- withdrawing a case


def test_a_withdrawn_case_is_offered_to_nobody_and_its_text_is_kept(desk: Desk) -> None:
    base = desk.save().base
    writing_ = desk.evening.kit.writing

    writing_.remove(desk.me, "ours", base)

    assert "ours" not in desk.evening.kit.library().cases
    assert (desk.listed, desk.removed) == ([], ("ours",))
    assert [text for name, text in desk.files.items() if name.startswith("versions/ours/")] == [OURS]


def test_a_case_that_is_put_back_is_as_it_last_was(desk: Desk) -> None:
    base = desk.save(harder(), desk.save().base).base
    writing_ = desk.evening.kit.writing
    writing_.remove(desk.me, "ours", base)

    opened = writing_.put_back(desk.me, "ours")

    assert (desk.case, opened.text, desk.removed) == (harder(), harder(), ())


def test_a_case_with_a_fault_can_be_withdrawn_too(desk: Desk) -> None:
    desk.breaks("id: ours\n")
    base = desk.open("ours").base

    desk.evening.kit.writing.remove(desk.me, "ours", base)

    assert desk.evening.kit.library().own == frozenset()
    with pytest.raises(Faulty):
        desk.evening.kit.writing.put_back(desk.me, "ours")


@pytest.mark.parametrize("case", ["good", "nowhere", "../../kit", ""])
def test_only_an_own_case_can_be_withdrawn(desk: Desk, case: str) -> None:
    with pytest.raises(Fault, match="You can only withdraw a case of your own"):
        desk.evening.kit.writing.remove(desk.me, case, "")

    assert "good" in desk.evening.kit.library().cases


@pytest.mark.parametrize("case", ["good", "ours", "nowhere", ".."])
def test_only_a_withdrawn_case_can_be_put_back(desk: Desk, case: str) -> None:
    desk.save(harder(), desk.save().base)

    with pytest.raises(Fault):
        desk.evening.kit.writing.put_back(desk.me, case)

    assert desk.case == harder()


def test_what_somebody_has_saved_since_is_not_withdrawn(desk: Desk) -> None:
    base = desk.save().base
    desk.save(harder(), base)

    with pytest.raises(Fault, match="Somebody has saved another text of ours since"):
        desk.evening.kit.writing.remove(desk.me, "ours", base)

    assert (desk.case, desk.removed) == (harder(), ())


def test_a_case_planned_for_the_person_who_withdraws_it_stays(desk: Desk) -> None:
    base = desk.save().base
    desk.evening.without("good")
    later = desk.evening.later("Anna", "Emil", "Fay")
    assert "ours" in {case for _, _, case in later.planned()}

    with pytest.raises(Fault) as said:
        later.kit.writing.remove(desk.me, "ours", base)

    assert sentence(said) == TONIGHT
    assert desk.case == OURS


def test_a_round_that_was_played_outlives_its_case(desk: Desk) -> None:
    base = desk.save().base
    desk.evening.without("good")
    later = desk.evening.later("Dora", "Emil", "Fay").begin("ours").play_from_here()
    before = later.view("Dora")

    later.kit.writing.remove(desk.me, "ours", base)

    assert later.view("Dora") == before
