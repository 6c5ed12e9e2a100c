"""What holds for all tests: the same examples at every run. ``--hypothesis-profile explore`` looks for new ones."""

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", max_examples=1000, deadline=None)
settings.load_profile("steady")
