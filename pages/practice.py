"""The screen of a seat in a session."""

from roleplay.web.practice.practice import my_seat, room

room(my_seat())
