"""Pictures on the page for writing a case: a picture goes in, and the line to write comes out."""

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.persons import Person
from roleplay.usecases.cases.own_pictures import LARGEST
from roleplay.web.cases.import_cases import let_go
from roleplay.web.cases.write import PICTURE, PICTURES, Desk
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.widgets.in_turn import in_turn
from roleplay.web.widgets.literal import literal

COUNT, FAULT = "writing-pictures-sent", "writing-pictures-fault"


def add(person: Person, desk: Desk) -> None:
    """What was added to this text stays in view; pictures of other cases would give their findings away."""
    added: list[str] = st.session_state.get(PICTURES, [])
    with st.expander("Add a picture", expanded=bool(added) or FAULT in st.session_state):
        st.markdown(PICTURE)
        # Any file may be chosen: its content says what kind it is, not its name.
        sent = st.session_state.get(COUNT, 0)
        file = st.file_uploader("Picture", max_upload_size=LARGEST, key=f"picture-{desk.number}-{sent}")
        st.caption(f"At most {LARGEST} MB. A red mark means that it is larger and wasn’t sent: make it smaller.")
        if file is not None:
            st.session_state[COUNT] = sent + 1
            try:
                with in_turn():
                    name = kit().pictures.add(visitor(person.id), file.getvalue())
                st.session_state[PICTURES] = [*(each for each in added if each != name), name]
                st.session_state.pop(FAULT, None)
            except Fault as fault:
                st.session_state[FAULT] = str(fault)
            let_go([file])
            st.rerun()
        if wrong := st.session_state.pop(FAULT, None):
            st.error(literal(wrong), icon=":material/error:")
        for name in reversed(added):
            picture = kit().library().picture(name)
            if picture is not None:
                st.image(picture, width=220)
                st.markdown("Write this line under the `card` of a finding, or under the `title` of some material:")
                st.code(f"image: {name}", language=None)
