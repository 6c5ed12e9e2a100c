"""Somebody's own case in the browser: a picture goes into it, and it is withdrawn and put back."""

from __future__ import annotations

import io

from PIL import Image
from playwright.sync_api import expect
from test_writing_a_case import Desk, bare, desk, ours, writer

__all__ = ["bare", "desk", "writer"]


def a_picture() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (600, 400), "teal").save(written, "JPEG")
    return written.getvalue()


def send(desk: Desk, name: str, data: bytes) -> None:
    desk.page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "image/png", "buffer": data})


def test_a_picture_goes_into_the_case_and_the_preview_stays_with_the_observer_when_it_is_saved(desk: Desk) -> None:
    desk.begin("A text I paste in").fill(ours("pictured")).says("No faults")
    desk.phone.unfold("Add a picture")
    # Leaving the text tells Streamlit about it, which takes less time than a person needs to choose a file.
    expect(desk.page.locator('[data-testid="stFileUploader"]')).to_be_visible()
    desk.phone.still()

    send(desk, "card.png", b"MZ a programme")
    desk.phone.sees("That isn’t a PNG or JPEG, whatever its name says. Save the picture as one of those.")
    send(desk, "card.png", a_picture())
    line = desk.page.locator("code").filter(has_text="image: picture-")
    expect(line).to_be_visible()
    desk.fill(ours("pictured").replace('card: "Power,', f'{line.inner_text()}, card: "Power,'))
    desk.says("No faults")
    desk.page.get_by_role("tab", name="For the observer").click()
    desk.saved("pictured")

    card = desk.page.get_by_role("tabpanel", name="For the observer").locator("img")
    expect(card).to_be_visible()
    assert card.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [600, 400]


def test_a_case_goes_off_the_shelf_and_back_onto_it(desk: Desk) -> None:
    desk.begin("A text I paste in").fill(ours("shelved")).says("No faults").saved("shelved")
    desk.phone.unfold("Withdraw this case")

    desk.phone.tap(desk.page.get_by_role("button", name="Withdraw it", exact=True))
    desk.phone.sees("shelved has been withdrawn. You can put it back from here.")
    off = "shelved" not in desk.server.own()
    desk.phone.unfold("Withdrawn (")
    desk.phone.tap("Put shelved back")
    desk.phone.sees("shelved can be planned again.")

    assert off
    assert desk.server.own()["shelved"] == ours("shelved")
