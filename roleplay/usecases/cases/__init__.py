"""Cases: browsed, written, imported, with their pictures."""
