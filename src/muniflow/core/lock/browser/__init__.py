"""What a person sees when there is no turn."""
