"""Home: carry on, start or join a session; your next step and what to practise."""

import streamlit as st

from roleplay.demo.way_in import let_in
from roleplay.web.alone import offers
from roleplay.web.people import shared
from roleplay.web.people.person import owners, replaced
from roleplay.web.practice import quick_fire
from roleplay.web.practice.home import ways_in
from roleplay.web.practice.starting import settings_link
from roleplay.web.server.device import device
from roleplay.web.server.kit import kit
from roleplay.web.wellbeing import rough_week
from roleplay.web.widgets.footnotes import authors_note

st.header("Practise a consultation")
if said := st.session_state.pop("deleted", ""):
    st.success(said, icon=":material/check:")
if st.query_params.get("signed") == "out":
    st.success("You’re signed out. To come back, enter your name and key on the **Me** page.", icon=":material/check:")
let_in(kit().store, device(), kit().clock.now())  # only where this is the demo
me = next(iter(owners()), None)
if me is None:
    replaced()
    st.markdown(
        "Three people, three phones: one is the student, one plays the patient, one observes. Then you swap. "
        "Two can practise as well."
    )
ways_in(me)
shared.on_home(me.id if me else "")
if me is not None:
    offers.on_home(me)
    quick_fire.on_home(me)
    rough_week()
settings_link()
authors_note()
