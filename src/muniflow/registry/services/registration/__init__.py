"""The entry of a document."""
