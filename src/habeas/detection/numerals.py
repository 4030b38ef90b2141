"""Runs of digits as people write them: plain, spaced, spelled, mixed, in look-alikes, over several messages.

The digits are what a reader would dial. Knows nothing of phone numbers.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from habeas.detection.documents import Document
from habeas.detection.expressions import regex
from habeas.detection.lexicon.number_fillers import SEPARATOR_WORDS
from habeas.detection.lexicon.numerals import JOINERS, TIMES
from habeas.detection.numeral_grammar import DigitGroup, Figure, join_figures
from habeas.detection.numeral_tokens import UNSPACED, Token, read_tokens

__all__ = ["DigitGroup", "NumberRun", "read_numbers", "read_numbers_between"]


class NumberRun(NamedTuple):
    """Groups of a folded text that belong together: close to each other, nothing but separators between them.

    It stands at folded characters `start` to `end`.
    """

    text: str
    groups: tuple[DigitGroup, ...]
    digits: str
    start: int
    end: int

    @property
    def plus(self) -> bool:
        """Whether a plus, in a sign or a word, stands before."""
        return _has_plus(self.text, self.start)

    @property
    def obfuscated(self) -> bool:
        """Whether it is not written in plain figures with common separators."""
        return _is_obfuscated(self.text, self.groups)


def read_numbers(document: Document) -> tuple[NumberRun, ...]:
    """Return the number runs of a document in order of place."""
    return tuple(read_numbers_between(document, 0, len(document.text)))


def read_numbers_between(document: Document, start: int, end: int) -> Iterator[NumberRun]:
    """Yield the number runs between two places that no word or number spans, in order."""
    text = document.text
    if _MORE_THAN_FIGURES.search(text, start, end) is None:
        yield from _plain_runs(text, start, end)
        return
    figures = _figures_beside_words(text, start, end, document.language)
    if figures:
        yield from _plain_runs(text, *figures)
        return
    for tokens in _neighbours(text, start, end):
        yield from _runs_of(tokens, text, document.language)


_MORE_THAN_FIGURES = regex(r"[^\W\d_]|[.-]{5}")
_MARKS_BESIDE = " \n.,:;/()$€£+#°-"
_MARKS = f"[{_MARKS_BESIDE}]"
_FIGURES_BESIDE_WORDS = regex(
    rf"(?:([^\W\d_]++){_MARKS}{{1,4}}+)?([0-9]++(?:{_MARKS}{{0,4}}+[0-9]++)*+)(?:{_MARKS}{{1,4}}+([^\W\d_]++))?"
)


def _figures_beside_words(text: str, start: int, end: int, language: str | None) -> tuple[int, int] | None:
    """Return where figures stand between a word at most on either side, which adds nothing to them ("to $12,155")."""
    match = _FIGURES_BESIDE_WORDS.fullmatch(text, start, end)
    if match is None or text[start - 1 : start] == "@":
        return None
    main = (language or "").partition("-")[0]
    silent = all(word is None or _adds_nothing(word, main) for word in (match[1], match[3]))
    return match.span(2) if silent else None


@lru_cache(maxsize=8192)
def _adds_nothing(word: str, language: str) -> bool:
    """Say whether a word beside figures is no part of their number, unless more words stand with it."""
    tokens = list(read_tokens(word, 0, len(word)))
    return not tokens or (len(word) > 1 and len(tokens) == 1 and not _counts_alone(tokens[0], language))


_FIGURES = regex(r"[0-9]+")


def _plain_runs(text: str, start: int, end: int) -> Iterator[NumberRun]:
    """Yield the runs of a stretch without letters: the figures are the digits."""
    together: list[DigitGroup] = []
    for match in _FIGURES.finditer(text, start, end):
        first, last = match.span()
        if together and not _are_signs(text, together[-1].end, first):
            yield make_run(text, together)
            together = []
        together.append(DigitGroup(first, last, match.group(), "plain"))
    if together:
        yield make_run(text, together)


def _are_signs(text: str, start: int, end: int) -> bool:
    return end - start <= _LONGEST_GAP and _SIGNS.fullmatch(text, start, end) is not None


def _runs_of(tokens: list[Token], text: str, language: str | None) -> Iterator[NumberRun]:
    if len(tokens) == 1 and tokens[0].digits and not tokens[0].frail:
        token = tokens[0]
        yield make_run(text, [DigitGroup(token.start, token.end, token.digits, token.style)])
        return
    if len(tokens) == 1 and not _counts_alone(tokens[0], language):
        return
    for figures, spoken in _resolve(tokens, text, language):
        groups = join_figures(figures, spoken)
        if groups:
            yield make_run(text, groups)


def _counts_alone(token: Token, language: str | None) -> bool:
    """Say whether a number word means a number with none beside it."""
    if token.frail:
        return False
    main = (language or "").partition("-")[0]
    return main in token.codes or any(spoken not in token.common for spoken in token.codes)


def make_run(text: str, groups: list[DigitGroup]) -> NumberRun:
    """Return the run of these groups."""
    digits = groups[0].digits if len(groups) == 1 else "".join([group.digits for group in groups])
    return NumberRun(text, tuple(groups), digits, groups[0].start, groups[-1].end)


def _has_plus(text: str, start: int) -> bool:
    before = text[max(0, start - _LONGEST_PLUS) : start]
    if "+" not in before and before.isascii() and not before.rstrip(" (").endswith(_ASCII_PLUS):
        return False
    return _PLUS.search(before) is not None


_LONGEST_PLUS = 12
_ASCII_PLUS = ("plus", "mas", "mais", "piu", "arti")
_PLUS = regex(r"(?:(?<![0-9a-z+])\+{1,2}|\b(?:plus|mas|mais|piu|плюс|arti|加|زائد|प्लस)) ?\(?$")
_COMMON_SEPARATOR = regex(r"[ \u2010-\u2015.()/+-]{0,3}")
_MOST_LONE_DIGITS = 4


def _is_obfuscated(text: str, groups: tuple[DigitGroup, ...]) -> bool:
    if any(group.style in ("spelled", "leet") for group in groups):
        return True
    if sum(len(group.digits) == 1 for group in groups) >= _MOST_LONE_DIGITS:
        return True
    return any(not _COMMON_SEPARATOR.fullmatch(text, left.end, right.start) for left, right in pairwise(groups))


# --- which tokens stand together --------------------------------------------------------------


def _neighbours(text: str, start: int, end: int) -> Iterator[list[Token]]:
    """Yield the tokens between which stands nothing but separators."""
    together: list[Token] = []
    for token in read_tokens(text, start, end):
        if together and not _is_separator(text[together[-1].end : token.start], together[-1], token):
            yield together
            together = []
        together.append(token)
    if together:
        yield together


_LONGEST_GAP = 24
_SIGNS = regex(r"(?:[^\w@=%]|_){0,12}|[.\-_*~ ]{0,24}")


def _is_separator(gap: str, before: Token, after: Token) -> bool:
    if gap == " ":
        return True
    if len(gap) > _LONGEST_GAP:
        return False
    if _SIGNS.fullmatch(gap):
        return True
    words = gap.strip(" .,-\n")
    if words in TIMES or words in SEPARATOR_WORDS:
        return True
    return any(
        words in JOINERS.get(language, ()) and code.endswith("0")
        for language, code in before.codes.items()
        if language in after.codes
    )


# --- which language the words of a run are in -------------------------------------------------


def _resolve(tokens: list[Token], text: str, language: str | None) -> Iterator[tuple[list[Figure], str]]:
    """Yield the stretches of a run that read as digits in one language."""
    spoken = _language_of(tokens, language)
    certain = spoken == UNSPACED or _is_certain(tokens, text, spoken, language)
    stretch: list[Figure] = []
    last: Token | None = None
    for place, token in enumerate(tokens):
        code = "" if token.frail and not _is_in_company(tokens, place) else _code_of(token, spoken, certain=certain)
        if not code:
            continue
        gap = text[last.end : token.start] if last else ""
        if last and not _is_separator(gap, last, token):
            yield stretch, spoken
            stretch = []
        stretch.append(Figure(token.start, token.end, code, token.style, gap if stretch else ""))
        last = token
    if stretch:
        yield stretch, spoken


def _language_of(tokens: list[Token], preferred: str | None) -> str:
    counts: dict[str, int] = {}
    for token in tokens:
        for language in token.codes:
            counts[language] = counts.get(language, 0) + 1
    if not counts:
        return ""
    main = (preferred or "").partition("-")[0]
    return max(counts, key=lambda language: (counts[language], language == main))


_ENOUGH_COMPANY = 4


def _is_certain(tokens: list[Token], text: str, spoken: str, language: str | None) -> bool:
    """Say whether the words that mean something else too are numbers here."""
    if language and language.partition("-")[0] == spoken:
        return True
    if any(text[left.end : right.start].strip() in TIMES for left, right in pairwise(tokens)):
        return True
    own = [spoken not in token.common for token in tokens if spoken in token.codes]
    return any(own) or len(own) >= _ENOUGH_COMPANY


def _code_of(token: Token, spoken: str, *, certain: bool) -> str:
    if token.digits:
        return token.digits
    if spoken in token.codes:
        return token.codes[spoken] if certain or spoken not in token.common else ""
    english = token.codes.get("en", "")
    return english if english.isdecimal() and "en" not in token.common else ""


def _is_in_company(tokens: list[Token], place: int) -> bool:
    """Say whether a letter by itself stands among single digits, or a doubtful chunk beside a clear one."""
    beside = [tokens[other] for other in (place - 1, place + 1) if 0 <= other < len(tokens)]
    near = [token for token in beside if abs(token.start - tokens[place].start) <= _NEXT]
    if len(tokens[place].digits) > _LONGEST_LONE:
        return any(token.style == "leet" and not token.frail for token in near)
    if len(beside) == 1:
        beside += tokens[2:3] if place == 0 else tokens[-3:-2]
        return len(beside) > 1 and all(map(_is_single, beside))
    return any(map(_is_single, near)) and all(token.codes or _is_single(token) for token in beside)


_NEXT, _LONGEST_LONE = 6, 2


def _is_single(token: Token) -> bool:
    return len(token.digits) == 1
