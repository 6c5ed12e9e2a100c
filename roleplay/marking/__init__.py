"""Mark sheets, marks and what a station adds up to."""
