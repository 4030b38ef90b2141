"""Which queue a case or an appeal waits in: the first rule that fits, by what it is about and in which language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from habeas.domain.refusals import Refused


class Kind(StrEnum):
    """What waits in queues, as declarations name it."""

    CASE = "cases"
    APPEAL = "appeals"


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """What rules look at. Of an appeal, `reasons` are why the case was opened in which its decision was made.

    `matter` is what kind of decision an appeal contests and `action` the step of the ladder that it took; a case has
    neither, for nothing is decided yet. `held` is money that waits meanwhile, in minor units of whatever currency.
    """

    kind: Kind = Kind.CASE
    reasons: frozenset[str] = frozenset()
    language: str
    clause: str | None = None
    platform: str | None = None
    is_notice_of_illegality: bool = False
    matter: str | None = None
    action: str | None = None
    held: int = 0
    is_hardship: bool = False
    harms_others: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingRule:
    """A queue, and what it takes; what is not named is taken whatever it is. `pt` takes `pt-BR`, not the other way.

    `held` is the least sum that has to wait. Each field but the queue is called as declarations call it.
    """

    queue: str
    takes: str | None = None
    reasons: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    clauses: frozenset[str] = frozenset()
    platforms: frozenset[str] = frozenset()
    matters: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()
    illegality: bool | None = None
    hardship: bool | None = None
    harm: bool | None = None
    held: int | None = None

    def fits(self, routed: Routed) -> bool:
        """Tell whether something has all that the rule names."""
        named: tuple[tuple[frozenset[str], str | None], ...] = (
            (self.clauses, routed.clause),
            (self.platforms, routed.platform),
            (self.matters, routed.matter),
            (self.actions, routed.action),
        )
        asked: tuple[tuple[str | bool | None, str | bool], ...] = (
            (self.takes, routed.kind),
            (self.illegality, routed.is_notice_of_illegality),
            (self.hardship, routed.is_hardship),
            (self.harm, routed.harms_others),
        )
        return (
            self._reads(routed.language.lower())
            and (not self.reasons or bool(self.reasons & routed.reasons))
            and all(not wanted or value in wanted for wanted, value in named)
            and all(wanted is None or wanted == value for wanted, value in asked)
            and routed.held >= (self.held or 0)
        )

    def _reads(self, language: str) -> bool:
        read = {one.lower() for one in self.languages}
        return not read or language in read or language.partition("-")[0] in read

    @property
    def bounds(self) -> Mapping[str, str | bool | int | list[str]]:
        """Return what it names, in the words of the declaration; nothing for the rule that takes all."""
        named = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "queue"}
        given = {name: value for name, value in named.items() if value is not None and value != frozenset()}
        return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in given.items()}


class NoQueueTakesIt(Refused):
    """Something that no rule takes: nobody would see it."""

    rule = "invariant 12"
    says = "no rule takes one of the {kind} in '{language}'; add a last rule without bounds, so that nothing is lost"


class QueuesLeaveGaps(Refused):
    """Rules of which the last has bounds."""

    rule = "invariant 12"
    says = "the last rule has to take every case and every appeal; '{queue}' names bounds"


def check_rules(rules: Iterable[RoutingRule]) -> None:
    """Refuse rules that could leave something without a queue. Raises QueuesLeaveGaps."""
    last = None
    for rule in rules:
        last = rule
    if last is None or last.bounds:
        raise QueuesLeaveGaps(queue="" if last is None else last.queue)


def list_idle(rules: Sequence[RoutingRule]) -> Iterator[tuple[int, str]]:
    """Yield the place of each rule that can never take anything, with why: somebody would wait at it for nothing."""
    taken_by = None
    for place, rule in enumerate(rules):
        if taken_by is not None:
            yield (
                place,
                f"'{rule.queue}' takes nothing: '{taken_by}' before it takes all; name its bounds, or end there",
            )
        elif rule.takes == Kind.CASE and (rule.matters or rule.actions):
            yield place, f"'{rule.queue}' takes nothing: cases have no 'matters' and no 'actions', only appeals do"
        if not rule.bounds:
            taken_by = rule.queue


def route(routed: Routed, *, rules: Iterable[RoutingRule]) -> RoutingRule:
    """Return the first rule that takes it, which names its queue. Raises NoQueueTakesIt."""
    for rule in rules:
        if rule.fits(routed):
            return rule
    raise NoQueueTakesIt(kind=routed.kind, language=routed.language)


def is_sooner(queue: str, *, than: str, rules: Iterable[RoutingRule]) -> bool:
    """Tell whether the rules name one queue before another; one that is no longer declared comes last."""
    first = next((rule.queue for rule in rules if rule.queue in {queue, than}), than)
    return queue != than and first == queue
