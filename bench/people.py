"""Who asks."""

PASSWORD = "bench-password-1"
