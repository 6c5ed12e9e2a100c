"""What a practice leaves in the store while it runs."""
