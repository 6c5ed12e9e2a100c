"""Bots: trios that talk to a running kit as three phones do, and play whole sessions. See `__main__`."""
