"""Sanctions: what may be taken, by whom, when it may take effect, when it ends, and what it counts for."""
