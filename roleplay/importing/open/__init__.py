"""Opens a file, if it may be opened at all, and takes out its blocks: text, rows and tables."""
