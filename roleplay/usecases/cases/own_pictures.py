"""Pictures for own cases: checked, written again without what a camera adds, and named by us."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence

from PIL import Image

from roleplay.content.pictures import decoded
from roleplay.errors import Fault
from roleplay.people.attempts import Allowance, TooMuch
from roleplay.people.visitor import Visitor
from roleplay.storage import Store
from roleplay.usecases.clock import Clock
from roleplay.usecases.people.people import People
from roleplay.workshop import Bench

LARGEST = 10
"""Megabytes of a picture that is sent."""
LONGEST_SIDE = 1400
"""Pixels of a picture that is kept: as much as a phone or a card on paper shows."""
LARGEST_PNG = 600 * 1024
"""Bytes; a picture that is larger as PNG isn't a drawing, and is kept as JPEG."""
MOST_PICTURES, MOST_IN_ALL = 200, 2000
"""At most for one person, and for everybody."""
AT_ONCE, PER_SECOND = 20, 0.1
BEGINNINGS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}


class OwnPictures:
    """Use cases for pictures on the writing page; safe to call from any thread."""

    def __init__(self, store: Store, people: People, clock: Clock, bench: Bench) -> None:
        self._store, self._people, self._clock, self._bench = store, people, clock, bench
        self._adding = Allowance(AT_ONCE, PER_SECOND)

    def add(self, who: Visitor, data: bytes) -> str:
        """Save a picture and return the name by which an own case may show it. Raises `TooMuch` or another `Fault` if
        it was not saved."""
        person = self._people.mine(who)
        if wait := self._adding.take(who.device, 1, self._clock.now()):
            raise TooMuch(f"That was a lot of pictures. Add the next one in {wait} seconds.", wait)
        made, ending = self._bench.run(made_anew, data)
        # Named by its content: the same picture twice is one, and none is ever overwritten.
        name = f"picture-{hashlib.sha256(made).hexdigest()[:12]}.{ending}"
        with self._store.write() as writer:
            owners = writer.own.pictures()
            if name not in owners:
                _refuse_one_more(list(owners.values()), person.id)
                writer.own.put_picture(name, made, person.id)
        return name


def _refuse_one_more(owners: Sequence[str | None], person: str) -> None:
    if owners.count(person) >= MOST_PICTURES:
        raise Fault(
            f"You’ve added {MOST_PICTURES} pictures, and no more fit. Use one of those, or describe it in words."
        )
    if len(owners) >= MOST_IN_ALL:
        raise Fault(f"There are {MOST_IN_ALL:,} pictures on this kit, and no more fit. Describe it in words.")


def made_anew(data: bytes) -> tuple[bytes, str]:
    """The picture as we write it, and its file ending: the right way up, on white, no larger than is shown, and without
    place, time and camera. Raises `Fault` for anything but a PNG or JPEG, whatever it is called."""
    if len(data) > LARGEST * 1024 * 1024:
        raise Fault(f"That file is over {LARGEST} MB. Make the picture smaller, then add it again.")
    kind = next((kind for beginning, kind in BEGINNINGS.items() if data.startswith(beginning)), None)
    if kind is None:
        raise Fault("That isn’t a PNG or JPEG, whatever its name says. Save the picture as one of those.")
    try:
        with decoded(data, [kind], (LONGEST_SIDE, LONGEST_SIDE)) as seen:
            flat = Image.new("RGB", seen.size, "white")
            flat.paste(seen, mask=seen)
    except Fault:
        raise
    except Exception as error:
        # Pillow may raise anything at all for a damaged picture.
        raise Fault("That picture is damaged and can’t be read. Open it on your device and save it again.") from error
    if kind == "PNG" and len(drawn := _saved(flat, "PNG")) <= LARGEST_PNG:
        return drawn, "png"
    return _saved(flat, "JPEG"), "jpg"


def _saved(image: Image.Image, kind: str) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, quality=85, optimize=True)
    return written.getvalue()
