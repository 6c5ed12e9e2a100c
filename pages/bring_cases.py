"""Bring cases in: what others have becomes cases, each looked at beside what it was made from before it is saved."""

import streamlit as st

from roleplay.web import importing
from roleplay.web.person import footer, my_person

st.header("Bring cases in")
person = my_person()
if not importing.said(person):
    bundle = importing.bundle(person)
    if bundle is None:
        importing.bring(person)
    else:
        importing.summary(bundle)
        importing.report(bundle)
        importing.check(bundle)
        importing.save(bundle)
footer(person)
