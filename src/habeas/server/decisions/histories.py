"""All that is known of some members, as the core takes it: events, and the decisions of the past that act."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db.models import Min, Q

from habeas.domain.screenings import Grounds
from habeas.policy.actions import ACTIONS
from habeas.policy.restraints import Restraints
from habeas.policy.timeline.contracts import Contract, contract_of
from habeas.policy.timeline.events import Event as Told
from habeas.policy.timeline.history import History, history_of
from habeas.policy.timeline.strikes import PastDecision
from habeas.server.decisions.models import Decision, Mode
from habeas.server.events.queries import list_told, list_told_of_contracts, told
from habeas.server.policies.rulebook import Rulebook, read_rulebook
from habeas.server.rulings.queries import list_told_of, map_conduct
from habeas.server.safeguards.queries import map_taken_over

_TOLD: Final = (
    *("member", "recipients", "occurred_at", "finding", "allowed", "action"),
    *("clause", "exceptions", "replaces", "reversed_at"),
)
"""What the timeline counts of a decision: a draft with something to be judged asks for it while its writer waits."""


def read_history(members: Collection[str], *, rulebook: Rulebook, is_test: bool, now: datetime) -> History:
    """Return the history of these members. What was judged in shadow never counts against anybody.

    A decision counts as told when a statement arrived that offers an appeal: nothing else is a strike (invariant 15).
    """
    offered = Q(notices__appeal_until__isnull=False)
    decided = (
        Decision.objects.filter(member__in=members, is_test=is_test, mode=Mode.ACTIVE)
        .only(*_TOLD)
        .annotate(delivered_at=Min("notices__delivered_at", filter=offered))
    )
    told_of = [event for decision in decided for event in _told_of(decision)]
    told_of += list_told_of(members, is_test=is_test)
    told_of += _not_their_own(told_of, members, is_test=is_test, now=now)
    return history_of(
        [*list_told(members, is_test=is_test, now=now), *told_of], declarations=rulebook.policy.declarations
    )


def _not_their_own(made: list[Told], members: Collection[str], *, is_test: bool, now: datetime) -> list[Told]:
    """Return that decisions about what an account did while it was taken over count against nobody (design 5)."""
    decisions = [one for one in made if one.type == "decision.made"]
    spells = map_taken_over(members, is_test=is_test, now=now) if decisions else {}
    if not spells:
        return []
    conduct = map_conduct(members, is_test=is_test)
    return [
        _taken_back(one, max(until, one.occurred_at))
        for one in decisions
        for since, until in spells.get(str(one.said.content["member"]), ())
        if since <= conduct.get(str(one.said.content["decision"]), one.occurred_at) <= until
    ]


def _taken_back(made: Told, at: datetime) -> Told:
    content = {"decision": made.said.content["decision"], "outcome": "overturned"}
    return told(id=f"safeguard:{made.id}", type="appeal.decided", occurred_at=at, platform="", content=content)


def list_running(member: str, *, is_test: bool, now: datetime) -> list[Contract]:
    """Return the contracts of a member that run at an instant, by their ids, as far as they were told of."""
    return running_in(_history_of(member, is_test=is_test, now=now), member, now=now)


def list_running_and_over(member: str, *, is_test: bool, now: datetime) -> tuple[list[Contract], set[str]]:
    """Return the contracts of a member that run at an instant, and the ids of those that are over by then."""
    history = _history_of(member, is_test=is_test, now=now)
    running = running_in(history, member, now=now)
    ended = {one.id for turns in history.contracts.values() for one in turns if one.state(now) == "ended"}
    return running, ended - {one.id for one in running}


def list_over(contracts: Collection[str], *, is_test: bool, now: datetime) -> set[str]:
    """Return which of some contracts are over at an instant, as far as they were told of."""
    moves = defaultdict(list)
    for contract, event in list_told_of_contracts(contracts, is_test=is_test):
        moves[contract].append(event)
    return {name for name, told in moves.items() if contract_of(name, told, sides=()).state(now) == "ended"}


def _history_of(member: str, *, is_test: bool, now: datetime) -> History:
    return read_history([member], rulebook=read_rulebook(), is_test=is_test, now=now)


def running_in(history: History, member: str, *, now: datetime) -> list[Contract]:
    """Return the contracts of a member that run at an instant by a history that was read."""
    told = (one for turns in history.contracts.values() for one in turns)
    mine = (one for one in told if any(member in side for side in one.sides))
    return sorted((one for one in mine if one.state(now) in {"active", "paused"}), key=lambda one: one.id)


def _told_of(decision: Decision) -> list[Told]:
    made = {
        "decision": decision.id,
        "member": decision.member_id,
        "recipients": decision.recipients,
        "clause": decision.clause or None,
        "finding": decision.finding,
        "allowed": decision.allowed,
        "action": decision.action,
        "exceptions": decision.exceptions,
        "replaces": decision.replaces_id,
    }
    events = [_tell("decision.made", decision, decision.occurred_at, made)]
    delivered_at = getattr(decision, "delivered_at", None)
    if delivered_at is not None:
        events.append(_tell("notice.delivered", decision, delivered_at, {"decision": decision.id}))
    if decision.reversed_at is not None:
        outcome = {"decision": decision.id, "outcome": "overturned"}
        events.append(_tell("appeal.decided", decision, decision.reversed_at, outcome))
    return events


def _tell(kind: str, decision: Decision, at: datetime, content: Mapping[str, object]) -> Told:
    return told(id=f"{kind}:{decision.id}", type=kind, occurred_at=at, platform="", content=content)


def with_decision(history: History, decision: Decision) -> History:
    """Return the history with one decision more, so that the next message of a batch is judged after it."""
    past = PastDecision(
        id=decision.id,
        member=decision.member_id,
        others=frozenset(decision.recipients),
        clause=decision.clause or None,
        finding=decision.finding,
        is_allowed=decision.allowed,
        action=ACTIONS[decision.action],
        exceptions=frozenset(decision.exceptions),
        made_at=decision.occurred_at,
        delivered_at=None,
        contests=(),
        is_reversed=False,
        is_replaced=False,
    )
    known = history.decisions.get(decision.member_id, ())
    return replace(history, decisions={**history.decisions, decision.member_id: (*known, past)})


def grounds_on(platform: str, *, rulebook: Rulebook, history: History) -> Grounds:
    """Return what a message on a platform is judged on."""
    restraints = Restraints(cases_only=rulebook.cases_only)
    return Grounds(policy=rulebook.policy, history=history, absence=rulebook.absence(platform), restraints=restraints)
