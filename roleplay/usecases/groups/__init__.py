"""Study groups: use cases of founding one, meeting, and what its members show each other."""
