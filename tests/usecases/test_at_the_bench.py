"""Work on people's files is done in the workshop of a kit as it is started, with the same result."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from evening import HOUR, Evening, an_evening, device_of
from left_over import as_file, luggage, sentence
from PIL import Image

from roleplay.errors import Fault
from roleplay.people.visitor import Visitor
from roleplay.printing.pack import Station, packs
from roleplay.usecases.cases.imports import Bundle
from roleplay.workshop import Workshop

TABLE = b"Title,The knee that locks\nItem,Asks what the knee does\nItem,Asks what they fear\n"


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    """A kit whose bench is a real workshop; three people have played there."""
    played = an_evening(tmp_path_factory.mktemp("bench"), bench=Workshop()).start().play().finish()
    played.wall.forward(48 * HOUR)
    yield played
    played.kit.close()


def read(evening: Evening, *files: tuple[str, bytes]) -> tuple[Bundle, list[tuple[str, int, int]]]:
    me, told = evening.visitor("Anna"), list[tuple[str, int, int]]()
    token = evening.kit.taking_in.read(me, files, date(2026, 11, 1), lambda *said: told.append(said))
    return evening.kit.taking_in.bundle(me, token), told


def test_a_history_is_looked_through_and_taken_in(evening: Evening, tmp_path: Path) -> None:
    file, there = as_file(luggage(evening, "Anna")), an_evening(tmp_path / "there", bench=evening.kit.bench).start()
    anna = there.seats["Anna"].person

    offered = there.kit.carrying.offer(Visitor(device_of("Anna"), person=anna), file)

    assert (offered.name, offered.rounds, offered.new, offered.doubt) == ("Anna", 1, 1, "")
    assert there.kit.carrying.bring(Visitor(device_of("Anna"), person=anna), file) == 1
    assert there.kit.carrying.offer(Visitor(device_of("Anna"), person=anna), file).new == 0
    there.kit.store.close()


def test_a_damaged_history_is_refused_in_the_same_words(evening: Evening) -> None:
    with pytest.raises(Fault) as said:
        evening.kit.carrying.offer(evening.visitor("Anna"), b"<p>another page</p>")

    assert sentence(said).startswith("That file isn’t from “Download my record”")


def test_a_table_becomes_a_case_and_tells_how_far_it_is(evening: Evening) -> None:
    bundle, told = read(evening, ("knee.csv", TABLE))

    assert [case.title for case in bundle.cases] == ["Knee"]
    assert told[-1] == ("knee.csv", told[-1][2], told[-1][2])


def test_a_picture_is_made_anew(evening: Evening) -> None:
    sent = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(sent, "JPEG", exif=b"Exif\0\0where it was taken")

    name = evening.kit.pictures.add(evening.visitor("Anna"), sent.getvalue())

    kept = evening.kit.library().picture(name)
    assert kept is not None
    assert b"where it was taken" not in kept


def test_a_pdf_is_printed(evening: Evening) -> None:
    printed = evening.kit.papers.printed("good")
    station = Station(printed.case, printed.sheet, printed.code, printed.themes)

    pictures: dict[str, bytes] = {}

    made = evening.kit.bench.run(partial(packs, now=0, picture=pictures.get), [station])

    assert made.startswith(b"%PDF")
