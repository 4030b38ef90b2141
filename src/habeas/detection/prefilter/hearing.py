"""Hear the sentences in which a word of cues stands, before any text is read for them.

A word such as "mobile" is in many texts and means something in few sentences. Where a sentence surely begins and ends
is quick to tell in ASCII; a stretch of several sentences may only mean more than each of them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from habeas.detection.prefilter.triggers import TriggerTable
from habeas.detection.tokens import has_links

_SURE_END = re.compile(rb"[.!?][ \n]|[\n;]")
_SURE_ENDS = (b". ", b"\n", b"? ", b"! ", b";")


class Hearing:
    """Says of the sentences of a joined batch which detectors they could wake."""

    def __init__(self, table: TriggerTable) -> None:
        self._meant = table.meant
        self._any = sum(table.gates)

    def hear(
        self, joined: bytes, words_alone: bytes, heard: Iterable[int], ends: Sequence[int]
    ) -> Iterator[tuple[int, int]]:
        """Yield texts, by their place, with the bits of the detectors that their sentences wake.

        `heard` are the places behind each word of cues; `ends` those behind each text; both texts are in ASCII,
        `words_alone` without its signs. Each stretch is heard once, however many words stand in it.
        """
        until = 0
        for after in sorted(heard):
            if after > until:
                text = bisect_left(ends, after)
                start = _start(joined, max(until, ends[text - 1] if text else 0), after - 1)
                until = _end(joined, after - 1, ends[text])
                yield text, self._ask(joined[start:until], words_alone[start:until])

    def _ask(self, stretch: bytes, words_alone: bytes) -> int:
        # A sentence is read without its links: words stand beside each other there that do not here.
        return self._any if has_links(stretch.decode()) else self._meant(words_alone.decode().split())


def _start(joined: bytes, earliest: int, word: int) -> int:
    return max(earliest, *(joined.rfind(end, earliest, word) + 1 for end in _SURE_ENDS))


def _end(joined: bytes, word: int, latest: int) -> int:
    end = _SURE_END.search(joined, word, latest)
    return end.end() if end else latest
