"""The pages about one person: Me, and the private settings."""
