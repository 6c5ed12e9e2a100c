"""Lets these tests import what all tests build with."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
