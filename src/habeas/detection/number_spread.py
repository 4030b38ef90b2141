"""Numbers told in pieces: groups with other words between them, or one piece a message.

What is found here is only a proposal: most numbers that stand near each other are not one number.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from habeas.detection.documents import Document
from habeas.detection.expressions import regex
from habeas.detection.lexicon.number_fillers import SEQUENCE_WORDS
from habeas.detection.numerals import NumberRun, make_run

_LONGEST_GAP = 40
_WORD = regex(r"[^\W\d_]+")
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
_MOST_DIGITS_IN_A_PIECE = 8
_MOST_MESSAGES = 40


def read_sequences(document: Document, runs: Sequence[NumberRun]) -> Iterator[NumberRun]:
    """Yield the runs between which stand only words such as "then" and "finally", joined."""
    joined: list[NumberRun] = []
    for run in runs:
        if joined and not _goes_on(document.text, joined[-1], run):
            yield from _as_run(document, joined)
            joined = []
        joined.append(run)
    yield from _as_run(document, joined)


def _goes_on(text: str, before: NumberRun, after: NumberRun) -> bool:
    if after.start - before.end > _LONGEST_GAP or len(after.digits) > _MOST_DIGITS_IN_A_PIECE:
        return False
    words = _WORD.findall(text, before.end, after.start)
    return bool(words) and SEQUENCE_WORDS.issuperset(words)


def read_pieces(document: Document, runs: Sequence[NumberRun]) -> Iterator[NumberRun]:
    """Yield what the first number of each of several messages in a row makes together."""
    if not 1 < len(document.part_starts) <= _MOST_MESSAGES:
        return
    joined: list[NumberRun] = []
    last_part = -1
    for part, run in _first_of_each_message(document, runs):
        if joined and (part > last_part + 1 or len(run.digits) > _MOST_DIGITS_IN_A_PIECE):
            yield from _as_run(document, joined)
            joined = []
        joined.append(run)
        last_part = document.part_of(_original(document, run.end - 1))
    yield from _as_run(document, joined)


def _first_of_each_message(document: Document, runs: Sequence[NumberRun]) -> Iterator[tuple[int, NumberRun]]:
    told = -1
    for run in runs:
        part = bisect_right(document.part_starts, _original(document, run.start)) - 1
        if part > told:
            yield part, run
        told = max(told, part)


def _original(document: Document, offset: int) -> int:
    return document.offsets[offset] if document.offsets is not None else offset


def _as_run(document: Document, runs: list[NumberRun]) -> Iterator[NumberRun]:
    digits = sum(len(run.digits) for run in runs)
    if len(runs) > 1 and _FEWEST_DIGITS <= digits <= _MOST_DIGITS:
        yield make_run(document.text, [group for run in runs for group in run.groups])
