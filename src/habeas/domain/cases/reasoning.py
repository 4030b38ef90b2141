"""A reviewer's decision before it becomes one: the clause in force when it happened, and reasons of their own."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Final

from habeas.domain.refusals import Refused
from habeas.policy.rules import Clause

SHORTEST: Final = 40
"""Letters that reasons have at least: a fact, an element of the clause and how they meet do not fit in fewer."""

LONGEST: Final = 4000
"""Letters that reasons have at most, so that a reader reaches their end (DSA17-4)."""

ALIKE: Final = 0.9
"""From this share of words in common on, two texts are one with some words exchanged."""

EARLIER_COMPARED: Final = 20
"""How many of a reviewer's last reasons are compared: boilerplate shows itself soon."""

_SPACES: Final = re.compile(r"\s+")


class ClauseNotInForce(Refused):
    """A clause that could not be cited on the day of the conduct."""

    rule = "P2B3-2"
    says = "the clause {clause} may be cited from {citable_from} on; the conduct was on {day}: cite one in force then"


class MeasureNotListed(Refused):
    """A kind of measure that the clause's terms do not list."""

    rule = "P2B3-1c"
    says = "the terms list {listed} for the clause {clause}, not '{action}'; take one of those"


class ReasonsTooShort(Refused):
    """Reasons that cannot say what met what."""

    rule = "DSA17-3e"
    says = "the reasons have {length} letters, at least {shortest} are needed: say which fact meets what in the clause"


class ReasonsTooLong(Refused):
    """Reasons that nobody reads to their end."""

    rule = "DSA17-4"
    says = "the reasons have {length} letters, at most {longest}: keep what helps to understand or contest"


class ReasonsNameNoFact(Refused):
    """Reasons that no fact of the case is named in."""

    rule = "DSA17-3e"
    says = "the reasons name none of the facts {facts}; put at least one in, as [{example}]"


class ReasonsNameUnknownFact(Refused):
    """Reasons that name a fact which the case does not hold."""

    rule = "DSA17-3b"
    says = "the reasons name {named}, which the case does not hold; its facts are {facts}"


class ElementNotOfClause(Refused):
    """Reasons whose element is no part of the clause, or of the law."""

    rule = "DSA17-3e"
    says = "'{element}' does not stand in {clause}; quote the words of it that the fact meets"


class ReasonsCopyClause(Refused):
    """Reasons that are the clause once more."""

    rule = "DSA17-3e"
    says = "the reasons repeat the clause {clause}; say why what happened here is what it forbids"


class ReasonsAreBoilerplate(Refused):
    """Reasons that were given before, for another case."""

    rule = "P2B11-2"
    says = "the reasons are those of the decision {decision}; say what happened in this case"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """What a reviewer writes to the member. Facts are named in brackets by their id: `[f1]`.

    `element` quotes the words of the clause that the facts meet.
    """

    text: str
    element: str

    @property
    def facts_named(self) -> frozenset[str]:
        """Return the ids of facts that the text names."""
        return frozenset(_NAMED.findall(self.text))


_NAMED: Final = re.compile(r"\[([A-Za-z0-9_-]+)\]")


def check_clause(clause: Clause, *, conduct_on: date, action: str, listed: Iterable[str]) -> None:
    """Refuse a clause that was not in force at the conduct, or a measure that the terms do not list for it.

    Raises ClauseNotInForce, MeasureNotListed.
    """
    if conduct_on < clause.citable_from:
        raise ClauseNotInForce(clause=clause.id, citable_from=clause.citable_from, day=conduct_on)
    known = tuple(listed)
    if action not in known:
        raise MeasureNotListed(clause=clause.id, listed=", ".join(known), action=action)


def check_reasons(
    reasons: Reasons, *, clause: str, clause_text: str, facts: Iterable[str], earlier: Mapping[str, str]
) -> None:
    """Refuse reasons that do not tie a fact of this case to words of the clause, or law. Raises a Refused by name.

    `earlier` are the reviewer's last reasons by decision, latest last.
    """
    text = _plain(reasons.text)
    _check_length(text)
    _check_facts(reasons, sorted(facts))
    if _plain(reasons.element) not in _plain(clause_text) or not reasons.element.strip():
        raise ElementNotOfClause(element=reasons.element, clause=clause)
    if _are_alike(_without_facts(text), _plain(clause_text)):
        raise ReasonsCopyClause(clause=clause)
    for decision, said in list(earlier.items())[-EARLIER_COMPARED:]:
        if repeats(text, said):
            raise ReasonsAreBoilerplate(decision=decision)


def repeats(text: str, said: str) -> bool:
    """Tell whether a text is what was said before, but for the ids of facts and a word here and there."""
    return _are_alike(_without_facts(_plain(text)), _without_facts(_plain(said)))


def _check_length(text: str) -> None:
    if len(text) < SHORTEST:
        raise ReasonsTooShort(length=len(text), shortest=SHORTEST)
    if len(text) > LONGEST:
        raise ReasonsTooLong(length=len(text), longest=LONGEST)


def _check_facts(reasons: Reasons, facts: list[str]) -> None:
    named = reasons.facts_named
    if not named:
        raise ReasonsNameNoFact(facts=", ".join(facts), example=next(iter(facts), "f1"))
    unknown = sorted(named.difference(facts))
    if unknown:
        raise ReasonsNameUnknownFact(named=", ".join(unknown), facts=", ".join(facts))


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip().casefold()


def _without_facts(text: str) -> str:
    """Return the text without the ids of facts, which differ between cases that say the same."""
    return _SPACES.sub(" ", _NAMED.sub("", text)).strip()


def _are_alike(text: str, other: str) -> bool:
    return SequenceMatcher(None, text.split(), other.split(), autojunk=False).ratio() >= ALIKE
