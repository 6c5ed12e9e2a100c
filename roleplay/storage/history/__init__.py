"""What is left in the store of rounds once they are over."""
