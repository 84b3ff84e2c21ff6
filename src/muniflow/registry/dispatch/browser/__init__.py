"""Pages of the dispatch list."""
