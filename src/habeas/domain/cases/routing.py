"""Which queue a case goes to: the first rule that fits, by what it is about and in which language.

Appeals wait in no queue: they are one list, the oldest first, for all who may hear them and took no part.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from habeas.domain.refusals import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """What rules look at."""

    reason: str
    language: str
    clause: str | None = None
    is_notice_of_illegality: bool = False
    platform: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingRule:
    """A queue, and what it takes; what is not named is taken whatever it is. `pt` takes `pt-BR`, not the other way."""

    queue: str
    reasons: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    clauses: frozenset[str] = frozenset()
    platforms: frozenset[str] = frozenset()
    is_notice_of_illegality: bool | None = None

    def takes(self, routed: Routed) -> bool:
        """Tell whether a case fits all that the rule names."""
        named: tuple[tuple[frozenset[str], str | None], ...] = (
            (self.reasons, routed.reason),
            (self.clauses, routed.clause),
            (self.platforms, routed.platform),
        )
        illegality = self.is_notice_of_illegality
        return (
            self._reads(routed.language.lower())
            and all(not wanted or value in wanted for wanted, value in named)
            and (illegality is None or illegality is routed.is_notice_of_illegality)
        )

    def _reads(self, language: str) -> bool:
        read = {one.lower() for one in self.languages}
        return not read or language in read or language.partition("-")[0] in read


class NoQueueTakesIt(Refused):
    """A case that no rule takes: nobody would see it."""

    rule = "invariant 12"
    says = "no rule takes a case '{reason}' in '{language}'; add a last rule without bounds, so that nothing is lost"


class QueuesLeaveGaps(Refused):
    """Rules of which the last has bounds."""

    rule = "invariant 12"
    says = "the last rule has to take every case; '{queue}' names bounds"


def check_rules(rules: Iterable[RoutingRule]) -> None:
    """Refuse rules that could leave a case without a queue. Raises QueuesLeaveGaps."""
    last = None
    for rule in rules:
        last = rule
    if last is None or last != RoutingRule(queue=last.queue):
        raise QueuesLeaveGaps(queue="" if last is None else last.queue)


def route(routed: Routed, *, rules: Iterable[RoutingRule]) -> str:
    """Return the queue of the first rule that takes the case. Raises NoQueueTakesIt."""
    for rule in rules:
        if rule.takes(routed):
            return rule.queue
    raise NoQueueTakesIt(reason=routed.reason, language=routed.language)


def sooner(queue: str, other: str, *, rules: Iterable[RoutingRule]) -> str:
    """Return which of two queues the rules name first; one that is no longer declared comes last."""
    return next((rule.queue for rule in rules if rule.queue in {queue, other}), queue)
