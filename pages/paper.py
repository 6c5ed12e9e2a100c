"""A round on paper, typed in by the code on its sheet."""

import streamlit as st

from roleplay.web.papers.paper import paper_sheet
from roleplay.web.people.person import footer, my_person

st.header("A round on paper")
person = my_person()
paper_sheet(person)
footer(person)
