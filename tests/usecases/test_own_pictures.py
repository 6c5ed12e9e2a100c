"""The rules of pictures for own cases: checked whatever they are called, written again, and never over another file."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from threading import Thread

import pytest
from evening import HOUR, Evening, device_of, sentence
from own_store import pictures_of
from PIL import Image

from roleplay.content.pictures import ONE_AT_A_TIME
from roleplay.errors import Fault
from roleplay.people.attempts import TooMuch
from roleplay.people.visitor import Visitor
from roleplay.usecases.cases import own_pictures
from roleplay.usecases.cases.own_pictures import AT_ONCE, LARGEST_PNG, LONGEST_SIDE

GOOD = (Path(__file__).parents[1] / "bad_content/cases/good.yaml").read_text(encoding="utf-8")
NO_PICTURE = "That isn’t a PNG or JPEG, whatever its name says. Save the picture as one of those."
DAMAGED = "That picture is damaged and can’t be read. Open it on your device and save it again."
PLACE = "51 30 0 N"


def a_picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), colour: str = "red", **saved: object) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, kind, **saved)
    return written.getvalue()


def noise(kind: str, side: int) -> bytes:
    written = io.BytesIO()
    Image.effect_noise((side, side), 80).convert("RGB").save(written, kind)
    return written.getvalue()


@pytest.fixture
def here(before: Evening) -> Evening:
    """Anna has been here; no session is running."""
    before.start("Anna", "Ben").wall.forward(48 * HOUR)
    return before


def add(evening: Evening, data: bytes) -> str:
    return evening.kit.pictures.add(evening.visitor("Anna"), data)


def refusal(evening: Evening, data: bytes) -> str:
    with pytest.raises(Fault) as said:
        add(evening, data)
    return sentence(said)


def kept(evening: Evening) -> dict[str, bytes]:
    return pictures_of(evening.kit.store)


def opened(evening: Evening, name: str) -> Image.Image:
    return Image.open(io.BytesIO(kept(evening)[name]))


@pytest.mark.parametrize(("kind", "ending"), [("PNG", ".png"), ("JPEG", ".jpg")])
def test_a_picture_gets_a_name_of_ours_by_which_an_own_case_shows_it(here: Evening, kind: str, ending: str) -> None:
    name = add(here, a_picture(kind))

    text = GOOD.replace("id: good\n", "id: ours\n").replace("card: Normal", f"image: {name}")
    here.kit.writing.save(here.visitor("Anna"), text)
    assert name.startswith("picture-")
    assert name.endswith(ending)
    assert here.kit.library().cases["ours"].findings[0].image == name
    assert here.kit.library().picture(name) == kept(here)[name]


def test_the_same_picture_twice_is_one_file(here: Evening) -> None:
    assert add(here, a_picture()) == add(here, a_picture())
    assert len(kept(here)) == 1


def test_different_pictures_never_replace_each_other(here: Evening) -> None:
    assert add(here, a_picture()) != add(here, a_picture(colour="blue"))
    assert len(kept(here)) == 2


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_what_a_camera_wrote_beside_it_is_not_kept(here: Evening, kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = PLACE

    name = add(here, a_picture(kind, exif=exif, icc_profile=b"by camera 7"))

    assert PLACE.encode() not in kept(here)[name]
    assert b"camera" not in kept(here)[name]
    assert not opened(here, name).getexif()


def test_a_picture_is_turned_the_way_the_camera_was_held(here: Evening) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6

    name = add(here, a_picture("JPEG", (60, 40), exif=exif))

    assert opened(here, name).size == (40, 60)


def test_transparency_becomes_white(here: Evening) -> None:
    written = io.BytesIO()
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(written, "PNG")

    name = add(here, written.getvalue())

    assert opened(here, name).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_large_picture_is_kept_as_small_as_it_is_shown(here: Evening, kind: str) -> None:
    name = add(here, a_picture(kind, (4000, 1000)))

    assert opened(here, name).size == (LONGEST_SIDE, LONGEST_SIDE // 4)


def test_a_photograph_does_not_become_a_large_png(here: Evening) -> None:
    sent = noise("PNG", 1000)

    name = add(here, sent)

    assert len(sent) > LARGEST_PNG
    assert name.endswith(".jpg")


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", a_picture("GIF"), a_picture("WEBP"), a_picture("TIFF"), SVG, b"%PDF-1.7", b"PK\3\4"]
)
def test_anything_but_a_png_or_jpeg_is_a_sentence(here: Evening, data: bytes) -> None:
    assert refusal(here, data) == NO_PICTURE
    assert kept(here) == {}


def chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def png_of(width: int, height: int, *more: bytes) -> bytes:
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(more)


@pytest.mark.parametrize(
    "data",
    [
        a_picture("PNG")[:60],
        a_picture("JPEG")[:40],
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff" + b"\0" * 900,
        png_of(0, 0),
        png_of(9, 9, chunk(b"zTXt", b"x\0\0" + zlib.compress(b"x" * 70_000_000)), chunk(b"IDAT", zlib.compress(b""))),
        b"\x89PNG\r\n\x1a\n" + a_picture("JPEG"),
    ],
    ids=["half a PNG", "half a JPEG", "a beginning", "zeros", "no size", "a text that swells", "a JPEG within"],
)
def test_a_damaged_picture_is_a_sentence(here: Evening, data: bytes) -> None:
    assert refusal(here, data) == DAMAGED
    assert kept(here) == {}


@pytest.mark.parametrize(("width", "height"), [(4001, 3000), (8000, 8000), (13_000, 6000)])
def test_a_picture_that_would_swell_is_not_unpacked(here: Evening, width: int, height: int) -> None:
    assert refusal(here, png_of(width, height, chunk(b"IDAT", zlib.compress(b"\0" * 1000)))) == (
        f"That picture is {width:,} by {height:,} pixels, and the most the kit reads is 12 million in all. "
        "Make it smaller, then add it again."
    )


def test_as_many_pixels_as_a_phone_makes_are_read(here: Evening) -> None:
    assert opened(here, add(here, a_picture("JPEG", (4000, 3000)))).size == (LONGEST_SIDE, LONGEST_SIDE * 3 // 4)


def test_one_picture_is_unpacked_at_a_time(here: Evening) -> None:
    another, made = ONE_AT_A_TIME.join(), []
    adds = Thread(target=lambda: made.append(add(here, a_picture())))

    adds.start()
    while adds.is_alive() and not ONE_AT_A_TIME.waiting:
        pass
    assert kept(here) == {}
    another.leave()
    adds.join()

    assert list(kept(here)) == made


def test_one_that_would_swell_is_refused_before_its_turn(here: Evening) -> None:
    another = ONE_AT_A_TIME.join()

    said = refusal(here, png_of(8000, 8000, chunk(b"IDAT", b"")))
    another.leave()

    assert said.startswith("That picture is 8,000 by 8,000 pixels")


def test_a_picture_that_would_swell_beyond_everything_is_a_sentence(here: Evening) -> None:
    assert refusal(here, png_of(60_000, 60_000, chunk(b"IDAT", zlib.compress(b"")))) == DAMAGED


def test_a_large_file_is_a_sentence(here: Evening) -> None:
    assert refusal(here, a_picture() + b"\0" * 10 * 1024 * 1024) == (
        "That file is over 10 MB. Make the picture smaller, then add it again."
    )


def test_many_pictures_at_once_are_told_when_to_continue(here: Evening) -> None:
    for _ in range(AT_ONCE):
        add(here, a_picture())

    with pytest.raises(TooMuch, match="Add the next one in 10 seconds"):
        add(here, a_picture())


@pytest.mark.parametrize("limit", ["MOST_PICTURES", "MOST_IN_ALL"])
def test_the_number_of_pictures_is_limited(here: Evening, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(own_pictures, limit, 1)
    add(here, a_picture())

    assert "pictures" in refusal(here, a_picture(colour="blue"))
    assert add(here, a_picture())
    assert len(kept(here)) == 1


def test_one_persons_pictures_do_not_matter_to_another(here: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_pictures, "MOST_PICTURES", 1)
    add(here, a_picture())

    here.kit.pictures.add(here.visitor("Ben"), a_picture(colour="blue"))

    assert len(kept(here)) == 2


def test_strangers_add_nothing(here: Evening) -> None:
    with pytest.raises(Fault):
        here.kit.pictures.add(Visitor(device_of("Somebody"), person=here.seats["Anna"].person), a_picture())

    assert kept(here) == {}
