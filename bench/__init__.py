"""Measurements of the project: scores on labelled messages, and speed against a reference in the same run."""
