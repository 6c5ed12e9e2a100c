"""The page for typing in a round on paper."""
