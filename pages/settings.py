"""One person's private settings."""

from roleplay.web.people.settings import settings_form
from roleplay.web.practice.practice import my_seat

settings_form(my_seat())
