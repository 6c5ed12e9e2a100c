"""Me: key, devices, signing out, the file to take home and to bring, deletion."""

import streamlit as st

from roleplay.web import mine
from roleplay.web.literal import named
from roleplay.web.person import choose_person, footer, my_person
from roleplay.web.signing_out import sign_out

st.header("Me")
person = my_person()
st.markdown(f"You are **{named(person.name)}** on this device.")
choose_person(person)
mine.take_home(person)
mine.bring(person)
mine.on_paper(person)
mine.key_part(person)
mine.other_device()
sign_out(person)
mine.who_reads()
mine.delete(person)
footer(person)
