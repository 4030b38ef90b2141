"""Clocks: what becomes due by itself, whatever anybody does."""
