"""The pages on which people are somebody: Me, and the private settings."""
