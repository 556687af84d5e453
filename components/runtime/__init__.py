"""A page as Streamlit runs it: opened, drawn, and redrawn where a filter changes."""
