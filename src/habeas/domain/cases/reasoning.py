"""A reviewer's decision before it becomes one: the clause in force when it happened, and reasons of their own."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Final

from habeas.domain.cases.formulas import says_what_happened
from habeas.domain.refusals import Refused
from habeas.domain.wording import contain, words_of
from habeas.policy.rules import Clause

SHORTEST: Final = 40
"""Letters that reasons have at least: a fact, an element of the clause and how they meet do not fit in fewer."""

LONGEST: Final = 4000
"""Letters that reasons have at most, so that a reader reaches their end (DSA17-4)."""

SHORTEST_ELEMENT: Final = 3
"""Words of the clause that an element quotes at least: fewer stand in any clause."""

SHORTEST_COPY: Final = 4
"""Words in a row that the clause has, too, from which on they are quoted and not one's own."""

EARLIER_COMPARED: Final = 20
"""How many of a reviewer's last reasons are compared: boilerplate shows itself soon."""

EARLIER_OF_ALL: Final = 50
"""How many of everybody's last reasons are compared: a template that goes round shows itself as soon."""

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


class ElementTooShort(Refused):
    """An element of words that stand in any clause."""

    rule = "DSA17-3e"
    says = "'{element}' is too little of {clause}; quote at least {shortest} words of it, those that the fact meets"


class ReasonsCopyClause(Refused):
    """Reasons that are the clause once more."""

    rule = "DSA17-3e"
    says = "the reasons repeat the clause {clause}; say why what happened here is what it forbids"


class ReasonsSayNothing(Refused):
    """Reasons that speak of rules and of what follows, and not of what happened."""

    rule = "DSA17-3e"
    says = "beside the clause {clause} the reasons say only that a rule was broken; say in your own words what was done"


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

    `earlier` are the last reasons of the reviewer and of the others, by decision.
    """
    _check_length(_SPACES.sub(" ", reasons.text).strip())
    _check_facts(reasons, sorted(facts))
    _check_element(reasons.element, clause=clause, clause_text=clause_text)
    _check_own(words_of(_without_facts(reasons.text)), words_of(clause_text), clause=clause)
    for decision, said in earlier.items():
        if repeats(reasons.text, said):
            raise ReasonsAreBoilerplate(decision=decision)


def repeats(text: str, said: str) -> bool:
    """Tell whether a text is what was said before, but for the ids of facts and words added or exchanged."""
    return contain(words_of(_without_facts(text)), words_of(_without_facts(said)))


def _check_element(element: str, *, clause: str, clause_text: str) -> None:
    quoted, there = words_of(element), words_of(clause_text)
    if not quoted or not any(there[at : at + len(quoted)] == quoted for at in range(len(there))):
        raise ElementNotOfClause(element=element, clause=clause)
    if len(quoted) < min(SHORTEST_ELEMENT, len(there)):
        raise ElementTooShort(element=element, clause=clause, shortest=SHORTEST_ELEMENT)


def _check_own(words: list[str], clause_words: list[str], *, clause: str) -> None:
    """Refuse reasons that are the clause once more, or that say beside it only that it was broken."""
    blocks = SequenceMatcher(None, words, clause_words, autojunk=False).get_matching_blocks()
    copied = {at for block in blocks if block.size >= SHORTEST_COPY for at in range(block.a, block.a + block.size)}
    own = [word for at, word in enumerate(words) if at not in copied]
    if not own:
        raise ReasonsCopyClause(clause=clause)
    if not says_what_happened(own):
        raise ReasonsSayNothing(clause=clause)


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


def _without_facts(text: str) -> str:
    """Return the text without the ids of facts, which differ between cases that say the same."""
    return _NAMED.sub(" ", text)
