"""The rules of importing cases: each read on its own, seen by their reader alone, saved all or not at all."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from evening import HOUR, Evening, Wall, a_kit, device_of, sentence, url_of
from own_store import files_of

from roleplay.content.checks import check
from roleplay.content.diagnostics import Severity
from roleplay.errors import Fault
from roleplay.people.attempts import TooMuch
from roleplay.people.rounds import READER
from roleplay.people.visitor import Visitor
from roleplay.usecases.cases import imports, own_cases
from roleplay.usecases.cases.imports import FILES_AT_ONCE, Bundle
from roleplay.usecases.cases.own_cases import OwnLibrary

sys.path.insert(0, str(Path(__file__).parents[1] / "importing"))

from importing_builders import docx, jsonl, kit_at, p, record, with_part, xlsx

TODAY = date(2026, 11, 28)
RECORD = jsonl(record()).encode()
SHEET = xlsx(Ankle_station=[["Item", "Marks"], ["Asks where it hurts", 1], ["Asks about walking", 2]])
STATION = docx(p("Candidate instructions", bold=True), p("You see Jo Marsh, who limps."))
CSV = b"item,marks\nAsks about sleep,1\n,\nAsks about work,1\n"
NOT_HERE = (
    "What was read is no longer here: it was saved or discarded, or nobody looked at it for two hours. "
    "Look at Cases, or import the files again."
)


def ankles(*diagnoses: str) -> bytes:
    return jsonl(*(record(Correct_Diagnosis=one) for one in diagnoses)).encode()


@dataclass
class Desk:
    """One person importing cases at a kit."""

    evening: Evening
    name: str = "Anna"

    @property
    def me(self) -> Visitor:
        return self.evening.visitor(self.name)

    def read(self, *files: tuple[str, bytes], told: Any = lambda *_: None) -> Bundle:
        return self.bundle(self.evening.kit.taking_in.read(self.me, files, TODAY, told))

    def bundle(self, token: str) -> Bundle:
        return self.evening.kit.taking_in.bundle(self.me, token)

    def save(self, bundle: Bundle) -> list[str]:
        return [case.id for case in self.evening.kit.taking_in.save(bundle)]

    def refusal(self, bundle: Bundle) -> str:
        with pytest.raises(Fault) as said:
            self.save(bundle)
        return sentence(said)

    @property
    def files(self) -> list[str]:
        """Everything written here, named like files in a folder."""
        return sorted(files_of(self.evening.kit.store))

    def text(self, case_id: str) -> str:
        return files_of(self.evening.kit.store)[f"cases/{case_id}.yaml"]

    @property
    def met(self) -> list[str]:
        return sorted(exposure.case for exposure in self.evening.met(self.name))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Anna and Ben have been here, at a kit with its own rubrics; no session is running."""
    wall = Wall()
    kit = a_kit(url_of(tmp_path), kit_at(tmp_path / "content"), wall)
    yield Desk(Evening(kit, wall, tmp_path).start("Anna", "Ben"))
    kit.close()


def titles(cases: Sequence[Any]) -> list[str]:
    return [case.title for case in cases]


# --- reading


def test_every_format_becomes_a_case_beside_what_it_was_made_from(desk: Desk) -> None:
    bundle = desk.read(("r.jsonl", RECORD), ("s.xlsx", SHEET), ("w.docx", STATION), ("t.csv", CSV))

    assert titles(bundle.cases) == ["Swollen ankle", "Ankle station", "W", "T"]
    assert [source in case.source for source, case in zip(
        ("29-year-old postman", "Asks about walking", "Jo Marsh", "Asks about work"), bundle.cases, strict=True
    )] == [True] * 4  # fmt: skip
    assert [case.keep for case in bundle.cases] == [True] * 4


