"""Persons: their devices, keys, private settings and tries."""
