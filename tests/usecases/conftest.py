"""The evening of `evening.py`, for every use case."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from evening import before as before
from evening import evening as evening
