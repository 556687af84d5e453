"""The dashboard: `streamlit run app.py`."""

from pathlib import Path

import streamlit as st

from peel.questions.pages import PAGES

st.set_page_config(
    page_title="PEEL findings",
    page_icon=str(Path(__file__).parent / "components" / "icon.png"),
    layout="wide",
)

# The file of each page has the name of its address: until its first run Streamlit takes `pages/`
# for its older kind of app, and a visitor who asks for another name is told there is no such page.
st.navigation(
    [
        st.Page(
            f"pages/{page.script}.py",
            title=page.title,
            url_path=page.path,
            default=not page.path,
        )
        for page in PAGES.values()
    ],
    # The header that `components` draws carries force, round and themes from page to page;
    # Streamlit's own drops them.
    position="hidden",
).run()
