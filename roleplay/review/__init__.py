"""Progress and what to practise next: what one person's own stations say, and from when they may say it."""
