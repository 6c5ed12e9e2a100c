"""The screen of a seat in a practice."""

from roleplay.web.room import my_seat, room

room(my_seat())
