"""Use cases of practising on one’s own."""
