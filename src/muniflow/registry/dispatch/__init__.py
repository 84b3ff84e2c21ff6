"""The dispatch list, or post book: what left the house, to whom, how, and what became of it."""
