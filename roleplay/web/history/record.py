"""The file that somebody takes home, made when it is asked for: outside a page, so everything is an argument."""

from datetime import datetime

from roleplay.usecases.history.takehome import take_home_page
from roleplay.web.server.kit import kit


def home_page(person: str, device: str, now: datetime, practice: int | None = None) -> str:
    """All that is this person's; for a guest on somebody else's device, and for whom the others gave their place back,
    what they did in ``practice``. Like all heavy work it waits for its turn."""
    with kit().heavy.turn(device):
        return _made(person, device, now, practice)


def _made(person: str, device: str, now: datetime, practice: int | None) -> str:
    if practice is not None and kit().people.tonight(person, device, practice).guest:
        luggage = kit().carrying.luggage_of_tonight(person, device, practice)
        shelf = kit().history.shelf_of_guest(person, device, practice)
    else:
        luggage, shelf = kit().carrying.luggage(person, device), kit().history.shelf(person, device)
    return take_home_page(luggage, shelf, kit().history.skills(), now)
