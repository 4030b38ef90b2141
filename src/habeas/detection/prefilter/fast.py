"""The prefilter of the extra `fast`: two Hyperscan calls for a joined batch.

A match may run over the border of two texts; it then wakes a detector in vain, which changes no
finding.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from habeas.detection.prefilter.databases import Database, compile_databases, dump_databases, load_databases
from habeas.detection.prefilter.triggers import TriggerTable
from habeas.detection.tokens import WORDS_ALONE

_BORDER = "\n\x1e\n"
"""Stands around texts: no word and no letter, so whole words end there."""


class FastPrefilter:
    """Looks for triggers with Hyperscan."""

    def __init__(self, table: TriggerTable, *, compiled: bytes | None = None) -> None:
        """Take a table and what was compiled of it before, or compile it now (seconds).

        Raises `hyperscan.error` when `compiled` is of another version or processor, `ValueError` when it is damaged.
        """
        databases = load_databases(compiled) if compiled else compile_databases(table)
        self._words, self._ascii, self._foreign = databases
        self._awake = table.awake

    @property
    def compiled(self) -> bytes:
        """What was compiled, as bytes, for the same version of Hyperscan on the same kind of processor."""
        return dump_databases((self._words, self._ascii, self._foreign))

    def ask(self, texts: Sequence[str]) -> list[int]:
        """Return for each text, folded or in ASCII, the bits of the detectors that could find something."""
        foreign = [index for index, text in enumerate(texts) if not text.isascii()]
        if not foreign:
            return self._ask(texts, map(len, texts), self._ascii)
        answers = [0] * len(texts)
        others = [index for index, text in enumerate(texts) if text.isascii()]
        for indices, patterns in ((foreign, self._foreign), (others, self._ascii)):
            asked = [texts[index] for index in indices]
            lengths = (len(text.encode("utf-8", "replace")) for text in asked)
            for index, bits in zip(indices, self._ask(asked, lengths, patterns), strict=True):
                answers[index] = bits
        return answers

    def _ask(self, texts: Sequence[str], lengths: Iterable[int], patterns: Database) -> list[int]:
        answers = [0] * len(texts)
        joined = _BORDER.join(("", *texts, "")).encode("utf-8", "replace").lower()
        ends = [end + len(_BORDER) for end in accumulate(length + len(_BORDER) for length in lengths)]
        self._words.search(joined.translate(WORDS_ALONE), _reporter(self._words.bits, ends, answers))
        patterns.search(joined, _reporter(patterns.bits, ends, answers))
        return [noted and self._awake(noted) for noted in answers]


def _reporter(bits: Sequence[int], ends: Sequence[int], answers: list[int]) -> Callable[..., None]:
    """Return what notes each report of the engine with the text that it belongs to."""

    def report(pattern: int, _start: int, end: int, _flags: int, _context: object) -> None:
        answers[bisect_left(ends, end)] |= bits[pattern]

    return report
