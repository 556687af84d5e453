"""What a page asks: an address becomes a view of a dossier, and questions are functions of it."""
