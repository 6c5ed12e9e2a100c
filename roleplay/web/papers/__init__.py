"""The page on which a round on paper is typed in."""
