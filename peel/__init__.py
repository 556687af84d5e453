"""What we know: the model, its strict loading, and every question a page asks of it.

Nothing in this package imports streamlit, and nothing in it draws.
"""
