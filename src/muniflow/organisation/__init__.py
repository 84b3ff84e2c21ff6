"""Organisations, units, posts and the rights that follow from them."""
