"""What a site needs when a newer muniflow serves it."""
