"""The worker: does by itself what is to be done, found by query, each item for itself."""
