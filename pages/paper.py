"""A round on paper: type in the mark sheet, found by its code."""

from roleplay.web.papers.paper import paper_sheet
from roleplay.web.people.person import my_person

person = my_person()
paper_sheet(person)
