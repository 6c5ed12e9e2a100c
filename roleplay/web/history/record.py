"""The downloaded record, made on request: outside a page, so everything is an argument."""

from datetime import datetime

from roleplay.people.visitor import Visitor
from roleplay.sheets.history.record import record
from roleplay.web.server.kit import kit


def home_page(who: Visitor, now: datetime, practice: int | None = None) -> str:
    """Everything that is this person's; for a guest on somebody else's device, and for somebody who got their place
    back, only what they did in ``practice``. Like all heavy work it waits for its turn."""
    with kit().heavy.turn(who.device):
        return _made(who, now, practice)


def _made(who: Visitor, now: datetime, practice: int | None) -> str:
    if practice is not None and kit().people.tonight(who, practice).guest:
        luggage = kit().carrying.luggage_of_tonight(who, practice)
        shelf = kit().history.shelf_of_guest(who, practice)
    else:
        luggage, shelf = kit().carrying.luggage(who), kit().history.shelf(who)
    return record(luggage, shelf, kit().history.bank(), now)
