"""Where a telephone number could stand: bounded patterns for the prefilter."""

WORDS: frozenset[str] = frozenset()
PATTERNS: tuple[str, ...] = (r"[^\x00]",)
