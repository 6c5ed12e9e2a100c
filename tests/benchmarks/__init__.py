"""How quick and how small the kit is, against its budgets: `python -m tests.benchmarks` prints the table."""
