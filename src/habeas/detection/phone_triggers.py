"""Where a telephone number could stand: rare words and bounded patterns for the prefilter.

They are looser than what the detector accepts, and the detector holds itself to them
(`is_triggered`), so that a number is found or not whichever way a text came to it.
"""

import re

from habeas.detection.alternatives import alternatives
from habeas.detection.detector import JOINING, LETTERS_LIKE_FIGURES, SIX_FIGURES
from habeas.detection.expressions import regex
from habeas.detection.lexicon.number_fillers import AND_WORDS, SEPARATOR_WORDS, THEN_WORDS
from habeas.detection.lexicon.numerals import COMMON_IN, TIMES, WORDS
from habeas.detection.lexicon.numerals_unspaced import HAN, HANGUL_SYLLABLES, HANGUL_WORDS, KANA, THAI
from habeas.detection.numeral_tokens import TOGETHER

_EVERYDAY = frozenset("0123")
"""Digits whose words are too common in prose to wake anything; hardly a number is made of them alone."""
_SHORTEST_PART = 3


def _is_rare(word: str, codes: dict[str, str]) -> bool:
    if len(word) < _SHORTEST_PART and word.isascii():
        return False
    return any(
        code.isdecimal() and not _EVERYDAY.issuperset(code) and language not in COMMON_IN[word]
        for language, code in codes.items()
    )


RARE_WORDS: frozenset[str] = frozenset(word for word, codes in WORDS.items() if _is_rare(word, codes))
"""Number words, folded, one of which a number in words holds."""


def _counts_beside_figures(word: str) -> bool:
    """Say whether an everyday word may be a digit though no other number word stands beside it."""
    return len(word) > 1 and any(language not in COMMON_IN[word] for language in WORDS[word])


_SIGNS = "[^0-9a-z]{0,12}"
"""More than signs: letters of other alphabets too, for simple classes keep compiled patterns small."""

_FEW_SIGNS = "[^0-9a-z]{0,4}"
_FIGURE = f"{_SIGNS}[0-9]"
_SIX_CLOSE = f"[0-9](?:{_FEW_SIGNS}[0-9]){{5}}"
_LEET = f"[{LETTERS_LIKE_FIGURES}]{{1,3}}"
_FIGURE_OR_LEET = f"{JOINING}[0-9{LETTERS_LIKE_FIGURES}]"
_END = "(?:[^0-9a-z]|$)"
CYRILLIC = "эзчбвоіӏ"
_NO_WORD = "(?:[^cdfhjkmnpruvwxy]|$)"
"""Behind letters that look like figures: no letter of a word."""
_HAN = f"[{''.join(HAN)}]"
_HAN_OR_FIGURE = f"[0-9{''.join(HAN)}]"
DOUBTFUL_WORDS = tuple(word for word in WORDS if word.isascii() and word not in RARE_WORDS and len(word) > 1)
_DOUBTFUL = alternatives(DOUBTFUL_WORDS)
_SCRIPTS = ("[а-ѿ]", "[؀-ۿ]", "[ऀ-ॿ]", "[ঀ-৿]")
OTHER_EVERYDAY_WORDS = tuple(
    tuple(word for word in WORDS if re.match(script, word) and word not in RARE_WORDS) for script in _SCRIPTS
)
_OTHER_EVERYDAY = tuple(map(alternatives, OTHER_EVERYDAY_WORDS))
TOGETHER_WORDS = tuple(word for word, code in TOGETHER.items() if len(code) == 1)
_TOGETHER = alternatives(TOGETHER_WORDS)
UNSPACED_WORDS = (tuple(THAI), tuple(KANA), (*HANGUL_SYLLABLES, *HANGUL_WORDS))
_THAI, _KANA, _HANGUL = map(alternatives, UNSPACED_WORDS)
LEET_WORD = (
    "(?:[z2][e3]r[o0]|[o0]n[e3]|tw[o0]|[t7]hr[e3][e3]|f[o0]ur|f[i1l]v[e3]"
    "|[s5][i1l]x|[s5][e3]v[e3]n|[e3][i1l][g9]h[t7]|n[i1l]n[e3])"
)
_WORDS = "(?:[a-z]{1,10}[ ,]{1,3}){0,2}"
_PIECE = "[0-9][0-9]{1,7}"


def _pieces(then: str, also: str) -> tuple[str, str]:
    """Return patterns for pieces of a number with words between: two with a "then", three with an "and" between."""
    then, also = (f"[ ,.;:-]{{1,4}}{_WORDS}{words}[ ,.;:-]{{1,4}}{_WORDS}" for words in (then, also))
    return f"{_PIECE}{then}{_PIECE}", f"{_PIECE}{also}{_PIECE}{also}{_PIECE}"


BESIDE_WORDS = (
    *(word for word in WORDS if word.isascii() and word not in RARE_WORDS and _counts_beside_figures(word)),
    *(word for words in (SEPARATOR_WORDS, TIMES) for word in words if word.isascii()),
)
_BESIDE = alternatives(BESIDE_WORDS)
OTHER_BESIDE_WORDS = (
    *(word for word in WORDS if not word.isascii() and word not in RARE_WORDS),
    *(word for words in (SEPARATOR_WORDS, TIMES) for word in words if not word.isascii()),
)
_OTHER_BESIDE = alternatives(OTHER_BESIDE_WORDS)

