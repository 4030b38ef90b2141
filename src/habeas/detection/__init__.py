"""Text in, findings and dismissals out. Usable alone; knows nothing of policies."""
