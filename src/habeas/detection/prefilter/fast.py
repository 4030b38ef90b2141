"""The prefilter of the extra `fast`: two Hyperscan calls for a joined batch.

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
        self._awake, self._spoken = table.awake, table.spoken
        self._unspoken = [bits & ~self._spoken for bits in self._words.bits]
        self._hearing = Hearing(table)

    @property
    def compiled(self) -> bytes:
        """What was compiled, as bytes, for the same version of Hyperscan on the same kind of processor."""
        return dump_databases((self._words, self._ascii, self._foreign))

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
        joined, ends, answers = _join(texts), _ends(map(len, texts)), [0] * len(texts)
        words_alone, heard = joined.translate(WORDS_ALONE), list[int]()
        note_words = _reporter(self._unspoken, ends, answers)

        def report(word: int, start: int, end: int, flags: int, context: object) -> None:
            if self._words.bits[word] & self._spoken:
                heard.append(end)
            note_words(word, start, end, flags, context)

        self._words.search(words_alone, report)
        self._ascii.search(joined, _reporter(self._ascii.bits, ends, answers))
        for index, bits in self._hearing.hear(joined, words_alone, heard, ends):
            answers[index] |= bits
        return [noted and self._awake(noted) for noted in answers]

    def _ask_foreign(self, texts: Sequence[str]) -> list[int]:
        joined, answers = _join(texts), [0] * len(texts)
        ends = _ends(len(text.encode("utf-8", "replace")) for text in texts)
        self._words.search(joined.translate(WORDS_ALONE), _reporter(self._words.bits, ends, answers))
        self._foreign.search(joined, _reporter(self._foreign.bits, ends, answers))
        return [noted and self._awake(noted) for noted in answers]


def _join(texts: Iterable[str]) -> bytes:
    return _BORDER.join(("", *texts, "")).encode("utf-8", "replace").lower()


def _ends(lengths: Iterable[int]) -> list[int]:
    return [end + len(_BORDER) for end in accumulate(length + len(_BORDER) for length in lengths)]


def _reporter(bits: Sequence[int], ends: Sequence[int], answers: list[int]) -> Callable[..., None]:
    """Return what notes each report of the engine with the text that it belongs to."""

    def report(pattern: int, _start: int, end: int, _flags: int, _context: object) -> None:
        answers[bisect_left(ends, end)] |= bits[pattern]

    return report
