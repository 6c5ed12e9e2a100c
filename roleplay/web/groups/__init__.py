"""Study groups: their page, and what Home, Me and the last screen of a session show of them."""
