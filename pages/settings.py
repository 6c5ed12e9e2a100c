"""One person's private settings."""

import streamlit as st

from roleplay.web.people.settings import settings_form
from roleplay.web.practice.practice import my_seat

st.header("My private settings")
settings_form(my_seat())
