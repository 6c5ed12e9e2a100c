"""The command line of an import."""

import io
from pathlib import Path

from importing_builders import TODAY, jsonl, kit_at, record

from roleplay.cli.import_cases import progress_lines, run_import
from roleplay.content.checks import run_check

NOTED = (
    "what was found for the student (title, brief, tasks), as notes beside the fields (headings can mislead: read each "
    "note, and move what the student may read into the field)"
)


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_imports_and_reports_and_the_written_folder_passes_check(tmp_path: Path) -> None:
    root, out, err = kit_at(tmp_path), io.StringIO(), io.StringIO()
    records = written(tmp_path, "records.jsonl", jsonl(record(), record()))

    status = run_import([records], tmp_path / "new", out, err, TODAY, root)

    assert (status, err.getvalue()) == (0, "")
    assert out.getvalue().splitlines() == [
        "records.jsonl: 2 files to write; 5 lines of report, 0 of them not kept",
        '  line 1: kept: the case "Swollen ankle", as cases/imported-case.yaml (4 facts, 3 cards, '
        "1 line of background, nothing to mark yet)",
        f"  line 1: kept: {NOTED}",
        '  line 2: kept: the case "Swollen ankle", as cases/imported-case-2.yaml (4 facts, 3 cards, '
        "1 line of background, nothing to mark yet)",
        f"  line 2: kept: {NOTED}",
        '  all: kept: 2 cases marked "Imported from records.jsonl", origin: composite (check that none is a real '
        'person\'s story, fill in every "To be written", and ask a clinician to read it)',
        f"  wrote {(tmp_path / 'new/cases/imported-case.yaml').as_posix()}",
        f"  wrote {(tmp_path / 'new/cases/imported-case-2.yaml').as_posix()}",
    ]
    assert run_check([str(tmp_path / "new")], io.StringIO(), root) == 0


def test_no_import_takes_the_name_of_a_case_that_the_kit_has(tmp_path: Path) -> None:
    root, out, err = kit_at(tmp_path), io.StringIO(), io.StringIO()
    records = written(tmp_path, "records.jsonl", jsonl(record()))
    run_import([records], root, out, err, TODAY, root)

    run_import([records], tmp_path / "own", out, err, TODAY, root)

    assert [path.name for path in (root / "cases").glob("imported*")] == ["imported-case.yaml"]
    assert [path.name for path in (tmp_path / "own/cases").iterdir()] == ["imported-case-2.yaml"]


def test_a_file_that_cannot_be_read_keeps_no_other_out(tmp_path: Path) -> None:
    root, out, err = kit_at(tmp_path), io.StringIO(), io.StringIO()
    bad, good = written(tmp_path, "bad.pdf", "x"), written(tmp_path, "good.csv", "Item,Marks\nAsks,1\n")

    status = run_import([bad, tmp_path / "gone.csv", good], tmp_path, out, err, TODAY, root)

    assert status == 2
    assert err.getvalue().splitlines() == [
        '"bad.pdf" is not a kind of file that can be read. Nothing was imported. The kit reads mark sheets as .xlsx or '
        ".csv, stations as .docx, and OSCE records as .jsonl.",
        f"{(tmp_path / 'gone.csv').as_posix()} could not be read: No such file or directory. Nothing was "
        "imported from it. "
        "Check the name.",
    ]
    assert (tmp_path / "cases" / "good.yaml").is_file()


def test_a_file_of_50_mb_is_not_even_read(tmp_path: Path) -> None:
    root, err = kit_at(tmp_path), io.StringIO()
    big = tmp_path / "big.xlsx"
    with big.open("wb") as file:
        file.truncate(50 * 1024 * 1024)

    run_import([big], tmp_path, io.StringIO(), err, TODAY, root)

    assert err.getvalue().startswith('"big.xlsx" is 50 MB, and the kit reads 10 MB at most. Nothing was imported.')


def test_without_rubrics_the_sentence_says_which_is_missing(tmp_path: Path) -> None:
    err = io.StringIO()
    marks = written(tmp_path, "marks.csv", "Item,Marks\nAsks,1\n")

    run_import([marks], tmp_path, io.StringIO(), err, TODAY, tmp_path)

    assert err.getvalue() == (
        '"marks.csv" was not imported, because the kit has no rubric for the kind interview. Nothing was written. Put '
        "rubrics/focused-history.yaml back, then import it again.\n"
    )


def test_a_screen_counts_on_one_line() -> None:
    screen = Screen()

    show = progress_lines("x.jsonl", screen)
    for done in (1, 2):
        show(done, 2)

    assert screen.getvalue() == "\rx.jsonl: 1 of 2\rx.jsonl: 2 of 2\n"


def test_a_log_gets_four_lines_of_a_long_import_and_none_of_a_short_one() -> None:
    log = io.StringIO()

    for of in (8, 80):
        show = progress_lines("x.jsonl", log)
        for done in range(1, of + 1):
            show(done, of)

    assert log.getvalue().splitlines() == [f"x.jsonl: {done} of 80" for done in (20, 40, 60, 80)]
