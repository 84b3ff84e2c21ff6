"""Takes over posts, and the units they need, from spreadsheets."""
