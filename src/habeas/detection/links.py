"""Read links: with a scheme or without, in any script. Tells what stands there, not what it is for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from habeas.detection.expressions import regex
from habeas.detection.lexicon.suffixes import OTHER_SCRIPTS, TOP_LEVEL_DOMAINS


@dataclass(frozen=True, slots=True)
class Link:
    """Characters `start` to `end` of a text: the host, and what follows it (path, query, fragment)."""

    start: int
    end: int
    scheme: str
    host: str
    path: str


_NOT_IN_ADDRESSES = r"\u0e00-\u0eff\u1100-\u11ff\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef\ue000-\ue002"
_FOREIGN_ENDINGS = sorted(OTHER_SCRIPTS, key=len, reverse=True)
_SCHEME_OR_RUN = (
    r"(?P<scheme>(?:h(?:tt|xx|\*\*)ps?|ftp)\s?(?:\[?:\]?\s?//|\[://\])\s?)"
    r"|(?<![a-z0-9_\-.@$#])[a-z0-9_\-]++(?:\.[a-z0-9_\-]++)+"
)
_ASCII_START = regex(
    rf"{_SCHEME_OR_RUN}|(?<=[$#])(?:[\w\-]+\.)+(?:{'|'.join(filter(str.isascii, _FOREIGN_ENDINGS))})(?!\w)"
)
_START = regex(rf"{_SCHEME_OR_RUN}|(?<![\w\-.@])(?:[\w\-]+\.)+(?:{'|'.join(map(re.escape, _FOREIGN_ENDINGS))})(?!\w)")
_DOT_IN_A_WORD = regex(r"\.[a-z0-9_\-]")
_ASCII_HOST = regex(r"[a-z0-9_\-]{1,63}(?:\.[a-z0-9_\-]{1,63}){1,8}")
_ANY_HOST = regex(r"[^\s/?#:@\"'<>()\[\]{}|\\^`,;!*]{1,255}")
_PATH = regex(rf"(?::\d{{2,5}}(?!\d))?(?:[/?#][^\s<>\"\\^`{{}}|{_NOT_IN_ADDRESSES}]{{0,2000}})?")
_NUMBERED = frozenset(("wa.me", "zoom.us"))
_GAPPED_NUMBER = regex(r"/(?:j/)?\+?\d{1,5}(?:[ \-]\d{2,5}){1,6}(?!\d)")
_LONGEST_HOST = 253
_PLAIN = 2  # labels of a name without a subdomain
_TRAILING = ".,;:!?'\"*_~-)]}>…"
_PAIRS = {")": "(", "]": "[", "}": "{"}


def read_links(text: str) -> Iterator[Link]:
    """Yield every link and dotted name of a text, from left to right."""
    plain = text.isascii()
    if plain and "//" not in text and _DOT_IN_A_WORD.search(text) is None:
        return
    start, place = _ASCII_START if plain else _START, 0
    while match := start.search(text, place):
        link = _with_scheme(text, match) if match["scheme"] else _without_scheme(text, match)
        place = max(match.end(), link.end if link else 0)
        if link:
            yield link


def _with_scheme(text: str, match: re.Match[str]) -> Link | None:
    found = _ASCII_HOST.match(text, match.end())
    host = _cut_to_ending(found.group()) if found else ""
    if not host:
        other = _ANY_HOST.match(text, match.end())
        host = _cut_to_ending(other.group()) if other else ""
    if not host:
        return None
    return _link(text, match.start(), match.end(), match["scheme"], host)


def _without_scheme(text: str, match: re.Match[str]) -> Link | None:
    host = _cut_to_ending(match.group())
    if not host:
        return None
    end = match.start() + len(host)
    if text[end : end + 1] in ("@", "(") or (end < match.end() and host.endswith(".net")):
        return None
    return _link(text, match.start(), match.start(), "", host)


def _cut_to_ending(run: str) -> str:
    """Return the longest beginning of a dotted run that is a domain, or nothing."""
    if len(run) > _LONGEST_HOST:
        return ""
    labels = run.rstrip("._-").split(".")
    while len(labels) > 1:
        if labels[-1] in TOP_LEVEL_DOMAINS and _is_host(labels):
            return ".".join(labels)
        if len(labels) > _PLAIN and labels[-2] not in ("com", "net", "org"):
            return ""
        labels.pop()
    return ""


def _is_host(labels: list[str]) -> bool:
    registered = labels[-2:]
    return all(labels) and not any(label[0] == "-" or label[-1] == "-" or "_" in label for label in registered)


def _link(text: str, start: int, host_start: int, scheme: str, host: str) -> Link:
    host_end = host_start + len(host)
    path = _PATH.match(text, host_end)
    raw = path.group() if path else ""
    trimmed = _trim(raw)
    if host in _NUMBERED and (gapped := _GAPPED_NUMBER.match(text, host_end)):
        trimmed = max(trimmed, gapped.group(), key=len)
    return Link(start, host_end + len(trimmed), scheme, host, trimmed)


def _trim(path: str) -> str:
    """Return a path without the punctuation of the sentence around it."""
    end = len(path)
    while end and path[end - 1] in _TRAILING:
        opening = _PAIRS.get(path[end - 1])
        if opening and path.count(opening, 0, end) >= path.count(path[end - 1], 0, end):
            break
        end -= 1
    return path[:end]
