"""Cases: what waits for a person, who looks at it, in which order, and what has to be true before it is decided."""
