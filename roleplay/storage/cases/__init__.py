"""What people wrote, in the store."""
