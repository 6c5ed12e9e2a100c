"""Mark sheets on paper, in the store."""
