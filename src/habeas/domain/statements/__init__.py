"""Statements of reasons: what a member is told about a decision, complete or not at all."""
