"""Turns what was found into the text of a case, judged as `check` would judge it."""
