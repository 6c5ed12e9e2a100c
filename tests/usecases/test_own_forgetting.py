"""The rules of own cases once their author has deleted everything: what others played stays, and names nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from evening import HOUR, Evening, an_evening, device_of
from left_over import forget, on_disk, tables_with
from own_store import files_of, pictures_of

from roleplay.content.own import OwnText
from roleplay.people.persons import FORMER
from roleplay.usecases.cases.own_text import author_of, nameless

GOOD = (Path(__file__).parents[1] / "bad_content/cases/good.yaml").read_text(encoding="utf-8")
HER = "Quilla"


def hers(case: str, title: str, **edits: str) -> str:
    text = GOOD.replace("id: good\n", f"id: {case}\n").replace("Tight chest", title).replace("a bus", f"a {title} bus")
    return text.replace("author: A. Author", f"author: {HER}").replace(
        "card: Normal", edits.get("card", "card: Normal")
    )


@pytest.fixture
def wrote(tmp_path: Path) -> Iterator[Evening]:
    """Quilla wrote four cases. One was played by three others, one only by herself, one was read by somebody, and one
    was played and is withdrawn."""
    evening = an_evening(tmp_path).start(HER, "Ben")
    evening.wall.forward(48 * HOUR)
    me = evening.visitor(HER)
    with evening.kit.store.write() as writer:
        for name in ("shown", "unused"):
            writer.own.put_picture(f"{name}.png", f"the picture {name}".encode(), me.person)
    save = evening.kit.writing.save
    base = save(me, hers("played", "Her draft chest")).base
    save(me, hers("played", "Her chest", card="image: shown.png"), base)
    save(me, hers("draft", "Her unplayed chest", card="image: unused.png"))
    save(me, hers("read", "Her read chest"))
    off = save(me, hers("off", "Her gone chest")).base
    later = evening.without("good").later("Dora", "Emil", "Fay").begin("played").play_from_here()
    later.begin("off").play_from_here().finish()
    evening.kit.browsing.open_part(later.visitor("Dora"), "read")
    evening.kit.writing.remove(me, "off", off)
    yield later
    later.kit.close()


def test_a_case_that_others_played_stays_without_the_name_and_the_rest_goes(wrote: Evening) -> None:
    forget(on_her_device(wrote), HER)

    [(name, text)] = files_of(wrote.kit.store).items()
    assert (name, author_of(text)) == ("cases/played.yaml", FORMER)
    assert text == hers("played", "Her chest", card="image: shown.png").replace(HER, FORMER)
    assert list(wrote.kit.library().cases) == ["played"]
    assert list(pictures_of(wrote.kit.store)) == ["shown.png"]


def on_her_device(later: Evening) -> Evening:
    """The later session, with Quilla at hand."""
    with later.kit.store.read() as reader:
        [her] = reader.devices.held(device_of(HER))
        [seat] = reader.practices.seats_of_person(her.person.id)
    later.seats[HER] = seat
    return later


def test_no_table_and_no_byte_of_the_file_holds_her_name_or_her_drafts(wrote: Evening) -> None:
    assert tables_with(wrote.folder, HER) >= {"own_cases", "own_versions", "snapshots"}

    forget(on_her_device(wrote), HER)
    wrote.kit.files.forget()

    assert tables_with(wrote.folder, HER) == set()
    left = on_disk(wrote.folder) + b"".join(file.read_bytes() for file in wrote.folder.glob("content.*"))
    # Titles are in other people's plans too.
    drafts = [f"Her {which} chest bus" for which in ("draft", "unplayed", "read")]
    assert [marker for marker in (HER, *drafts, "the picture unused") if marker.lower().encode() in left.lower()] == []


def test_who_played_it_sees_their_round_as_it_was(wrote: Evening) -> None:
    before = wrote.views()

    forget(on_her_device(wrote), HER)

    assert {name: view for name, view in wrote.views().items() if name != HER} == before


def test_what_is_left_belongs_to_nobody(wrote: Evening) -> None:
    forget(on_her_device(wrote), HER)

    with wrote.kit.store.read() as reader:
        assert reader.own.owners() == {"played": (None, False)}
        assert reader.own.case("played") == OwnText(
            "played", None, None, files_of(wrote.kit.store)["cases/played.yaml"]
        )


@pytest.mark.parametrize(
    "review",
    [
        "{author: Quilla, written: 2026-11-22, origin: invented}",
        "{written: 2026-11-22, author: 'Quilla', origin: invented}",
        '{author: "Qui\\u006Cla", written: 2026-11-22, origin: invented}',
        "\n  author: Quilla  # that is me\n  written: 2026-11-22\n  origin: invented",
        "\n  author: >\n    Quilla\n    of the north\n  written: 2026-11-22\n  origin: invented",
        "{author: [Quilla], written: 2026-11-22}",
    ],
)
def test_the_name_goes_however_it_was_written(review: str) -> None:
    text = GOOD.replace(GOOD[GOOD.index("review:") :], f"review: {review}\n")

    anew = nameless(text)

    assert anew is None or (author_of(anew), "title: Tight chest on the stairs" in anew) == (FORMER, True)
    assert (anew is None) is ("[" in review)
    assert "Quilla" not in (anew or "")
