"""Bots: trios that speak to a running kit as three phones do, and play whole practices. See `__main__`."""
