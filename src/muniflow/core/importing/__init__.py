"""What every import of a spreadsheet shares: reading cells, reporting, asking first."""
