"""Decisions, the desk and who has a case."""
