"""A small integer programme: columns with a price, rows that bound a sum of columns. Knows nothing about rounds."""

from __future__ import annotations

from collections.abc import Hashable

NODE_LIMIT = 20_000
"""Where the search gives up. Never reached in trials; beyond it, "none" would mean "none found"."""
FINE = 10_000.0
"""Prices are scaled to this, as the solver ignores differences below a millionth."""


class Programme:
    """Anything hashable can name a column or a row. Columns are 0 or 1, or go up to their ``most``."""

    def __init__(self) -> None:
        self.prices: dict[Hashable, float] = {}
        self.most: dict[Hashable, int] = {}
        self._places: dict[Hashable, int] = {}
        self._rows: dict[Hashable, int] = {}
        self._bounds: list[tuple[float, float]] = []
        self._terms: list[tuple[float, int, int]] = []

    def add(self, column: Hashable, price: float = 0.0, most: int = 1) -> None:
        """A new column."""
        self._places[column] = len(self._places)
        self.prices[column], self.most[column] = price, most

    def row(self, row: Hashable, low: float, high: float) -> None:
        """A new row; without terms its sum is 0."""
        self._rows[row] = len(self._bounds)
        self._bounds.append((low, high))

    def term(self, row: Hashable, column: Hashable, factor: int = 1) -> None:
        """Adds ``factor`` times the column to the row's sum."""
        self._terms.append((factor, self._rows[row], self._places[column]))

    def solve(self) -> dict[Hashable, int] | None:
        """The columns that aren't 0 in a cheapest solution, with their values; None if it can't be solved."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp  # slow to import: see `assignment.assign`
        from scipy.sparse import coo_matrix

        factors, rows, places = zip(*self._terms, strict=True)
        table = coo_matrix((factors, (rows, places)), shape=(len(self._bounds), len(self._places))).tocsc()
        low, high = zip(*self._bounds, strict=True)
        prices = np.array(list(self.prices.values()))
        scale = FINE / max(float(abs(prices).max()), 1e-9)
        found = milp(
            prices * scale,
            constraints=LinearConstraint(table, low, high),
            bounds=Bounds(0, list(self.most.values())),
            integrality=np.ones(len(prices)),
            options={"mip_rel_gap": 0, "node_limit": NODE_LIMIT},
        )
        if found.x is None:
            return None
        values = zip(self._places, found.x, strict=True)
        return {column: round(value) for column, value in values if value > 0.5}
