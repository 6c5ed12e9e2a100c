"""Study groups: who is in one, when they meet, who is coming, and what each of them may see. ``now`` is an argument."""
