"""What the cases cover, and what's missing."""

from roleplay.errors import Fault
from roleplay.web.cases.coverage import covered
from roleplay.web.people.person import footer, somebody
from roleplay.web.widgets.literal import say

try:
    person = somebody()
except Fault as fault:
    say(fault)
    person = None
covered()
footer(person)
