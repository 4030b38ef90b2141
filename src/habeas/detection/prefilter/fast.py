"""The prefilter of the extra `fast`: three Hyperscan calls for a joined batch, one more for its texts with figures.

A match may run over the border of two texts; it then wakes a detector in vain, which changes no
finding.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from habeas.detection.prefilter.databases import compile_databases, dump_databases, load_databases
from habeas.detection.prefilter.hearing import Hearing
from habeas.detection.prefilter.triggers import TriggerTable
from habeas.detection.tokens import WORDS_ALONE

_BORDER = b"\n\x1e\n"
"""Stands around texts: no word and no letter, so whole words end there."""


class FastPrefilter:
    """Looks for triggers with Hyperscan."""

    def __init__(self, table: TriggerTable, *, compiled: bytes | None = None) -> None:
        """Take a table and what was compiled of it before, or compile it now (seconds).

        Raises `hyperscan.error` when `compiled` is of another version or processor, `ValueError` when it is damaged.
        """
        self._databases = load_databases(compiled) if compiled else compile_databases(table)
        self._awake, self._spoken = table.awake, table.spoken
        self._unspoken = [bits & ~self._spoken for bits in self._databases.words.bits]
        self._hearing = Hearing(table)

    @property
    def compiled(self) -> bytes:
        """What was compiled, as bytes, for the same version of Hyperscan on the same kind of processor."""
        return dump_databases(self._databases)

    def ask(self, texts: Sequence[str]) -> list[int]:
        """Return for each text, folded or in ASCII, the bits of the detectors that could find something."""
        foreign = [index for index, text in enumerate(texts) if not text.isascii()]
        if not foreign:
            return self._ask_ascii(texts)
        answers = [0] * len(texts)
        others = [index for index, text in enumerate(texts) if text.isascii()]
        for indices, ask in ((foreign, self._ask_foreign), (others, self._ask_ascii)):
            for index, bits in zip(indices, ask([texts[index] for index in indices]), strict=True):
                answers[index] = bits
        return answers

    def _ask_ascii(self, texts: Sequence[str]) -> list[int]:
        joined, ends, noted = _join(texts), _ends(map(len, texts)), [0] * len(texts)
        self._note_words(joined, ends, noted)
        patterns = self._databases.in_ascii
        patterns.search(joined, _reporter(patterns.bits, ends, noted))
        self._note_figures(joined, ends, noted)
        return [bits and self._awake(bits) for bits in noted]

    def _note_words(self, joined: bytes, ends: Sequence[int], noted: list[int]) -> None:
        words, heard = self._databases.words, list[int]()
        words_alone = joined.translate(WORDS_ALONE)
        bits, spoken, unspoken = words.bits, self._spoken, self._unspoken

        def report(word: int, _start: int, end: int, _flags: int, _context: object) -> None:
            if bits[word] & spoken:
                heard.append(end)
            if unspoken[word]:
                noted[bisect_left(ends, end)] |= unspoken[word]

        words.search(words_alone, report)
        for index, meant in self._hearing.hear(joined, words_alone, heard, ends):
            noted[index] |= meant

    def _note_figures(self, joined: bytes, ends: Sequence[int], noted: list[int]) -> None:
        indices = self._places_of_figures(joined, ends)
        if indices:
            starts = (0, *(end - len(_BORDER) for end in ends))
            pieces = [joined[starts[index] : ends[index]] for index in indices]
            found, figures = [0] * len(pieces), self._databases.figures
            figures.search(b"".join(pieces), _reporter(figures.bits, list(accumulate(map(len, pieces))), found))
            for index, bits in zip(indices, found, strict=True):
                noted[index] |= bits

    def _places_of_figures(self, joined: bytes, ends: Sequence[int]) -> list[int]:
        found: list[int] = []
        self._databases.enough.search(joined, lambda _pattern, _start, end, *_: found.append(end))
        return sorted({bisect_left(ends, end) for end in found})

    def _ask_foreign(self, texts: Sequence[str]) -> list[int]:
        joined, noted = _join(texts), [0] * len(texts)
        ends = _ends(len(text.encode("utf-8", "replace")) for text in texts)
        words, patterns = self._databases.words, self._databases.foreign
        words.search(joined.translate(WORDS_ALONE), _reporter(words.bits, ends, noted))
        patterns.search(joined, _reporter(patterns.bits, ends, noted))
        return [bits and self._awake(bits) for bits in noted]


def _join(texts: Iterable[str]) -> bytes:
    border = _BORDER.decode()
    return border.join(("", *texts, "")).encode("utf-8", "replace").lower()


def _ends(lengths: Iterable[int]) -> list[int]:
    """Return where each text ends, with the border behind it."""
    return [end + len(_BORDER) for end in accumulate(length + len(_BORDER) for length in lengths)]


def _reporter(bits: Sequence[int], ends: Sequence[int], noted: list[int]) -> Callable[..., None]:
    """Return what notes each report of the engine with the text that it belongs to."""

    def report(pattern: int, _start: int, end: int, _flags: int, _context: object) -> None:
        noted[bisect_left(ends, end)] |= bits[pattern]

    return report
