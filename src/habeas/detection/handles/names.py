"""Read a name at a place: marked with an @, shaped like nothing but a name, plain, or spelled out."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from habeas.detection.expressions import regex
from habeas.detection.lexicon.apps import BY_WORD
from habeas.detection.lexicon.connectors import CONNECTORS, Sign
from habeas.detection.lexicon.handle_words import first_in_ascii, one_of
from habeas.detection.lexicon.plain_words import NOT_NAMES

SHORTEST = 3
SHORTEST_PLAIN = 4

_NAME = regex(
    r"(?P<at>@ ?)?"
    r"(?P<core>live:\.?[a-z0-9][a-z0-9._\-]{1,64}[a-z0-9_]|[a-z0-9_](?:[a-z0-9_.\-丨]{0,48}[a-z0-9_])?(?:#\d{4}(?!\d))?)"
)
_SIGNS_SPELLED = [word for word, connector in CONNECTORS.items() if connector.sure and connector.sign in "._-"]
_SIGN_WORDS = one_of(_SIGNS_SPELLED)
_FIRST_OF_SIGN_WORDS = first_in_ascii(_SIGNS_SPELLED)
_SPELLED_SIGN = regex(
    rf"(?P<opened>[\s_]{{0,2}}[(\[{{<*]{{1,2}}\s?|[\s_]{{1,2}})(?P<sign>{_SIGN_WORDS})(?:\s?[)\]}}>*]{{1,2}}[\s_]{{0,2}}|[\s_]{{1,2}})"
    r"(?P<rest>[a-z0-9]{1,32})(?![a-z0-9@])"
)
_GAPPED_SIGN = regex(r"(?P<gap> ?)(?P<sign>[._])(?P=gap)(?P<rest>[a-z0-9][a-z0-9_]{0,31})(?![a-z0-9@])")
_MOST_SIGNS = 6
_PIECES_WITH_ONE_SIGN = 3

_ADDRESS_FOLLOWS = regex(r" ?(?:@|\(at\)|\[at\])[a-z0-9]|://|/[a-z0-9]")
_HOST = regex(
    r"(?:[a-z0-9-]{1,48}\.){1,4}(?:com|net|org|io|co|me|ru|de|uk|us|info|biz|gg|ly|app|dev|tv|fr|es|it|nl|pl|br|in|ua|eu|ch|at|be|au|ca|jp|cn|kr|vn|id|th|tr|ro|cz|hu|se|no|dk|fi|pt|mx|ar|cl|pe|ai|link|site|online|store|shop|xyz|club|page|edu|gov)"
)
_LOOKS_LIKE_FILE = regex(
    r".{1,48}\.(?:py|js|ts|jsx|tsx|html?|css|php|java|rb|go|rs|json|ya?ml|xml|csv|xlsx?|docx?|pptx?|pdf|png|jpe?g|gif|svg|webp|mp[34]|mov|psd|ai|zip|rar|exe|apk|ipynb|md|txt|sql|sh|ini|env|log)"
)
_MEASURE = regex(
    r"v?\d[\d.,\-x]*(?:st|nd|rd|th|k|m|b|x|d|g|gb|mb|tb|kb|px|pt|p|fps|hz|khz|mhz|ghz|am|pm|h|hr|hrs|min|mins|s|sec|ms|usd|eur|gbp|rs|inr|cm|mm|km|kg|lb|oz|in|ft|v|w|kw|mah|qm|m2|words?|pages?|days?|weeks?|months?|years?|yrs?|yo)?"
)
_WORD_WITH_NUMBER = regex(
    r"(?:es|h|mp|ps|ios|web|html|css|php|gpt|k|n|s|ec|i|b|a|c|d|x|y|z|v|q|http|ipv|utf|python|vue|angular|java|net|db|log4|net|win|windows|office|level|tier|part|step|phase|day|week|version|gpt|covid|top|area|channel|season|episode)-?\d{1,4}[a-z]?"
)


def looks_like_host(word: str) -> bool:
    """Whether the word ends as a common domain does."""
    return _HOST.fullmatch(word) is not None


def looks_like_measure(word: str) -> bool:
    """Whether the word is a number with or without a unit, or a version."""
    return _MEASURE.fullmatch(word) is not None


class Shape(Enum):
    """How much a name looks like one by itself."""

    MARKED = auto()
    SPELLED = auto()
    SHAPED = auto()
    PLAIN = auto()
    NUMBER = auto()
    FULL = auto()


@dataclass(frozen=True, slots=True)
class Name:
    """Folded characters `start` to `end` read as the name `value`."""

    start: int
    end: int
    value: str
    shape: Shape


def read_name(text: str, position: int, *, after_announcer: bool = False) -> Name | None:
    """Return the name that begins at `position`, or None where the word cannot be one.

    After a word that announces a name, forms that would otherwise be hosts are names too.
    """
    match = _NAME.match(text, position)
    if match is None:
        return None
    marked = match["at"] is not None
    core, end = match["core"], match.end()
    if _ADDRESS_FOLLOWS.match(text, end):
        return None
    spelled = _read_spelled(text, core, end)
    if spelled is not None:
        return Name(match.start(), spelled[1], spelled[0], Shape.SPELLED)
    if marked:
        is_name = core.strip("_.-") and not looks_like_measure(core)
        return Name(match.start(), end, core, Shape.MARKED) if is_name else None
    shape = _shape(core, after_announcer=after_announcer)
    return shape and Name(match.start(), end, core.replace("丨", "i"), shape)


def _read_spelled(text: str, core: str, end: int) -> tuple[str, int] | None:
    """Return the name with its spelled signs read, and its end, if it goes on with any."""
    pieces = [core.rstrip("_")]
    end -= len(core) - len(pieces[0])
    sure = False
    while len(pieces) <= 2 * _MOST_SIGNS:
        match = _SPELLED_SIGN.match(text, end)
        if match is not None:
            sign = CONNECTORS[" ".join(match["sign"].split())].sign.value
            sure = sure or sign == Sign.UNDERSCORE or not match["opened"].isspace()
        else:
            match = _GAPPED_SIGN.match(text, end) if len(pieces) > 1 or _is_gapped(text, end) else None
            if match is None:
                break
            sign = match["sign"]
        pieces += sign, match["rest"]
        end = match.end()
    if len(pieces) == 1 or not (sure or len(pieces) > _PIECES_WITH_ONE_SIGN or NOT_NAMES.isdisjoint(pieces)):
        return None
    return "".join(pieces), end


def _is_gapped(text: str, end: int) -> bool:
    """Whether a sign with a space on both sides follows: `tami . restaura`."""
    return text[end : end + 3] in {" . ", " _ "}


def _shape(core: str, *, after_announcer: bool) -> Shape | None:
    if _is_another_word(core) or (looks_like_host(core) and not after_announcer):
        return None
    has_digit = any(c.isdigit() for c in core)
    is_word_with_number = has_digit and _WORD_WITH_NUMBER.fullmatch(core) is not None
    if not _NAME_SIGNS.isdisjoint(core) or (has_digit and not is_word_with_number):
        return Shape.SHAPED
    return Shape.PLAIN if len(core) >= SHORTEST_PLAIN and not has_digit else None


_NAME_SIGNS = frozenset("#:_丨.")


def _is_another_word(core: str) -> bool:
    if (
        len(core) < SHORTEST
        or core in BY_WORD
        or core in NOT_NAMES
        or ".." in core
        or max(map(len, core.split("."))) == 1
    ):
        return True
    return looks_like_measure(core) or _LOOKS_LIKE_FILE.fullmatch(core) is not None


def read_number(text: str, position: int) -> Name | None:
    """Return the member number that begins at `position`."""
    match = _NUMBER.match(text, position)
    return match and Name(match.start(), match.end(), re.sub(r"\D", "", match.group()), Shape.NUMBER)


_NUMBER = regex(r"(?<!\d)\d(?:[ -]?\d){4,10}(?![\d.,]\d|\d| ?[a-d]\b)")
