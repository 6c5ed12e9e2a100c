"""What one person reads of their own stations."""
