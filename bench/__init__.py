"""Measures speed and steadiness, ours beside a floor in the same run: `python -m bench`."""
