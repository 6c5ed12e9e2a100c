"""What the command line's parser expects of a command."""

import argparse
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""Each module here has ``add(commands)``, for its arguments, and ``run(words)``, which returns the exit code."""
