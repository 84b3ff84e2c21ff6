"""Takes over existing contracts from spreadsheets."""
