"""What a case rests on, as a person reads it: words with what was found in them, then what speaks for the member."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import Http404

from habeas.domain.cases.case import Topic
from habeas.domain.cases.evidence import Opened, Shown, has_opened
from habeas.domain.cases.favour import in_favour
from habeas.domain.statements.catalogues import Catalogue
from habeas.server.cases.patterns import list_patterns
from habeas.server.cases.queries import get_case, list_opened
from habeas.server.console.access import IS_TEST, Visit
from habeas.server.decisions.exhibits import Exhibit, list_exhibits, unmarked
from habeas.server.decisions.records import record_of
from habeas.server.decisions.standing import MemberStanding, get_standing
from habeas.server.parties.keys import read_keys

_UNKNOWN: Final = "unknown"
_SAMPLE: Final = Topic.SAMPLE.value
"""What is drawn at random is read before anything says what a machine found in it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a message. `found` says what is in them, `innocent` what they only look like."""

    text: str
    found: str = ""
    innocent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A message as it is read: each of its parts in pieces, what is found in which words, what was true then."""

    exhibit: Exhibit
    parts: tuple[tuple[Piece, ...], ...]
    found: tuple[tuple[str, str], ...]
    true_then: tuple[tuple[str, str], ...]
    unknown_then: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """All that a case holds for a person who looks at it. `unopened` is how many pieces they have not opened yet."""

    words: tuple[Words, ...]
    unopened: int
    speaks: tuple[str, ...]
    unknown: tuple[str, ...]
    standing: MemberStanding
    proposals: tuple[Mapping[str, Any], ...]
    is_proposal_open: bool
    reports: tuple[Mapping[str, Any], ...]

    @property
    def is_open(self) -> bool:
        """Tell whether the person opened all of it."""
        return self.unopened == 0 and bool(self.words)


def find_case(case_id: str, now: datetime) -> Mapping[str, Any]:
    """Return a case as it stands. Raises Http404."""
    found = get_case(case_id, is_test=IS_TEST, now=now)
    if found is None:
        raise Http404
    return found


def read_file(case: Mapping[str, Any], visit: Visit) -> CaseFile:
    """Return what a person has opened of a case; what they have not is counted and not shown."""
    exhibits = list_exhibits(case["id"], keys=read_keys([case["member"]]))
    opened = [one for one in list_opened(case["id"]) if one.by == visit.actor]
    seen = _items(opened, Shown.EVIDENCE)
    if case["reason"] == _SAMPLE and not has_opened(Shown.PROPOSAL, by=visit.actor, opened=opened):
        exhibits = [unmarked(one) for one in exhibits]
    shown = [one for one in exhibits if one.id in seen]
    standing = get_standing(case["member"], is_test=IS_TEST, now=visit.now)
    speaks, unknown = speaking_for(case["member"], exhibits, strikes=standing.counting, visit=visit)
    proposed = has_opened(Shown.PROPOSAL, by=visit.actor, opened=opened) and len(shown) == len(exhibits)
    return CaseFile(
        words=tuple(words_of(one, visit.words) for one in shown),
        unopened=len(exhibits) - len(shown),
        speaks=speaks,
        unknown=unknown,
        standing=standing,
        proposals=tuple({"fact": one.fact, **one.proposal} for one in exhibits if one.proposal) if proposed else (),
        is_proposal_open=proposed,
        reports=tuple(list_patterns(case["id"])) if len(shown) == len(exhibits) else (),
    )


def speaking_for(
    member: str, exhibits: Sequence[Exhibit], *, strikes: int, visit: Visit
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what speaks for a member, and what nobody knows of them, in words."""
    found = in_favour(record_of(member, exhibits, strikes=strikes, is_test=IS_TEST, now=visit.now))
    speaks = tuple(visit.words.say(f"favour.{one.favour}", **dict(one.values)) for one in found.speaks)
    return speaks, tuple(visit.words.say(f"unknown.{name}") for name in found.unknown)


def _items(opened: Sequence[Opened], what: Shown) -> frozenset[str]:
    return frozenset(one.item for one in opened if one.what is what)


def words_of(exhibit: Exhibit, words: Catalogue) -> Words:
    """Return a piece of evidence as it is read."""
    answer, values = exhibit.content["answer"], exhibit.content["facts"]["values"]
    texts: Sequence[str] = exhibit.content.get("texts") or [exhibit.text]
    parts = tuple(tuple(pieces_of(text, part, answer, words)) for part, text in enumerate(texts))
    marked = (piece for pieces in parts for piece in pieces if piece.found or piece.innocent)
    return Words(
        exhibit=exhibit,
        parts=parts,
        found=tuple(dict.fromkeys((piece.text, piece.found or piece.innocent) for piece in marked)),
        true_then=tuple((name, _plain(value)) for name, value in sorted(values.items()) if value != _UNKNOWN),
        unknown_then=tuple(sorted(name for name, value in values.items() if value == _UNKNOWN)),
    )


def pieces_of(text: str, part: int, answer: Mapping[str, Any], words: Catalogue) -> Iterator[Piece]:
    """Yield a text in pieces, in its order: what was found, what only looked like it, and what stands between."""
    at = 0
    for start, end, piece in sorted(_marked(text, part, answer, words), key=lambda one: (one[0], -one[1])):
        if start < at:
            continue
        if start > at:
            yield Piece(text[at:start])
        yield piece
        at = end
    if at < len(text):
        yield Piece(text[at:])


def _marked(text: str, part: int, answer: Mapping[str, Any], words: Catalogue) -> Iterator[tuple[int, int, Piece]]:
    for one in answer.get("findings", ()):
        if one["part"] == part:
            said = words.say("found.is", kind=_named(words, "kind", one["kind"]))
            yield one["start"], one["end"], Piece(text[one["start"] : one["end"]], found=said)
    for one in answer["dismissals"]:
        if one["part"] == part:
            said = words.say("found.is_not", because=one["because"])
            yield one["start"], one["end"], Piece(text[one["start"] : one["end"]], innocent=said)


def _named(words: Catalogue, topic: str, name: str) -> str:
    key = f"{topic}.{name}"
    return words.say(key) if key in words.texts else name.replace("_", " ")


def _plain(value: object) -> str:
    """Return a fact's value as it is read."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
