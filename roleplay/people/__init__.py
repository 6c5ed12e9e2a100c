"""Persons, their keys, seats and devices."""
