"""Mark an example: two invented minutes, marked like an observer, and how that compares."""

from roleplay.web.alone import example
from roleplay.web.people.person import my_person

example.page(my_person())
