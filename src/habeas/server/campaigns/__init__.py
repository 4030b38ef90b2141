"""Campaigns as they stand: the criterion, whom it selected when, who opened what, and what became of each."""
