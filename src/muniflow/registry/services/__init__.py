"""What programs ask of registers."""
