"""Everything that comes in: numbered at once, then registered or set aside."""
