"""People, their keys, seats and devices."""
