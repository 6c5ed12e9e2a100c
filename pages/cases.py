"""The cases: browse without spoilers."""

from roleplay.errors import Fault
from roleplay.web.cases.cases import bank
from roleplay.web.people.person import somebody
from roleplay.web.widgets.literal import say

try:
    person = somebody()
except Fault as fault:
    say(fault)
    person = None
bank(person)
