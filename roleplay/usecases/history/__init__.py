"""One person's own rounds: read, downloaded, and brought from another kit."""
