"""What the data files may hold. Opens no file."""
