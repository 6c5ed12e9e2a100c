"""A station that somebody shares with whoever is here, or the list of them."""

from roleplay.web.people.shared import shared_page

shared_page()
