"""What a command is to the parser of the command line."""

import argparse
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""Each module of this package has ``add(commands)``, for its words, and ``run(words)``, which gives the exit code."""
