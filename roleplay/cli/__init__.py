"""The commands of ``python -m roleplay``, a module each."""
