"""What people do with the kit: load, ask the core, save, notify."""
