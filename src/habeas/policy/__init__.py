"""Findings and facts in, a verdict with its reasons out."""
