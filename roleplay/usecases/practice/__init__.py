"""A running practice: joining, rounds, taps, and what each seat is shown."""
