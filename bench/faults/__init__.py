"""Loaded into a server that is to be tormented: faults on request, and an audit from inside."""
