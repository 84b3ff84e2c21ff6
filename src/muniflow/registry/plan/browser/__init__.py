"""Pages of the filing plan."""
