"""One file per page: title, widgets, one use case, show."""
