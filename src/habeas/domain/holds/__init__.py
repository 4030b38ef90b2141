"""Money that waits: claims, holds, deductions, freezes by law, plans for what runs on, and the undoing of each."""
