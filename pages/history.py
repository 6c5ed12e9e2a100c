"""My history: words received, next steps, stations, charts."""

import streamlit as st

from roleplay.web.history.history import history_page
from roleplay.web.history.station import station_page
from roleplay.web.people.person import choose_person, my_person

station = st.query_params.get("station", "")
if not station:
    st.header("My history")
person = my_person()
if station:
    station_page(person, station)
else:
    history_page(person)
    choose_person(person)
