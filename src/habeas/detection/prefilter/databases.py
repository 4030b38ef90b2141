"""What Hyperscan compiles of a table of triggers, and how that is kept as bytes.

Five searches: for words and pairs of words in a text whose every sign is a blank, so that they are plain strings (ten
thousand of them cost less than one pattern); for patterns in a text in ASCII, without what only other texts could
match; for figures enough there, apart, for among other patterns they cost twice what they do alone; for patterns of
figures where figures enough stand; and for all else in other texts.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from threading import local
from typing import NamedTuple

import hyperscan

from habeas.detection.detector import FIGURES_ENOUGH
from habeas.detection.expressions import regex
from habeas.detection.prefilter.triggers import TriggerTable

_CLASS = regex(r"\[(?!\^)(?:\\.|[^\]\\])+\]")
_FOREIGN = r"(?:[^\x00-\x7f]|\\u[0-9a-f]{4})"
_FOREIGN_MEMBERS = regex(rf"{_FOREIGN}(?:-{_FOREIGN})?")
_UNICODE_ESCAPE = regex(r"\\u([0-9a-f]{4})")
r"""How `re` writes a character by its number; Hyperscan writes `\x{...}`."""

_NO_CHARACTER = r"[\x00]"
_BYTES = 0
"""No flags: a pattern of bytes."""

_Pattern = tuple[str, int, int]
"""An expression, its flags and the bits of the detectors that it wakes."""


class Database:
    """Compiled patterns (None where there are none), each with the bits of the detectors that it wakes."""

    def __init__(self, compiled: hyperscan.Database | None, bits: Sequence[int]) -> None:
        self.compiled = compiled
        self.bits = bits
        self._own = local()

    def search(self, text: bytes, report: Callable[..., None]) -> None:
        """Report each end of a match. Threads may search at the same time: each has a scratch space of its own."""
        if self.compiled:
            self.compiled.scan(text, match_event_handler=report, scratch=self._scratch())

    def _scratch(self) -> hyperscan.Scratch:
        scratch: hyperscan.Scratch | None = getattr(self._own, "scratch", None)
        if scratch is None:
            scratch = self._own.scratch = hyperscan.Scratch(self.compiled)
        return scratch


class Databases(NamedTuple):
    """What is searched for words, for patterns and for figures in texts in ASCII, and for all in other texts."""

    words: Database
    in_ascii: Database
    enough: Database
    figures: Database
    foreign: Database


def compile_databases(table: TriggerTable) -> Databases:
    """Compile a table, which takes seconds. Raises `hyperscan.error`."""
    every = table.patterns | table.figures | table.foreign
    ascii_parts = {part: bits for part, bits in table.parts.items() if part.isascii()}
    foreign_words = {word: bits for word, bits in table.words.items() if not word.isascii()}
    enough = [(pattern, _BYTES, 1) for pattern in FIGURES_ENOUGH if table.figures]
    return Databases(
        words=_compile([(pattern, _BYTES, bits) for pattern, bits in _word_patterns(table)]),
        in_ascii=_compile([*_strings(ascii_parts), *map(_in_ascii, table.patterns.items())]),
        enough=_compile(enough),
        figures=_compile([_in_ascii(trigger) for trigger in table.figures.items()]),
        foreign=_compile([*_strings(table.parts | foreign_words), *map(_in_utf8, every.items())]),
    )


def dump_databases(databases: Databases) -> bytes:
    """Return compiled databases as bytes, for the same version of Hyperscan on the same kind of processor."""
    dumped = [bytes(hyperscan.dumpb(one.compiled)) if one.compiled else b"" for one in databases]
    heading = {"sizes": list(map(len, dumped)), "bits": [list(database.bits) for database in databases]}
    return json.dumps(heading).encode() + b"\n" + b"".join(dumped)


def load_databases(dumped: bytes) -> Databases:
    """Return databases from their bytes. Raises `hyperscan.error`, `ValueError` where they are no such bytes."""
    heading, _, rest = dumped.partition(b"\n")
    kept = json.loads(heading)
    ends = list(accumulate(kept["sizes"], initial=0))
    databases = (
        Database(hyperscan.loadb(rest[start:end], hyperscan.HS_MODE_BLOCK) if bits else None, bits)
        for start, end, bits in zip(ends, ends[1:], kept["bits"], strict=False)
    )
    return Databases(*databases)


def _compile(patterns: Sequence[_Pattern]) -> Database:
    bits = [bits for _, _, bits in patterns]
    if not patterns:
        return Database(None, bits)
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[_UNICODE_ESCAPE.sub(r"\\x{\1}", pattern).encode() for pattern, _, _ in patterns],
        ids=list(range(len(patterns))),
        elements=len(patterns),
        flags=[flags for _, flags, _ in patterns],
    )
    return Database(database, bits)


def _strings(strings: Mapping[str, int]) -> Iterator[_Pattern]:
    return ((_escape(string), _BYTES, bits) for string, bits in strings.items())


def _in_utf8(trigger: tuple[str, int]) -> _Pattern:
    r"""Return a pattern for any text: Hyperscan knows `\b` for ASCII letters only."""
    pattern, bits = trigger
    unicode_classes = 0 if r"\b" in pattern else hyperscan.HS_FLAG_UCP
    return pattern, int(hyperscan.HS_FLAG_UTF8 | unicode_classes), bits


def _in_ascii(trigger: tuple[str, int]) -> _Pattern:
    """Return a pattern without the members of its classes that no text in ASCII holds."""
    pattern, bits = trigger
    pattern = _CLASS.sub(lambda match: _class_in_ascii(match.group()), pattern)
    return (pattern, _BYTES, bits) if pattern.isascii() else _in_utf8((pattern, bits))


def _class_in_ascii(members: str) -> str:
    left = _FOREIGN_MEMBERS.sub("", members)
    return left if left != "[]" else _NO_CHARACTER


def _word_patterns(table: TriggerTable) -> Iterator[tuple[str, int]]:
    for word, bits in table.words.items():
        if word.isascii():
            yield f" {word} ", bits
    for (one, other), bits in table.pairs.items():
        yield f" {one} {other} ", bits
        yield f" {one}  +{other} ", bits


def _escape(word: str) -> str:
    return "".join(rf"\{c}" if c in r"\^$.|?*+()[]{}/-" else c for c in word)
