"""The address of a station in a person's history, and the way there."""

from urllib.parse import urlencode

import streamlit as st

from roleplay.people.persons import Person
from roleplay.review.words import Place


def name_of(place: Place) -> str:
    """ "practice-round"."""
    return f"{place[0]}-{place[1]}"


def station_address(person: Person, place: Place) -> str:
    """For a link on the history page."""
    return "?" + urlencode({"person": person.id, "station": name_of(place)})


def go_to(person: Person, station: str) -> None:
    """The next run shows this station, if it is one of theirs."""
    st.query_params["person"] = person.id
    st.query_params["station"] = station
