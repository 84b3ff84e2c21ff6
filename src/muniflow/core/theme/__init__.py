"""The face of the product: shell, theme, parts of pages, style and script."""
