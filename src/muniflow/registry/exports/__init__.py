"""Registers as files: for print, for a spreadsheet, for an archive; and the proof of them."""
