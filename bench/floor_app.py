"""The floor: an almost empty Streamlit page, three cards and one filter, as Streamlit comes."""

import streamlit as st

st.title("Almost empty")
for column, name in zip(st.columns(3), ("One", "Two", "Three"), strict=True):
    column.metric(name, "Good")
chosen = st.pills("Theme", ["a", "b", "c"], key="theme")
st.write(f"Chosen: {chosen}")
