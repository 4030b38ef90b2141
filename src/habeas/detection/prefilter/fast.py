"""The prefilter of the extra `fast`: one Hyperscan call for the joined batch.

A pattern may run over the border of two texts; it then wakes a detector in vain, which changes no
finding. The database depends on the table alone and may be kept as bytes.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

import hyperscan

from habeas.detection.prefilter.triggers import TriggerTable

_BORDER = "\n\x1e\n"
"""Stands between texts: no word and no letter, so whole words end there."""

_WORDS_A_PATTERN = 64

_SHORT = 5
"""Longer words are looked for as parts of words: hardly any is one, and plain texts compile ten times as fast."""

_UNICODE_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
r"""How `re` writes a character by its number; Hyperscan writes `\x{...}`."""


class FastPrefilter:
    """Looks for triggers with Hyperscan."""

    def __init__(self, table: TriggerTable, *, compiled: bytes | None = None) -> None:
        """Load the database from `compiled`, or compile it (about a second).

        Raises `hyperscan.error` when `compiled` is of another version or processor.
        """
        patterns = _patterns(table)
        self._bits = [bits for _, bits in patterns]
        self._database = (
            hyperscan.loadb(compiled, hyperscan.HS_MODE_BLOCK)
            if compiled
            else _compile([pattern for pattern, _ in patterns])
        )
        self._scratch = hyperscan.Scratch(self._database)

    @property
    def compiled(self) -> bytes:
        """The database as bytes, for the same version of Hyperscan on the same kind of processor."""
        return bytes(hyperscan.dumpb(self._database))

    def ask(self, texts: Sequence[str]) -> list[int]:
        """Return for each folded text the bits of the detectors that could find something."""
        encoded = [text.encode("utf-8", "replace") for text in texts]
        answers = [0] * len(texts)
        ends = list(accumulate(len(one) + len(_BORDER) for one in encoded))
        bits = self._bits

        def report(pattern: int, _start: int, end: int, _flags: int, _context: object) -> None:
            answers[bisect_left(ends, end)] |= bits[pattern]

        self._database.scan(_BORDER.encode().join(encoded), match_event_handler=report, scratch=self._scratch)
        return answers


def _compile(patterns: Sequence[str]) -> hyperscan.Database:
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[_UNICODE_ESCAPE.sub(r"\\x{\1}", pattern).encode() for pattern in patterns],
        ids=list(range(len(patterns))),
        elements=len(patterns),
        flags=[_flags(pattern) for pattern in patterns],
    )
    return database


def _flags(pattern: str) -> int:
    r"""Return the flags for a pattern: Hyperscan knows `\b` for ASCII letters only."""
    unicode_classes = 0 if r"\b" in pattern else hyperscan.HS_FLAG_UCP
    return int(hyperscan.HS_FLAG_UTF8 | unicode_classes)


def _patterns(table: TriggerTable) -> list[tuple[str, int]]:
    patterns = [*table.patterns, *table.figures, *_pair_patterns(table.pairs)]
    whole = {word: bits for word, bits in table.words.items() if word.isascii() and len(word) <= _SHORT}
    for bits, words in _grouped(whole):
        patterns.append((rf"\b(?:{'|'.join(words)})\b", bits))
    parts = table.parts | {word: bits for word, bits in table.words.items() if word not in whole}
    patterns.extend((_escape(part), bits) for part, bits in parts.items())
    return patterns


def _pair_patterns(pairs: dict[tuple[str, str], int]) -> Iterator[tuple[str, int]]:
    """Yield a pattern for all words that may follow the same words."""
    following: dict[tuple[str, int], list[str]] = {}
    for (one, other), bits in pairs.items():
        following.setdefault((one, bits), []).append(other)
    preceding: dict[tuple[tuple[str, ...], int], list[str]] = {}
    for (one, bits), others in following.items():
        preceding.setdefault((tuple(others), bits), []).append(one)
    for (seconds, bits), firsts in preceding.items():
        yield rf"\b(?:{'|'.join(firsts)})[^a-z0-9_]+(?:{'|'.join(seconds)})\b", bits


def _grouped(words: dict[str, int]) -> list[tuple[int, list[str]]]:
    """Return escaped words by their bits, at most `_WORDS_A_PATTERN` together."""
    groups: dict[int, list[str]] = {}
    for word, bits in words.items():
        groups.setdefault(bits, []).append(_escape(word))
    return [
        (bits, group[start : start + _WORDS_A_PATTERN])
        for bits, group in groups.items()
        for start in range(0, len(group), _WORDS_A_PATTERN)
    ]


def _escape(word: str) -> str:
    return "".join(rf"\{c}" if c in r"\^$.|?*+()[]{}/-" else c for c in word)
