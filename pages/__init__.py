"""One file per page: widgets, one use case, show. What it is called: `roleplay/web/server/pages`."""
