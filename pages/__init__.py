"""One page a file: title, widgets, one use case, show."""
