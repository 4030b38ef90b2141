"""Clocks of due process: which there are, when each is due, what follows when it is not met."""
