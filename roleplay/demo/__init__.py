"""A term of believable practice in a database of its own, to look at the kit with something in it."""
