"""Cases: browsing, writing and importing them, with their pictures."""
