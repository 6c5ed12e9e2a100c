"""A study group: whether the next session is on, who is in it, and what it keeps together."""

from roleplay.web.groups import group

group.page()
