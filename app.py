"""The dashboard: `streamlit run app.py`."""

from pathlib import Path

import streamlit as st

st.set_page_config(
    page_title="PEEL findings",
    page_icon=str(Path(__file__).parent / "components" / "icon.png"),
    layout="wide",
)

# The file of each page has the name of its address: until its first run Streamlit takes `pages/`
# for its older kind of app, and a visitor who asks for another name is told there is no such page.
st.navigation(
    [
        st.Page("pages/overview.py", title="Overview", default=True),
        st.Page(
            "pages/improvement-areas.py", title="Improvement areas", url_path="improvement-areas"
        ),
        st.Page("pages/reactions.py", title="Reactions", url_path="reactions"),
        st.Page("pages/findings.py", title="Findings", url_path="findings"),
        st.Page("pages/compare.py", title="Compare forces", url_path="compare"),
        st.Page("pages/over-time.py", title="Over time", url_path="over-time"),
        st.Page("pages/sources.py", title="Sources and method", url_path="sources"),
        st.Page("pages/preview.py", title="Try your own file", url_path="preview"),
        st.Page("pages/data-health.py", title="Data health", url_path="data-health"),
    ],
    # The header that `components` draws carries force, round and themes from page to page;
    # Streamlit's own drops them.
    position="hidden",
).run()
