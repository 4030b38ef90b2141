"""Safeguards: what protects an account or other members for hours. No sanction, and its owner ends it."""
