"""People in the store, on their devices."""
