"""From a file to its blocks: text, rows and tables, once the file may be opened at all."""
