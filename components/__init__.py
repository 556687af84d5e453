"""Each visible thing once. The modules here turn `peel` values into escaped, semantic HTML.

They know nothing of Streamlit, so that the app, the share pages, print and embed draw the same.
What a reader can press lies in `components.widgets`, on top of Streamlit.
"""
