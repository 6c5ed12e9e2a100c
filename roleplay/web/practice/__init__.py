"""The pages of a running practice, and the routes of its live part."""
