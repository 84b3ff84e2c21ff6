"""Registers, numbers and cases."""
