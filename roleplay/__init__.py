"""The clinical skills role-play kit."""
