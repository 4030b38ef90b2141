"""Which policy judges, on which channels and platforms, by whose word."""
