"""Which rules a finding of a class is judged by on a day, arranged so that a shared condition is judged once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any

from habeas.policy.rules import Condition, Policy, Rule

Picks = Callable[[Sequence[Any]], tuple[Any, ...]]
"""Picks what belongs to a rule's conditions out of what belongs to all conditions."""


@dataclass(frozen=True, slots=True, eq=False)
class Docket:
    """Rules whose clause may be cited, and their distinct conditions."""

    conditions: tuple[Condition, ...]
    rules: tuple[tuple[Rule, Picks], ...]


@lru_cache(maxsize=1024)
def docket_for(policy: Policy, finding_class: str, day: date) -> Docket:
    """Return the rules of a class that a decision of this day may apply; remembered."""
    rules = policy.citable_rules(finding_class, day)
    distinct = {condition: None for rule in rules for condition in rule.conditions}
    places = {condition: place for place, condition in enumerate(distinct)}
    return Docket(tuple(distinct), tuple((rule, _picks(rule, places)) for rule in rules))


def _picks(rule: Rule, places: dict[Condition, int]) -> Picks:
    wanted = [places[condition] for condition in rule.conditions]
    if len(wanted) == 1:
        place = wanted[0]
        return lambda of_all: (of_all[place],)
    return itemgetter(*wanted)
