"""The short memory for messages split over several: sealed, five texts, a day."""