def test_reading_writes_nothing_and_makes_nothing_known(desk: Desk) -> None:
    desk.read(("r.jsonl", RECORD), ("s.xlsx", SHEET))

    assert (desk.files, desk.met) == ([], [])


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("big.xlsx", SHEET + bytes(50 * 1024 * 1024), '"big.xlsx" is 51 MB, and the kit reads 10 MB at most.'),
        ("bomb.xlsx", with_part(SHEET, "xl/media/0.bin", bytes(120 * 1024 * 1024)), '"bomb.xlsx" would unpack to'),
        ("macros.xlsm", SHEET, '"macros.xlsm" may hold macros'),
        ("bare.docx", docx(p("Only a line.")), '"bare.docx"'),
        ("said.jsonl", b"not a record\n", '"said.jsonl" holds no OSCE record'),
        ("other.csv", "item\nö".encode("utf-16-be") + b"\x00", '"other.csv"'),
        ("lies.xlsx", b"%PDF-1.4", '"lies.xlsx" is not what its name says'),
        ("empty.csv", b"", '"empty.csv" is empty.'),
    ],
)
def test_a_bad_file_is_a_sentence_and_does_not_stop_the_others(desk: Desk, name: str, data: bytes, says: str) -> None:
    bundle = desk.read(("first.jsonl", RECORD), (name, data), ("last.csv", CSV))

    assert [bool(file.refused) for file in bundle.files] == [False, True, False]
    assert bundle.files[1].refused.startswith(says)
    assert "othing was imported" in bundle.files[1].refused
    assert titles(bundle.cases) == ["Swollen ankle", "Last"]
    assert desk.files == []


def test_a_mistake_in_a_reader_is_a_sentence_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str, *_: Any, **__: Any) -> Any:
        raise ZeroDivisionError(name)

    monkeypatch.setattr("roleplay.importing.read_file", broken)

    [file] = desk.read(("a.csv", CSV)).files

    assert file.refused.startswith('"a.csv" could not be read to the end: that’s a mistake in the kit, not yours.')


def test_what_is_not_kept_of_a_file_is_counted_with_its_reason(desk: Desk) -> None:
    bundle = desk.read(("r.jsonl", RECORD + b"\nnonsense\n"), ("s.xlsx", xlsx(A=[["Item"], ["Asks"]], Empty=[])))

    left = [line for file in bundle.files for line in file.report if not line.kept]
    assert (bundle.left_out, [line.place for line in left]) == (2, ["line 2", "Empty"])
    assert all(line.why for line in left)


def test_the_reader_tells_how_far_it_is(desk: Desk) -> None:
    heard: list[tuple[str, int, int]] = []

    desk.read(("r.jsonl", ankles(*"abc")), ("t.csv", CSV), told=lambda *said: heard.append(said))

    assert [said for said in heard if said[0] == "r.jsonl"] == [("r.jsonl", n, 3) for n in (1, 2, 3)]


def test_between_two_files_others_may_go_first(desk: Desk) -> None:
    heard: list[str] = []
    files = [("one.csv", CSV), ("two.csv", CSV), ("three.csv", CSV)]

    desk.evening.kit.taking_in.read(
        desk.me, files, TODAY, lambda name, *_: heard.append(name), lambda: heard.append("others")
    )

    assert list(dict.fromkeys(heard)) == ["one.csv", "others", "two.csv", "three.csv"]
    assert heard.count("others") == 2


def test_what_is_too_much_for_one_go_is_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "MOST_FILES", 2)

    bundle = desk.read(*((f"{one}.csv", CSV) for one in "abc"))

    assert [file.refused.startswith('"c.csv" was not read') for file in bundle.files] == [False, False, True]


def test_the_files_of_one_go_have_a_size_limit_together(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "MOST_TOGETHER", len(CSV) + 1)

    bundle = desk.read(("a.csv", CSV), ("b.csv", CSV))

    assert [bool(file.refused) for file in bundle.files] == [False, True]


def test_a_flood_of_files_is_told_when_to_come_back(desk: Desk) -> None:
    for _ in range(FILES_AT_ONCE):
        desk.read(("a.csv", b""))

    with pytest.raises(TooMuch) as said:
        desk.read(("a.csv", b""))

    assert "That’s a lot of files in a short time." in sentence(said)


# --- what exists already


def test_an_id_that_is_taken_gets_a_number(desk: Desk) -> None:
    bundle = desk.read(("a.jsonl", ankles("Sprain", "Break")))

    assert desk.save(bundle) == ["imported-case", "imported-case-2"]
    assert desk.save(desk.read(("b.jsonl", ankles("Gout")))) == ["imported-case-3"]


