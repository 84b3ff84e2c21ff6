"""Matters of any kind: the general case."""
