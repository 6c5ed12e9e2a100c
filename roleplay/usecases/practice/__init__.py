"""A running practice: coming in, rounds, taps, and what each seat is shown."""
