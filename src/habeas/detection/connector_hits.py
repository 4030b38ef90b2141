"""Find the words and marks that may stand for a sign of an address.

Words are looked up, never searched for, so that time is linear in the length of the text; only the
few of scripts written without spaces are searched for.
"""

import html
import html.entities
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from habeas.detection.expressions import regex
from habeas.detection.lexicon.connectors import CONNECTORS, TOP_LEVEL_SPELLINGS, Sign
from habeas.detection.lexicon.providers import SPELLINGS
from habeas.detection.tokens import read_ascii_tokens

SURE_AT = "\ue000"
"""Written for a word that hardly means anything but the sign."""

LOOSE_AT = "\ue001"
"""Written for an everyday word such as "at"."""

BRACKETED_AT = "\ue002"
"""Written for "(at)", "[a]" and the like."""

_MARKS = "\u0610-\u061a\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0981-\u0983\u09bc-\u09d7"
WORD = regex(rf"(?:[^\W_]|[{_MARKS}])+")
"""A word, with the vowel signs that regular expressions do not take for letters."""

NEXT_WORD = regex(rf"(?:[^\W_]|[{_MARKS}]){{1,30}}")
"""The beginning of a word, however long the word is."""

UNSPACED_SCRIPT = regex(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts written without spaces, or with particles attached."""

_ASCII_WORD = regex(r"[a-z0-9]+")
_GAP = regex(r"[\s\-]{1,2}")
_BRACKETED = regex(
    r"[(\[{<*|=~]\s{0,2}(?:(?P<at>a|at|@|aet|et|ad|arroba|arobase|chez|bei)|(?P<dot>\.))\s{0,2}[)\]}>*|=~]"
    r"|[🐒🐵🐌🐕🐶🌀](?<=[a-z0-9].)(?=[a-z0-9])"
    r"|-(?:at|a)-(?=\s)|_at_(?=[a-z0-9])|-at-(?=(?:g|hot|proton|y)mail|outlook|yahoo)"
)
_OPENING = regex(r"[(\[{<*|=~🐒🐵🐌🐕🐶🌀]")
_MARKUP = regex(
    r"&(?:\#x?[0-9a-f]{2,6}|[a-z]{2,8});"
    r"|<!--[^<>@]{0,80}-->"
    r"|</?(?:del|b|i|u|em|strong|span|nospam|font|code|tt|wbr|br|s|strike|script)\b[^<>@]{0,80}>"
    r"|['\"]\s{0,3}\+\s{0,3}['\"]"
)
_SPACED_OUT = regex(
    r"(?<!\S)[a-z0-9](?P<gap>[ \-*|])[a-z0-9@._+](?:(?P=gap)[a-z0-9@._+\-]){2,60}(?![a-z0-9@])"
    r"(?!(?P=gap)[a-z0-9@](?![a-z0-9]))"
)
_SPACED_SIGN = regex(
    r"[ \t]{1,2}(?:(?P<dot>(?<=[a-z0-9] )\.|(?<=[a-z0-9]  )\.)[ \t]{1,2}|(?P<slash>/)[ \t]{0,2})(?=[a-z0-9+@])"
    r"|(?<=\bwww)\.[ \t](?=[a-z0-9])"
)
_ENTITIES = html.entities.html5
_CONTROLS = tuple(html.unescape(f"&#{number};") for number in range(160))
"""What the first numbers of markup stand for: a browser takes some of them for other characters."""


class HitKind(StrEnum):
    """What a hit stands for, and so on what it depends whether it is written so."""

    AT = "at"
    DOT = "dot"
    SLASH = "slash"
    UNDERSCORE = "underscore"
    HYPHEN = "hyphen"
    PROVIDER = "provider"
    ENDING = "ending"
    SPACED_DOT = "spaced dot"
    SPACED_SLASH = "spaced slash"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Hit:
    """Folded characters `start` to `end`, what may be written for them, and the phrase of the lexicon."""

    start: int
    end: int
    written: str
    kind: HitKind
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A phrase of the lexicon, the words that follow its first, and what it is written as."""

    phrase: str
    rest: tuple[str, ...]
    written: str
    kind: HitKind


def _lexicon() -> Iterator[tuple[str, str, HitKind]]:
    for spelling, name in SPELLINGS.items():
        yield spelling, name, HitKind.PROVIDER
    for spelling, ending in TOP_LEVEL_SPELLINGS.items():
        yield spelling, ending, HitKind.ENDING
    for phrase, connector in CONNECTORS.items():
        at = SURE_AT if connector.sure else LOOSE_AT
        written = at if connector.sign is Sign.AT else connector.sign.value
        yield phrase, written, HitKind[connector.sign.name]


def _by_first_word() -> dict[str, tuple[_Entry, ...]]:
    entries: dict[str, list[_Entry]] = {}
    for phrase, written, kind in _lexicon():
        first, *rest = WORD.findall(phrase)
        entries.setdefault(first, []).append(_Entry(phrase, tuple(rest), written, kind))
    return {first: tuple(sorted(group, key=lambda entry: -len(entry.phrase))) for first, group in entries.items()}


_BY_FIRST_WORD = _by_first_word()
_FIRST_WORDS = frozenset(_BY_FIRST_WORD)
_UNSPACED_WORDS = {phrase: (written, kind) for phrase, written, kind in _lexicon() if UNSPACED_SCRIPT.search(phrase)}
_UNSPACED = regex("|".join(re.escape(phrase) for phrase in sorted(_UNSPACED_WORDS, key=len, reverse=True)))

ENDINGS = frozenset(phrase for phrase, _, kind in _lexicon() if kind is HitKind.ENDING)
"""Top-level domains as they are said or written in other letters."""

UNSPACED_ENDINGS = tuple(phrase for phrase in ENDINGS if UNSPACED_SCRIPT.match(phrase))


def find_hits(text: str) -> list[Hit]:
    """Return every word and mark that may stand for a sign, in order; of those at one place, the longest first."""
    return sorted(chain(_words(text), _unspaced(text), _marks(text)), key=lambda hit: (hit.start, -hit.end))


def _words(text: str) -> Iterator[Hit]:
    if text.isascii() and _FIRST_WORDS.isdisjoint(read_ascii_tokens(text)):
        return
    until = 0
    for match in (_ASCII_WORD if text.isascii() else WORD).finditer(text):
        if match.start() < until:
            continue
        for entry in _BY_FIRST_WORD.get(match.group(), ()):
            end = _end_of_phrase(text, match.end(), entry.rest)
            if end and not _is_inside_name(text, match.start(), end, entry.kind):
                until = end
                yield Hit(match.start(), end, entry.written, entry.kind, entry.phrase)
                break


def _end_of_phrase(text: str, place: int, rest: tuple[str, ...]) -> int:
    """Return where the phrase ends, or 0 when other words follow."""
    for word in rest:
        gap = _GAP.match(text, place)
        if not gap or not text.startswith(word, gap.end()):
            return 0
        place = gap.end() + len(word)
    return 0 if rest and text[place : place + 1].isalnum() else place


def _is_inside_name(text: str, start: int, end: int, kind: HitKind) -> bool:
    """Whether the word is a part of a name that is written out: "look.at/this", "stay-at-home"."""
    if kind in (HitKind.PROVIDER, HitKind.ENDING):
        return False
    joints = "./_@-" if kind is HitKind.AT else "./_@"
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    return (bool(before) and before in joints) or (after[:1] in joints and after[1:].isalnum())


def _unspaced(text: str) -> Iterator[Hit]:
    if text.isascii() or not UNSPACED_SCRIPT.search(text):
        return
    for match in _UNSPACED.finditer(text):
        written, kind = _UNSPACED_WORDS[match.group()]
        yield Hit(match.start(), match.end(), written, kind, match.group())


def _marks(text: str) -> Iterator[Hit]:
    for match in _BRACKETED.finditer(text) if _may_bracket(text) else ():
        written, kind = (Sign.DOT.value, HitKind.FIXED) if match["dot"] else (BRACKETED_AT, HitKind.AT)
        yield Hit(*_with_blanks(text, match), written, kind)
    for match in _MARKUP.finditer(text) if "&" in text or "<" in text or "+" in text else ():
        yield Hit(match.start(), match.end(), _plain_markup(match.group()), HitKind.FIXED)
    yield from _gaps(text)


def _may_bracket(text: str) -> bool:
    """Tell quickly whether a bracket, a sign used as one, or a word for "at" between signs stands anywhere."""
    return _OPENING.search(text) is not None or "-a" in text or "_at_" in text


def _with_blanks(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Return the span of a match with up to three blanks on either side."""
    start, end = match.span()
    before, after = text[max(0, start - 3) : start], text[end : end + 3]
    return start - (len(before) - len(before.rstrip())), end + (len(after) - len(after.lstrip()))


def _gaps(text: str) -> Iterator[Hit]:
    for match in _SPACED_SIGN.finditer(text) if _may_space_a_sign(text) else ():
        kind = HitKind.SPACED_DOT if match["dot"] else HitKind.SPACED_SLASH if match["slash"] else HitKind.FIXED
        yield Hit(match.start(), match.end(), "/" if match["slash"] else ".", kind)
    for match in _SPACED_OUT.finditer(text):
        yield Hit(match.start(), match.end(), match.group()[::2], HitKind.FIXED)


def _may_space_a_sign(text: str) -> bool:
    """Tell quickly whether a dot or slash stands behind a blank, or after "www"."""
    return any(beginning in text for beginning in (" .", "\t.", " /", "\t/", "www."))


def _plain_markup(markup: str) -> str:
    character = html.unescape(markup)
    if len(character) == 1:
        return character if character.isalnum() or character in "@.-_" else " "
    return ""
