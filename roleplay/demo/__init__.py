"""A term of believable practice in a database of its own, so that there is something to look at."""
