"""The web floor: Streamlit pages, our routes, and what stands between them and the network."""
