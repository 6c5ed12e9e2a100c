"""From what was found to the text of a case, judged as `check` would judge it."""
