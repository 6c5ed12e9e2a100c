"""The frame of every page: title, navigation, and the page itself."""

import streamlit as st

from roleplay.web.people import signposts
from roleplay.web.people.person import menu, way_up
from roleplay.web.server.pages import HOME, PAGES, SIGNPOSTS
from roleplay.web.server.renewal import renew_if_due
from roleplay.web.widgets import parts, right_to_left

st.set_page_config(page_title="Role-play kit", layout="centered")
shown = {st.Page(page.file, title=page.title, default=page is HOME): page for page in PAGES}
page = st.navigation(list(shown), position="hidden")
# Streamlit's own controls are a little under the 44 px that a thumb needs.
THUMBS = """<style>
.stButton button, .stFormSubmitButton button, .stDownloadButton button, .stPageLink a, .stExpander summary,
.stCheckbox label, .stRadio label { min-height: 44px; }
.stRadio label, .stCheckbox label { align-items: center; }
/* In type twice as large, a button's words wrap and stay on a phone's screen. */
.stButton, .stButton button { max-width: 100%; }
.stButton button :is(div, span, p) { white-space: normal; min-width: 0; overflow-wrap: anywhere; }
.stPills button, .stButtonGroup button, .stFileUploader button { min-width: 44px; min-height: 44px; }
[data-testid="stTextInputRootElement"], [data-testid="stNumberInputContainer"], .stSelectbox [role="group"] input {
  min-height: 44px; }
.stSelectbox [role="group"], [data-testid="stDateInputField"] { height: auto; }
.stDateInput [role="group"] { min-height: 44px; align-items: center; }
.stSelectbox [role="group"] button, .stDateInput button { min-width: 44px; min-height: 44px; }
/* With the device's own few colours in place of ours, chosen and not chosen would look alike. */
@media (forced-colors: active) {
  .stButtonGroup button:is([aria-checked="true"], [aria-pressed="true"]) { forced-color-adjust: none;
    background: Highlight !important; border: 2px solid Highlight !important; }
  .stButtonGroup button:is([aria-checked="true"], [aria-pressed="true"]) * { color: HighlightText !important; }
}
/* The words of a link are never cut off, nor is a word of a title broken, however large the reader's type is. */
.stPageLink a, .stPageLink a p { white-space: normal !important; height: auto; }
.stMarkdown h4 { text-wrap: balance; }
.stHeading h1 { font-size: min(2rem, 11vw); }
.stHeading h2 { font-size: min(1.75rem, 11vw); }
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] * { color: inherit; opacity: 1; }
</style>"""
st.html(THUMBS + parts.STYLE)
right_to_left.each_its_way()
# The dark theme's primary colour is light: Streamlit's white on it would be hard to read. A phone may turn dark in the
# middle of a session without a rerun; browsers that don't know light-dark() get it right at the next one.
now = "#14191F" if st.context.theme.type == "dark" else "#FFFFFF"
live = 'button[kind^="primary"]:enabled'
typing = '[role="group"] [role="spinbutton"]:focus'  # the part of a date or a time that one is changing
legible = f"color: {now} !important; color: light-dark(#FFFFFF, #14191F) !important;"
st.html(f"<style>{live}, {live} *, {typing} {{ {legible} }}</style>")
renew_if_due()
if not shown[page].in_a_session:
    menu()
    way_up(shown[page])
above = st.container()
if shown[page] is not SIGNPOSTS:
    signposts.foot()  # before the page, which may stop the run
with above:
    if shown[page].headed:
        st.header(page.title)
    page.run()
