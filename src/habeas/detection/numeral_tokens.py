"""The smallest pieces of a text that read as digits: figures, number words, letters that stand for digits.

Knows nothing of what the digits mean, nor which pieces belong together.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from habeas.detection.alternatives import alternatives
from habeas.detection.expressions import regex
from habeas.detection.lexicon.numerals import COMMON_IN, LETTERS_AS_DIGITS, SURE_LETTERS, WORDS
from habeas.detection.lexicon.numerals_unspaced import (
    HAN,
    HANGUL_PARTICLES,
    HANGUL_SYLLABLES,
    HANGUL_WORDS,
    KANA,
    THAI,
)

UNSPACED = "unspaced"
"""Stands for the language of words in scripts without spaces: their code is never in doubt."""


_NO_CODES: Mapping[str, str] = MappingProxyType({})


class Token(NamedTuple):
    """Folded characters `start` to `end`, read as `digits` or, in each language, as a code of `WORDS`.

    `style` is `plain`, `spelled`, `leet` (letters for digits) or `glued` (figures that a word sticks
    to). A `frail` token is a letter by itself, a digit only in the right company. `common` names the
    languages in which the word has another, everyday meaning.
    """

    start: int
    end: int
    digits: str = ""
    style: str = "plain"
    codes: Mapping[str, str] = _NO_CODES
    frail: bool = False
    common: frozenset[str] = frozenset()


_LETTERS = "a-zß-ɏͰ-ԯḀ-ỿ"
_INDIC_AND_ARABIC, _HANGUL = "ऀ-ॣॱ-ॿঁ-ৣؠ-ٟٮ-ۓ", "가-힣"


def _longest_first(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_KANA = _longest_first(KANA)
_KANA_RUN = regex(rf"(?:{_KANA})(?:[ 　、・-]?(?:{_KANA})){{3,}}")
_MORSE_RUN = r"(?P<morse>[.-]{5}(?: [/|]? ?[.-]{5}){6,})"
_CHUNK = regex(
    rf"(?P<chunk>[0-9{_LETTERS}]+(?:'[{_LETTERS}]+)*)"
    rf"|(?P<han>[{''.join(HAN)}])"
    rf"|(?P<kana>{_KANA_RUN.pattern})"
    rf"|(?P<thai>{_longest_first(THAI)})"
    rf"|(?P<word>[{_INDIC_AND_ARABIC}]+)"
    rf"|(?P<hangul>[{_HANGUL}]+)"
    rf"|{_MORSE_RUN}"
)
_SPACED_LETTERS = regex(r"(?<![0-9a-z])[0-9a-z](?:[ ._-]{1,3}[0-9a-z](?![0-9a-z])){3,}")


def read_tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """Yield the tokens of a folded text between two places, which no word or number spans, in order."""
    spans = _read_spaced_letters(text, start, end)
    letters, pieces = next(spans, ((end, end), []))
    for match in (_ASCII_CHUNK if text.isascii() else _CHUNK).finditer(text, start, end):
        chunk = match.group()
        while match.start() >= letters[1] and pieces:
            yield from pieces
            letters, pieces = next(spans, ((end, end), []))
        if not letters[0] <= match.start() < letters[1] and text[match.start() - 1 : match.start()] != "@":
            yield from _READERS[match.lastgroup or ""](chunk, match.start())
    yield from pieces


# --- words and figures of the alphabets -------------------------------------------------------


def _read_chunk(chunk: str, start: int) -> Iterator[Token]:
    if chunk.isdecimal():
        yield Token(start, start + len(chunk), chunk)
    elif chunk.isalpha() or "'" in chunk:
        yield from _read_letters(chunk, start)
    else:
        yield from _read_mixed(chunk, start)


def _read_letters(chunk: str, start: int) -> Iterator[Token]:
    word = chunk if chunk in WORDS else chunk.replace("'", "")
    end = start + len(chunk)
    if word in WORDS:
        yield Token(start, end, style="spelled", codes=WORDS[word], common=COMMON_IN[word])
    elif len(chunk) <= _LONGEST_FRAIL and SURE_LETTERS.issuperset(chunk):
        yield Token(start, end, _as_digits(chunk), style="leet", frail=True)
    elif len(chunk) >= _SHORTEST_COMPOUND and is_compound(chunk):
        yield from _split_words(chunk, start)


_LONGEST_FRAIL = 3
_SHORTEST_COMPOUND = 9
_WRITTEN_TOGETHER = ("en", "es", "pt", "fr", "de", "it")
_LEET_CLASSES = {
    "o": "o0",
    "i": "i1l",
    "l": "l1",
    "e": "e3",
    "a": "a4",
    "s": "s5",
    "t": "t7",
    "b": "b8",
    "g": "g9",
    "z": "z2",
}
_SHORTEST_WORD = 3


def _leet(word: str) -> str:
    return "".join(f"[{_LEET_CLASSES[c]}]" if c in _LEET_CLASSES else re.escape(c) for c in word)


TOGETHER = {
    word: code
    for word, codes in WORDS.items()
    if len(word) >= _SHORTEST_WORD and word.isascii()
    for code in [next((codes[language] for language in _WRITTEN_TOGETHER if language in codes), "")]
    if code.isdecimal() and (len(code) == 1 or code[0] == "1" or code[-1] == "0")
}
"""Number words that people write without spaces between them, or with figures for letters."""

_WORD_PIECE = regex(f"(?=[0-9]{{0,2}}[a-z])(?:{'|'.join(map(_leet, sorted(TOGETHER, key=len, reverse=True)))})")
_SPELLED_OUT = {length: [w for w in TOGETHER if len(w) == length] for length in range(3, 20)}
_WORDS_ONLY = regex(f"(?:{_longest_first(TOGETHER)}){{2,}}")
_WORDS_AND_FIGURES = regex(f"(?:{_WORD_PIECE.pattern}|[0-9])+")
_ASCII_CHUNK = regex(
    r"(?<![0-9a-z])(?<![a-z]')(?P<chunk>"
    rf"[a-z]*[0-9][0-9a-z]*|{alternatives(word for word in WORDS if word.isascii() and word.isalpha())}(?![0-9a-z'])"
    rf"|[oli]{{1,{_LONGEST_FRAIL}}}(?![0-9a-z'])|(?:{alternatives(TOGETHER)}){{2,}}(?![0-9a-z']))"
    rf"|{_MORSE_RUN}"
)
"""For texts in plain letters, most of a text: passes over all words but those that hold a number."""

_PIECE = regex(f"(?P<word>{_WORD_PIECE.pattern})|(?P<figures>[0-9]+)")


def is_compound(word: str) -> bool:
    """Say whether a word in plain letters consists of number words and nothing else."""
    return _WORDS_ONLY.fullmatch(word) is not None


def _split_words(chunk: str, start: int) -> Iterator[Token]:
    """Yield the number words that a chunk wholly consists of ("fivefivefive", "30five", "f0ur")."""
    for match in _PIECE.finditer(chunk):
        first, last = start + match.start(), start + match.end()
        if match.lastgroup == "figures":
            yield Token(first, last, match.group())
        else:
            yield Token(
                first, last, style="spelled" if match.group().isalpha() else "leet", codes=_codes(match.group())
            )


def _codes(piece: str) -> dict[str, str]:
    """Return the codes of a number word in which figures may stand for letters."""
    if piece in WORDS:
        return WORDS[piece]
    word = next(word for word in _SPELLED_OUT[len(piece)] if re.fullmatch(_leet(word), piece))
    return WORDS[word]


_INTERLEAVED = regex(r"([a-z])?[0-9](?:([a-z])[0-9])(?:\2[0-9])+\2?")
_GLUED = regex(rf"([{_LETTERS}]{{0,14}})([0-9]{{2,17}})(?:x|ext)?([0-9{_LETTERS}]{{0,12}})")
_LEET_AND_FIGURES = frozenset("0123456789").union(LETTERS_AS_DIGITS)
_FIGURES = regex("[0-9]+")


def _read_mixed(chunk: str, start: int) -> Iterator[Token]:
    end = start + len(chunk)
    if _LEET_AND_FIGURES.issuperset(chunk) and _is_leet(chunk):
        yield Token(start, end, _as_digits(chunk), style="leet")
    elif _DOUBTFUL_LEET.fullmatch(chunk):
        yield Token(start, end, _as_digits(chunk), style="leet", frail=True)
    elif len(chunk) <= _LONGEST_MIXED and _WORDS_AND_FIGURES.fullmatch(chunk):
        yield from _split_words(chunk, start)
    elif _INTERLEAVED.fullmatch(chunk):
        yield Token(start, end, "".join(_FIGURES.findall(chunk)), style="leet")
    elif match := _GLUED.fullmatch(chunk):
        yield Token(start + match.start(2), start + match.end(2), match[2], style="glued")


_DOUBTFUL_LEET = regex("[zsgb][0-9]{2,4}|[0-9]{2,4}[zsgb]")
_LONGEST_MIXED = 80


def _is_leet(chunk: str) -> bool:
    """Say whether the letters of a chunk of figures and look-alikes read as figures, not as a unit or a model."""
    sure = "".join("0" if c in SURE_LETTERS else c for c in chunk)
    unsure = sum(not c.isdecimal() for c in sure)
    if unsure <= 1 and (not unsure or not sure.isascii()):
        return True
    enclosed = sure[0].isdecimal() and sure[-1].isdecimal()
    figures = sum(c.isdecimal() for c in chunk)
    return enclosed and (unsure == 1 or figures * 2 >= len(chunk))


def _as_digits(chunk: str) -> str:
    return "".join(LETTERS_AS_DIGITS.get(c, c) for c in chunk)


def _read_spaced_letters(text: str, start: int, end: int) -> Iterator[tuple[tuple[int, int], list[Token]]]:
    """Yield the spans where number words are written letter by letter ("f i v e", "F 0 U R"), with their tokens."""
    for match in _SPACED_LETTERS.finditer(text, start, end):
        places = [place for place in range(match.start(), match.end()) if text[place].isalnum()]
        joined = "".join(text[place] for place in places)
        spelled = list(_split_words(joined, 0))
        tokens = [
            Token(places[token.start], places[token.end - 1] + 1, token.digits, "leet", token.codes)
            for token in spelled
        ]
        if any(token.codes and _is_lettered(joined[token.start : token.end]) for token in spelled):
            yield match.span(), tokens


def _is_lettered(piece: str) -> bool:
    return sum(c.isalpha() for c in piece) * 2 >= len(piece)


# --- other scripts ----------------------------------------------------------------------------


def _read_word(word: str, start: int) -> Iterator[Token]:
    if word in WORDS:
        yield Token(start, start + len(word), style="spelled", codes=WORDS[word], common=COMMON_IN[word])


def _read_han(character: str, start: int) -> Iterator[Token]:
    yield _unspaced(HAN[character], start, start + 1)


def _read_thai(word: str, start: int) -> Iterator[Token]:
    yield _unspaced(THAI[word], start, start + len(word))


_KANA_WORD = regex(_KANA)


def _read_kana(run: str, start: int) -> Iterator[Token]:
    for match in _KANA_WORD.finditer(run):
        yield _unspaced(KANA[match.group()], start + match.start(), start + match.end())


def _read_hangul(word: str, start: int) -> Iterator[Token]:
    if word in HANGUL_WORDS:
        yield _unspaced(HANGUL_WORDS[word], start, start + len(word))
        return
    stem = word
    for particle in HANGUL_PARTICLES:
        if len(word) > len(particle) and word.endswith(particle):
            stem = word.removesuffix(particle)
            break
    if all(syllable in HANGUL_SYLLABLES for syllable in stem):
        for place, syllable in enumerate(stem, start):
            yield _unspaced(HANGUL_SYLLABLES[syllable], place, place + 1)


_MORSE_LENGTH = 5
_MORSE = regex("[.-]{5}")
_MORSE_CODES = (
    {"." * dots + "-" * (_MORSE_LENGTH - dots): str(dots) for dots in range(1, 6)}
    | {"-" * dashes + "." * (_MORSE_LENGTH - dashes): str(dashes + 5) for dashes in range(1, 5)}
    | {"-----": "0"}
)


def _read_morse(run: str, start: int) -> Iterator[Token]:
    for match in _MORSE.finditer(run):
        if match.group() in _MORSE_CODES:
            yield Token(start + match.start(), start + match.end(), _MORSE_CODES[match.group()], style="leet")


def _unspaced(code: str, start: int, end: int) -> Token:
    return Token(start, end, style="spelled", codes={UNSPACED: code})


_READERS = {
    "chunk": _read_chunk,
    "han": _read_han,
    "kana": _read_kana,
    "thai": _read_thai,
    "word": _read_word,
    "hangul": _read_hangul,
    "morse": _read_morse,
}
