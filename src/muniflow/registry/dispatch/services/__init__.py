"""REST services of the dispatch list."""
