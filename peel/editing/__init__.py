"""What an editor uses: checks, imports, new files, and the documentation of the data."""
