"""The pages of practising on one’s own, and the player of example stations."""
