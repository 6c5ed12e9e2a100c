"""Write a case: a text that is checked as one types, previewed for each role, saved as the writer's own."""

import streamlit as st

from roleplay.web import writing, writing_pictures
from roleplay.web.person import footer, my_person

st.header("Write a case")
person = my_person()
desk = writing.desk(person)
if desk is None:
    writing.choose(person)
else:
    writing.text(desk)
    writing.save_and_download(person, desk)
    writing_pictures.add(person, desk)
    writing.previews(desk)
    writing.versions(person, desk)
    writing.take_off(person, desk)
    writing.way_back(desk)
footer(person)
