"""People: their devices, keys, private settings and wrong tries."""
