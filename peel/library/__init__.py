"""The data as a whole: loaded, checked, and renewed when a file changes."""
