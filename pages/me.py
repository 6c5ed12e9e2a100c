"""Me: personal key, devices, signing out, downloading and importing the record, deletion."""

import streamlit as st

from roleplay.web.groups.calendar_part import calendar_part
from roleplay.web.groups.own_side import my_groups_side
from roleplay.web.people import me
from roleplay.web.people.person import choose_person, my_person
from roleplay.web.people.signing_out import sign_out
from roleplay.web.server.pages import SHARED
from roleplay.web.widgets.literal import named

person = my_person()
st.markdown(f"You’re signed in as **{named(person.name)}** on this device.")
choose_person(person)
me.take_home(person)
me.bring(person)
me.on_paper(person)
SHARED.link(person=person.id)
me.key_part(person)
me.other_device()
my_groups_side(person)
calendar_part(person)
sign_out(person)
me.private_check_in()
me.who_reads()
me.delete(person)
