"""Links for people who cannot log in: for whom each is, how it is confirmed that it is them, whether it was opened."""
