"""The administrators' page, and the door for commands."""
