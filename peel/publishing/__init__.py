"""What is handed on: tables, their formats, and citations."""
