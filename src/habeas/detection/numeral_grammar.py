"""How number words make digits: tens and ones, hundreds, "double five", "two times eight".

Reads the tokens of one run, in one language, into groups of digits as a reader would dial them.
"""

from typing import NamedTuple

from habeas.detection.lexicon.numerals import JOINERS, SPOKEN, TIMES


class Figure(NamedTuple):
    """One token with its code in the language of its run, and the text before it."""

    start: int
    end: int
    code: str
    style: str
    gap: str


class DigitGroup(NamedTuple):
    """One piece of a run: folded characters `start` to `end` that read as `digits`.

    `style` is `plain` (figures), `spelled` (number words), `leet` (letters for figures) or `glued`
    (figures that a word sticks to).
    """

    start: int
    end: int
    digits: str
    style: str


def join_figures(figures: list[Figure], language: str) -> list[DigitGroup]:
    """Return the groups that the figures of one run make, in order."""
    groups, place = [], 0
    while place < len(figures):
        digits, after = _read_one(figures, place, language)
        if digits:
            styles = {figure.style for figure in figures[place:after]} - {"plain"}
            style = "glued" if "glued" in styles else max(styles, default="plain")
            groups.append(DigitGroup(figures[place].start, figures[after - 1].end, digits, style))
        place = after
    return groups


def _read_one(figures: list[Figure], place: int, language: str) -> tuple[str, int]:
    """Return the digits of the number that begins at `place`, and the place after it."""
    figure, following = figures[place], figures[place + 1] if place + 1 < len(figures) else None
    if following and figure.code in _COUNTS and following.gap.strip(" \n") in TIMES:
        return _repeat(figures, place + 1, int(figure.code))
    if not figure.code.isdecimal():
        return _read_code(figures, place, language)
    if figure.style != "spelled":
        return figure.code, place + 1
    if following and len(figure.code) == 1 and _is_close(following, language):
        multiplied = _multiply(int(figure.code), following.code, language)
        if multiplied:
            return _read_rest(figures, place + 2, multiplied, language)
    if figure.code.endswith("0") and figure.code != "0":
        return _read_rest(figures, place + 1, int(figure.code), language)
    return figure.code, place + 1


def _read_code(figures: list[Figure], place: int, language: str) -> tuple[str, int]:
    """Return what a code alone stands for: "double ...", "hundred", "وعشرين" with nothing before it."""
    kind, value = figures[place].code[0], figures[place].code[1:]
    if kind == "*":
        return _repeat(figures, place + 1, int(value))
    if kind == "x":
        return _read_rest(figures, place + 1, int(value), language)
    return value, place + 1


_COUNTS = frozenset("234")


def _repeat(figures: list[Figure], place: int, times: int) -> tuple[str, int]:
    if place < len(figures) and len(figures[place].code) == 1:
        return figures[place].code * times, place + 1
    return "", place


def _multiply(one: int, code: str, language: str) -> int:
    """Return ones and what follows them as one number ("two hundred", "dua belas"), or 0."""
    if code.startswith("+"):
        return one + int(code[1:])
    if code.startswith("x") and one:
        return one * int(code[1:])
    if language == "fr" and one == _QUATRE and code == "20":
        return _QUATRE_VINGT
    return 0


_QUATRE, _QUATRE_VINGT = 4, 80


def _read_rest(figures: list[Figure], place: int, value: int, language: str) -> tuple[str, int]:
    """Add to a value that ends in zeros what is said after it ("ninety | nine", "soixante | douze")."""
    while place < len(figures):
        figure = figures[place]
        if figure.style != "spelled" or not figure.code.isdecimal() or not _is_close(figure, language):
            break
        if not _fits(value, figure.code, language):
            break
        value += int(figure.code)
        place += 1
        if value % 10:
            break
    return str(value), place


def _fits(value: int, code: str, language: str) -> bool:
    size = len(code)
    if code == "0" or value % 10:
        return False
    if value % 100 == 0:
        return size == 2 or (size == 1 and (language not in SPOKEN or SPOKEN[language].ones_after_hundreds))  # noqa: PLR2004
    tens = value % 100
    if language == "fr" and size == 2 and code.startswith("1"):  # noqa: PLR2004
        return tens in (60, _QUATRE_VINGT)
    if tens == 10:  # noqa: PLR2004
        return size == 1 and (language in _TEN_AND_ONES or (language == "fr" and code in "789"))
    return size == 1


_TEN_AND_ONES = ("unspaced", "vi", "tr")


def _is_close(figure: Figure, language: str) -> bool:
    gap = figure.gap.strip(" ")
    return gap in ("", "-") or gap in JOINERS.get(language, ())
