"""The pages of one person's own history."""
