"""Me: key, devices, the file to take home and to bring, deletion."""

import streamlit as st

from roleplay.web import mine
from roleplay.web.literal import named
from roleplay.web.person import choose_person, footer, my_person

st.header("Me")
person = my_person()
st.markdown(f"You are **{named(person.name)}** on this device.")
choose_person(person)
mine.take_home(person)
mine.bring(person)
mine.on_paper(person)
mine.key_part(person)
mine.other_device()
mine.who_reads()
mine.delete(person)
footer(person)
