"""Find every @name of a text and tell members from code, calls to a room and names on other servers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from habeas.detection.expressions import regex
from habeas.detection.handles.names import looks_like_host, looks_like_measure
from habeas.detection.lexicon.handle_words import CODE_CONTEXT, CODE_NAMES, EVERYBODY, PACKAGE_SCOPES, one_of

TAG = "@[a-z0-9_\u0370-\u052f]"
"""What an @name holds at the least; in the syntax of triggers."""

_NAME = r"[a-z0-9_\u0370-\u052f](?:[a-z0-9_.\-\u0370-\u052f]{0,62}[a-z0-9_\u0370-\u052f])?"
_TAG = regex(
    r"@(?:(?<![\w!#$%&*@./+\-]@)|(?<=\brt@)|(?<=[^\x00-\u052f]@)|(?<=[!*]@))"
    rf"(?P<name>{_NAME})(?P<list>/[a-z][\w.\-]{{0,40}})?"
    r"(?P<server>[@:](?:[a-z0-9\-]{1,32}\.){1,3}[a-z]{2,12}(?![\w.]))?"
)
_CODE_CONTEXT = regex(one_of(CODE_CONTEXT))
_CODE_FOLLOWS = regex(r"\(|@[\^~]?\d|\s*[{=]")
_SHORTEST_COMPOUND = 12
"""Letters from which a decorator's name is too long to be a member's by chance."""
_SHORTEST_NUMBER = 4


class TagKind(Enum):
    """Who or what an @name calls."""

    MEMBER = auto()
    ELSEWHERE = auto()
    CODE = auto()
    ROOM = auto()


@dataclass(frozen=True, slots=True)
class Tag:
    """Folded characters `start` to `end`, an @name."""

    start: int
    end: int
    value: str
    kind: TagKind


def find_tags(text: str) -> Iterator[Tag]:
    """Yield the @names of a folded text; hosts, addresses and quantities are none."""
    tags = list(_TAG.finditer(text))
    is_code = len({match["name"] for match in tags} & CODE_NAMES) > 1 or bool(tags and _CODE_CONTEXT.search(text))
    for match in tags:
        name = match["name"]
        if match["server"] and "." in match["server"]:
            yield Tag(match.start(), match.end(), match.group()[1:], TagKind.ELSEWHERE)
            continue
        if _is_no_name(name):
            continue
        yield Tag(match.start(), match.end(), match.group()[1:], _kind(text, match, is_code=is_code))


def _is_no_name(name: str) -> bool:
    if name.isdigit():
        return len(name) < _SHORTEST_NUMBER
    return looks_like_host(name) or looks_like_measure(name) or not name.strip("_.-")


def _kind(text: str, match: re.Match[str], *, is_code: bool) -> TagKind:
    name = match["name"]
    if name in EVERYBODY:
        return TagKind.ROOM
    if match["list"]:
        return (
            TagKind.CODE
            if is_code or name in PACKAGE_SCOPES or _CODE_FOLLOWS.match(text, match.end())
            else TagKind.MEMBER
        )
    if name.partition(".")[0] in CODE_NAMES and (is_code or len(name) >= _SHORTEST_COMPOUND):
        return TagKind.CODE
    return TagKind.CODE if _CODE_FOLLOWS.match(text, match.end()) else TagKind.MEMBER
