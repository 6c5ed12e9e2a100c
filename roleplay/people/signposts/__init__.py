"""Whom to call and whom to talk to: a file for each country, to be edited by whoever runs the kit."""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
