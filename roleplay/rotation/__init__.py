"""Who plays what tonight, on which case, and why. Pure: costs and randomness are arguments."""
