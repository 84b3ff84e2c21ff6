"""What every domain stands on: errors, layer, clock, journal, write lock, theme."""
