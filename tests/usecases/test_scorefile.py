"""A mark sheet given as JSON is scored, or refused with one sentence."""

import json
from pathlib import Path

import pytest

from roleplay.__main__ import main
from roleplay.cli.score import score_file
from roleplay.errors import Fault

SHEET = {
    "rubric": {"items": [{"id": "asks", "domain": "gather"}], "domains": [{"id": "gather"}]},
    "response": {"items": {"asks": "done"}, "domains": {"gather": 3}, "global": 2},
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_not_a_fault(encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "sheet.json"
    file.write_bytes(json.dumps(SHEET).encode(encoding))

    status = main(["score", str(file)])

    assert (status, json.loads(capsys.readouterr().out)["station_percent"]) == (0, 75)


@pytest.mark.parametrize("raw", [b"", b"{", b"[" * 100_000, b"\xff"])
def test_a_file_that_is_not_json_is_refused(raw: bytes, tmp_path: Path) -> None:
    file = tmp_path / "sheet.json"
    file.write_bytes(raw)

    with pytest.raises(Fault, match="is not JSON"):
        score_file(file)
