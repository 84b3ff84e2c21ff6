"""Filed documents, their files and versions."""
