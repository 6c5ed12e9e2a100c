"""The commands of ``python -m roleplay``, one module each."""
