"""Who may know of a case or a document: four levels, and what the others are told."""
