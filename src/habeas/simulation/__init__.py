"""Invented texts, members and reviewers, from a seed, to try the core and the service with."""
