"""Contracts, outgoing and incoming."""
