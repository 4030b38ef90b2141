"""Public emergency lines and helplines, when a text names them as such."""

from habeas.detection.expressions import regex
from habeas.detection.lexicon.identifiers_emergencies import EMERGENCY_CUES, EMERGENCY_LINES

_LINES = frozenset(EMERGENCY_LINES.split())
_CUE = regex("|".join(EMERGENCY_CUES.split()))
_WINDOW = 80
_SIGNS = " -.()/"
_SEPARATORS = str.maketrans("", "", _SIGNS)


def is_emergency_line(text: str, start: int, end: int) -> bool:
    """Whether the number is a public emergency line that the words around call one."""
    if text[start:end].translate(_SEPARATORS) not in _LINES:
        return False
    return _CUE.search(text, max(0, start - _WINDOW), end + _WINDOW) is not None
