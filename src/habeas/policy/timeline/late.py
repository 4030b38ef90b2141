"""What a fact that arrives late changes, and who may act on it; what two accounts of a fact come to.

Pure: whoever stored the decisions hands them in, and does what is answered.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from habeas.policy.declarations import Source
from habeas.policy.facts import Fact, Facts
from habeas.policy.unknown import UNKNOWN, Unknown, Value
from habeas.policy.verdicts import Verdict

Judge = Callable[[Facts], Verdict]
"""Judges one message again, with other facts."""


class Direction(StrEnum):
    """Which way a decision would change."""

    MILDER = "milder"
    HARSHER = "harsher"


class Response(StrEnum):
    """What follows from a late fact: a machine acts in the member's favour alone, and only on proof (F4)."""

    REVERSE = "reverse"
    STAY_AND_ASK = "stay_and_ask"
    OPEN_CASE = "open_case"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A decision of the past: the facts it was made on, how to judge its message again, and by whom made."""

    decision: str
    facts: Facts
    judge: Judge
    by_human: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LateChange:
    """A decision that late facts change: which facts, which way, and what follows.

    `known_then` and `known_now` are all facts it was made on and would be made on.
    """

    decision: str
    facts: tuple[str, ...]
    known_then: Facts
    known_now: Facts
    direction: Direction
    response: Response
    before: Verdict
    after: Verdict


def list_late_changes(judgements: Iterable[tuple[Judgement, Facts]]) -> tuple[LateChange, ...]:
    """Return the decisions that would come out otherwise on the facts as they are known now."""
    weighed = (weigh_late_facts(judgement, now_known=facts) for judgement, facts in judgements)
    return tuple(change for change in weighed if change is not None)


def weigh_late_facts(judgement: Judgement, *, now_known: Facts) -> LateChange | None:
    """Return how the decision changes on these facts; None where it does not."""
    changed = _changed(judgement.facts, now_known)
    if not changed:
        return None
    before, after = judgement.judge(judgement.facts), judgement.judge(now_known)
    if before.harshness == after.harshness:
        return None
    return LateChange(
        decision=judgement.decision,
        facts=changed,
        known_then=judgement.facts,
        known_now=now_known,
        direction=Direction.MILDER if after.harshness < before.harshness else Direction.HARSHER,
        response=_response(judgement, before=before, after=after, now_known=now_known),
        before=before,
        after=after,
    )


def _changed(known: Facts, now_known: Facts) -> tuple[str, ...]:
    names = {name for name in now_known.names if now_known.value(name) != known.value(name)}
    names |= {name for name, value in now_known.claims.items() if known.claims.get(name) != value}
    names |= {
        name
        for clause in {*known.by_clause, *now_known.by_clause}
        for name in {*known.by_clause.get(clause, {}), *now_known.by_clause.get(clause, {})}
        if known.by_clause.get(clause, {}).get(name) != now_known.by_clause.get(clause, {}).get(name)
    }
    return tuple(sorted(names))


def _response(judgement: Judgement, *, before: Verdict, after: Verdict, now_known: Facts) -> Response:
    if after.harshness > before.harshness:
        return Response.OPEN_CASE
    if judgement.by_human:
        return Response.STAY_AND_ASK
    proven = judgement.judge(_proven(judgement.facts, now_known))
    return Response.REVERSE if proven.harshness <= after.harshness else Response.OPEN_CASE


def _proven(known: Facts, now_known: Facts) -> Facts:
    """Return the facts known now without what rests on a member's new word alone."""
    words = {name: known.value(name) for name, source in now_known.said.items() if source is Source.MEMBER}
    now_proven = now_known.replacing(words) if words else now_known
    return Facts(now_proven.declarations, now_proven.values, now_proven.said, known.claims, now_proven.by_clause)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A fact of which the caller and the timeline say different things."""

    name: str
    caller: Value
    timeline: Value


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The milder of the verdicts on two accounts, with the account it rests on and what they differ in."""

    facts: Facts
    verdict: Verdict
    disagreements: tuple[Disagreement, ...]


def list_disagreements(context: Mapping[str, Fact], facts: Facts) -> tuple[Disagreement, ...]:
    """Return what the caller can prove and says otherwise than these facts, by name; unknown contradicts nothing."""
    return tuple(
        Disagreement(name, fact.value, value)
        for name, fact in sorted(context.items())
        if fact.source in facts.declarations[name].proven_by
        and not isinstance(fact.value, Unknown)
        and not isinstance(value := facts.value(name), Unknown)
        and value != fact.value
    )


def complete(facts: Facts, *, context: Mapping[str, Fact]) -> Facts:
    """Return the facts with what only the caller knows taken from it. One member's word proves nothing (F4)."""
    return facts.stating(
        {
            name: fact
            for name, fact in context.items()
            if fact.source in facts.declarations[name].proven_by
            and (facts.value(name) is UNKNOWN or facts.source(name) is None)
        }
    )


def reconcile(context: Mapping[str, Fact], facts: Facts, *, judge: Judge) -> Reconciled:
    """Return the milder verdict on what the caller says and what the timeline says of the same moment.

    What only one of them knows is taken from it. A caller's word that a member alone gave is a claim.
    """
    completed = complete(facts, context=context)
    disagreements = list_disagreements(context, completed)
    accounts = [completed]
    if disagreements:
        accounts.append(completed.replacing({one.name: one.caller for one in disagreements}))
    judged = [(account, judge(account)) for account in accounts]
    milder, verdict = min(judged, key=lambda one: one[1].harshness)
    return Reconciled(milder, verdict, disagreements)
