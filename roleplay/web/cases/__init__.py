"""The pages on which cases are browsed, written and imported."""
