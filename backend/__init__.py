"""How the server is built and run."""