def test_a_case_of_the_kits_is_never_written_over(desk: Desk) -> None:
    shipped = desk.evening.content / "cases/imported-case.yaml"
    [case] = desk.read(("a.jsonl", RECORD)).cases
    shipped.write_text(case.text, encoding="utf-8")

    bundle = desk.read(("b.jsonl", ankles("Gout")))

    assert desk.save(bundle) == ["imported-case-2"]
    assert shipped.read_text(encoding="utf-8") == case.text


def test_whoever_saved_first_keeps_their_id(desk: Desk) -> None:
    mine, theirs = desk.read(("a.jsonl", ankles("Sprain"))), Desk(desk.evening, "Ben").read(("b.jsonl", ankles("Gout")))
    Desk(desk.evening, "Ben").save(theirs)

    assert desk.save(mine) == ["imported-case-2"]
    assert "Gout" in desk.text("imported-case")
    assert desk.files == ["cases/imported-case-2.yaml", "cases/imported-case.yaml"]


def test_a_name_that_no_file_may_have_gets_a_number(desk: Desk) -> None:
    bundle = desk.read(("con.csv", CSV))

    assert desk.save(bundle) == ["con-2"]


def test_the_same_case_twice_is_not_kept_unless_somebody_wants_it(desk: Desk) -> None:
    bundle = desk.read(("a.jsonl", RECORD), ("b.jsonl", RECORD))

    assert [(case.keep, case.twin) for case in bundle.cases] == [
        (True, ""),
        (False, "This is the same as case 1 here."),
    ]


def test_a_case_we_already_have_is_not_kept_and_whoever_reads_it_here_knows_it(desk: Desk) -> None:
    desk.save(desk.read(("a.jsonl", RECORD)))
    ben = Desk(desk.evening, "Ben")

    [case] = ben.read(("another-name.jsonl", RECORD)).cases

    assert (case.keep, case.twin) == (False, "We already have this case, as imported-case.")
    assert ben.met == ["imported-case"]


# --- who may look at it, and how long


def test_what_was_read_is_for_its_reader_alone(desk: Desk) -> None:
    bundle = desk.read(("a.jsonl", RECORD))

    with pytest.raises(Fault) as said:
        Desk(desk.evening, "Ben").bundle(bundle.token)
    with pytest.raises(Fault):
        desk.evening.kit.taking_in.bundle(Visitor(device_of("Ben"), person=desk.me.person), bundle.token)

    assert sentence(said) == NOT_HERE


def test_what_nobody_looks_at_is_dropped(desk: Desk) -> None:
    bundle = desk.read(("a.jsonl", RECORD))
    desk.evening.wall.forward(HOUR)
    desk.bundle(bundle.token)
    desk.evening.wall.forward(HOUR + 1)
    desk.bundle(bundle.token)
    desk.evening.wall.forward(2 * HOUR)

    with pytest.raises(Fault) as said:
        desk.bundle(bundle.token)

    assert sentence(said) == NOT_HERE


def test_the_next_reading_replaces_the_last(desk: Desk) -> None:
    first, second = desk.read(("a.jsonl", RECORD)), desk.read(("b.csv", CSV))

    with pytest.raises(Fault):
        desk.bundle(first.token)
    assert desk.bundle(second.token) is second


def test_the_oldest_goes_when_there_is_too_much(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "KEPT_IN_ALL", 100)
    ben = Desk(desk.evening, "Ben")
    first = desk.read(("a.jsonl", RECORD))
    desk.evening.wall.forward(1)
    second = ben.read(("b.jsonl", RECORD))

    with pytest.raises(Fault):
        desk.bundle(first.token)
    assert ben.bundle(second.token) is second


# --- saving


def test_the_chosen_cases_are_saved_and_pass_the_check_and_are_marked(desk: Desk) -> None:
    bundle = desk.read(("r.jsonl", ankles("Sprain", "Break", "Gout")), ("s.xlsx", SHEET))
    bundle.cases[1].keep = False

    saved = desk.save(bundle)

    assert saved == ["imported-case", "imported-case-3", "ankle-station"]
    assert sorted(desk.evening.kit.library().cases) == sorted(saved)
    faults = check([], desk.evening.content, OwnLibrary(desk.evening.kit.store))
    assert [str(fault) for fault in faults if fault.severity is Severity.ERROR] == []
    for case in saved:
        assert "author: Imported from" in desk.text(case)


