"""How quick and how small the kit is, compared with its budgets: `python -m tests.benchmarks` prints the table."""
