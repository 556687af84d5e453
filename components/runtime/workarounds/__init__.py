"""What Streamlit 1.67 does not do by itself. Each says the version, and the sign that it can go."""
