"""One practice as a log of events: decide, fold, view."""
