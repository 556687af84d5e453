"""What a reader can press, on top of Streamlit. The only part of `components` that imports it."""
