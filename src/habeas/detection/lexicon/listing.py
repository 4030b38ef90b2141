"""Write a list of words as lines of text, the way it is easiest to read and to add to."""

from habeas.detection.normalize import fold


def listed(*lines: str) -> frozenset[str]:
    """Return the words of the lines, folded."""
    return frozenset(fold(" ".join(lines))[0].split())
