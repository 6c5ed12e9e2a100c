"""Study groups: who is in them, their sessions, and what members put up for each other."""
