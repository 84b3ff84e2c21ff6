"""Making a muniflow site from the browser or the command line."""
