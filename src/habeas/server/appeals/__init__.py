"""Appeals as they stand, with all that belongs to them: what was said, by whom, who hears it, what is undone."""
