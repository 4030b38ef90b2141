"""One detector a file. Detectors share readings and lexicons, and know nothing of each other."""