WORD_PATTERNS: tuple[str, ...] = (
    # Single characters apart; Morse.
    r"[ ._-][0-9a-z](?:[ ._-]{1,3}[0-9a-z]){6}",
    r"[.-]{5}(?: [/|]? ?[.-]{5}){6}",
    # Number words written together, in leetspeak, or with figures.
    rf"[0-9]{_TOGETHER}",
    rf"\b{_TOGETHER}(?:[0-9]|{_TOGETHER}{_TOGETHER})",
    rf"[0-9][0-9a-z]{{0,4}}[^0-9a-z]{{1,6}}{LEET_WORD}",
    # Number words, each of which means something else too.
    rf"\b(?:(?:{_DOUBTFUL}|[0-9])[^0-9a-z]{{1,3}}){{4}}(?:{_DOUBTFUL}|[0-9])\b",
    # The same letters between all figures.
    r"[0-9](?: {0,2}[a-z][0-9]){5}",
    # Pieces with words between, or a piece a line.
    *_pieces(alternatives(filter(str.isascii, THEN_WORDS)), alternatives(filter(str.isascii, AND_WORDS))),
    r"[0-9][0-9][^\n]{0,16}\n[^\n]{0,32}[0-9]{2}",
)

_LAST = "(?:[^0-9]|$)"
"""Behind the last figure: so a run is reported once, and not again for each figure of it."""

FIGURES = rf"[0-9](?:(?:{_FIGURE}){{7}}|(?:[^0-9a-z,]{{0,12}}[0-9]){{6}}|(?:[^0-9a-z.]{{0,12}}[0-9]){{6}}){_LAST}"
"""Eight figures; or seven, if not both a comma and a full stop stand between them, as in an amount."""

FIGURE_PATTERNS: tuple[str, ...] = (
    # Figures, and letters that look like more of them.
    *(
        rf"\b[0-9]{f'{JOINING}[0-9]' * (plain - 1)}(?:{_LEET}|{JOINING}{_LEET}[0-9])"
        rf"(?:{_FIGURE_OR_LEET}){{{max(0, 4 - plain)},13}}{_END}"
        for plain in range(1, 7)
    ),
    rf"\b{_LEET}[0-9](?:{_FIGURE_OR_LEET}){{4,14}}{_END}",
    rf"[0-9](?:{_FIGURE}){{3}}[^0-9a-z]{{1,6}}[0-9][^0-9a-z]{{1,5}}[oliоіӏ]{_NO_WORD}",
    rf"\b[oli]{{1,3}}{_FEW_SIGNS}{_SIX_CLOSE}",
    # Six figures, and a word for one more beside them.
    rf"{SIX_FIGURES}[^0-9a-z]{{1,6}}{_BESIDE}\b",
    rf"\b{_BESIDE}[^0-9a-z]{{1,6}}{SIX_FIGURES}",
    rf"{LEET_WORD}[^0-9a-z]{{1,6}}{SIX_FIGURES}",
)
"""Each matches a text in ASCII only where it holds figures enough (`FIGURES_ENOUGH`)."""

FOREIGN_PATTERNS: tuple[str, ...] = (
    # Figures, and letters or characters for more of them, or a word.
    rf"(?:[0-9][{CYRILLIC}]|[{CYRILLIC}][0-9])(?:{_FEW_SIGNS}[0-9оіӏ]){{2}}",
    rf"{SIX_FIGURES}[ ,.;/-]{{0,3}}{_OTHER_BESIDE}",
    rf"{_OTHER_BESIDE}[ ,.;/-]{{0,3}}[0-9](?:[ .()/-]{{0,4}}[0-9]){{5}}",
    rf"{_HAN}(?:[^0-9a-z]{{0,3}}{_HAN_OR_FIGURE}){{4}}",
    rf"{_HAN_OR_FIGURE}(?:[^0-9a-z]{{0,3}}{_HAN_OR_FIGURE}){{3}}[^0-9a-z]{{0,3}}{_HAN}",
    # Number words of other alphabets, each of which means something else too.
    *(rf"(?:(?:{words}|[0-9])[ ,.،/-]{{1,3}}){{4}}(?:{words}|[0-9])" for words in _OTHER_EVERYDAY),
    # Scripts without spaces.
    rf"{_THAI}(?:[ -]{{0,2}}{_THAI}){{2}}",
    rf"{_KANA}(?:[ -]{{0,2}}{_KANA}){{3}}",
    rf"{_HANGUL}(?:[ -]{{0,2}}{_HANGUL}){{3}}",
    # Pieces with words between, in any alphabet.
    *_pieces(alternatives(THEN_WORDS), alternatives(AND_WORDS)),
)
"""Each matches nothing in a text in ASCII that the others do not."""

PATTERNS = WORD_PATTERNS + FIGURE_PATTERNS + FOREIGN_PATTERNS

_ANY = regex("|".join(PATTERNS))
_WORD = regex(r"[^\W\d_]+")
_CHUNK = "0123456789abcdefghijklmnopqrstuvwxyz"
_LONGEST_REST = 64
_RARE_PARTS = tuple(word for word in RARE_WORDS if not _WORD.fullmatch(word))


def is_triggered(text: str, start: int, end: int) -> bool:
    """Say whether something between `start` and `end` wakes the detector of phones."""
    stretch = text[start:end].replace("'", "")
    if not RARE_WORDS.isdisjoint(_WORD.findall(stretch)):
        return True
    if not stretch.isascii() and any(map(stretch.__contains__, _RARE_PARTS)):
        return True
    # The character behind the last chunk tells that it ends there: what is cut off in its middle seems to end as well.
    after = text[end : end + _LONGEST_REST]
    chunk_end = end + len(after) - len(after.lstrip(_CHUNK))
    return _ANY.search(text, start, chunk_end + 1) is not None
