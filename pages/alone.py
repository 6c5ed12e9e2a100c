"""Practise on your own: mark an example, present a case, rehearse an opening, write a next step."""

from roleplay.web.alone import alone
from roleplay.web.people.person import my_person

alone.page(my_person())
