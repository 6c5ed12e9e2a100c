"""What people read about themselves and where to find help."""
