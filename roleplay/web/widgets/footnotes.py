"""Small notes at the foot of pages."""

import streamlit as st

from roleplay.web.server.kit import kit


def authors_note() -> None:
    """Tell authors that files in cases or rubrics were left out."""
    errors = [fault for fault in kit().library().faults if fault.severity == "error"]
    if errors:
        files = len({fault.file for fault in errors})
        with st.expander(f"For authors: {files} {'file was' if files == 1 else 'files were'} left out"):
            st.text("\n".join(str(fault) for fault in errors))
            st.markdown("Check them with `python -m roleplay check`.")