def test_whoever_imports_a_case_knows_it_and_nobody_else_does(desk: Desk) -> None:
    desk.save(desk.read(("r.jsonl", ankles("Sprain", "Break"))))

    assert desk.met == ["imported-case", "imported-case-2"]
    assert {(one.role, one.counts) for one in desk.evening.met("Anna")} == {(READER, False)}
    assert Desk(desk.evening, "Ben").met == []


def test_what_was_saved_or_discarded_is_no_longer_kept_here(desk: Desk) -> None:
    saved, left = desk.read(("a.jsonl", RECORD)), Desk(desk.evening, "Ben").read(("b.csv", CSV))
    desk.save(saved)
    desk.evening.kit.taking_in.leave(left)

    for reader, bundle in ((desk, saved), (Desk(desk.evening, "Ben"), left)):
        with pytest.raises(Fault):
            reader.bundle(bundle.token)


def test_an_edited_text_is_what_is_saved(desk: Desk) -> None:
    bundle = desk.read(("a.jsonl", RECORD))
    text = bundle.cases[0].text.replace("title: Imported case, line 1", "title: A bad step")

    desk.evening.kit.taking_in.edit(bundle, 0, text)

    assert desk.save(bundle) == ["imported-case"]
    assert desk.text("imported-case") == text


def test_an_imported_case_keeps_a_version_when_it_is_edited(desk: Desk) -> None:
    desk.save(desk.read(("a.jsonl", RECORD)))
    opened = desk.evening.kit.writing.open(desk.me, "imported-case")
    desk.evening.kit.writing.save(desk.me, opened.text + "# more\n", opened.base)

    assert len(desk.evening.kit.writing.versions(desk.me, "imported-case")) == 1


def test_with_one_fault_nothing_is_saved_and_everything_is_still_there(desk: Desk) -> None:
    bundle = desk.read(("r.jsonl", ankles("Sprain", "Break")))
    good = bundle.cases[1].text
    desk.evening.kit.taking_in.edit(bundle, 1, good.replace("level: clinical", "level: high"))
    faults = bundle.cases[1].faults

    refused = desk.refusal(bundle)

    assert faults == 1
    assert refused == (
        "Nothing was saved, because there is something to fix in case 2 (“Swollen ankle”). Fix it, or don’t keep it."
    )
    assert (desk.files, desk.met) == ([], [])
    desk.evening.kit.taking_in.edit(desk.bundle(bundle.token), 1, good)
    assert desk.save(bundle) == ["imported-case", "imported-case-2"]


def test_with_nothing_chosen_nothing_is_saved(desk: Desk) -> None:
    bundle = desk.read(("a.jsonl", RECORD))
    bundle.cases[0].keep = False

    assert desk.refusal(bundle) == (
        "You haven’t kept any case, so nothing was saved. Keep at least one, then save."
    )  # fmt: skip


def test_more_than_the_folder_holds_is_refused_whole(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_cases, "MOST_CASES", 1)

    refused = desk.refusal(desk.read(("r.jsonl", ankles("Sprain", "Break"))))

    assert refused == (
        "There are 0 cases of yours, withdrawn ones included, and only 1 more fit. Nothing was saved. "
        "Keep fewer of these, or rewrite one you have."
    )
    assert (desk.files, desk.met) == ([], [])


def test_a_disk_that_fails_halfway_leaves_nothing(desk: Desk) -> None:
    bundle = desk.read(("r.jsonl", ankles("Sprain", "Break", "Gout")))
    full = "BEFORE INSERT ON own_cases WHEN NEW.id = 'imported-case-3' BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    with sqlite3.connect(desk.evening.kit.store.file) as bare:
        bare.execute(f"CREATE TRIGGER full {full}")

    with pytest.raises(Exception, match="disk full"):
        desk.save(bundle)

    assert desk.files == []
    with sqlite3.connect(desk.evening.kit.store.file) as bare:
        bare.execute("DROP TRIGGER full")
    assert len(desk.save(bundle)) == 3


def test_somebody_who_is_forgotten_cannot_get_at_it(desk: Desk) -> None:
    bundle = desk.read(("a.jsonl", RECORD))
    desk.evening.wall.forward(48 * HOUR)
    desk.evening.kit.people.forget(desk.me)

    with pytest.raises(Fault):
        desk.bundle(bundle.token)
