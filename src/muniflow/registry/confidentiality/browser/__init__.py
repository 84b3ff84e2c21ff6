"""The pages of confidentiality."""
