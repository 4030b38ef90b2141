"""All events heard of, sorted by what they are about. The same whatever their order and however often heard."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from habeas.policy.declarations import Declarations
from habeas.policy.timeline.contracts import Contract, Turn, by_turns, contract_of, is_about_contract
from habeas.policy.timeline.events import Event
from habeas.policy.timeline.members import MemberHistory, Organizations, stated_of
from habeas.policy.timeline.pairs import PairStatement, pair_statements
from habeas.policy.timeline.strikes import PastDecision, past_decisions

DERIVED: Final = frozenset(
    {
        "contract.state",
        "contract.in_dispute",
        "pair.known_before",
        "pair.conversion_fee_paid",
        "pair.asked_first",
        "pair.days_known",
        "sender.strikes",
        "sender.nudges",
        "sender.messages_365d",
        "sender.tenure_days",
        "sender.completed_contracts",
    }
)
"""Facts that events give; nobody may state them of a member."""

Contracts = Mapping[str, Sequence[Contract]]
"""By its id, what a contract was for its sides in turn."""


@dataclass(frozen=True, slots=True)
class History:
    """Events of many members, read and grouped. `events` holds each event id once, in order of time.

    A contract that some took over from others is several, one after another: each between its own sides.
    """

    events: tuple[Event, ...]
    organizations: Organizations
    contracts: Contracts
    statements: tuple[PairStatement, ...]
    members: dict[str, MemberHistory]
    decisions: dict[str, tuple[PastDecision, ...]]
    actors: dict[str, tuple[Event, ...]]


def history_of(events: Iterable[Event], *, declarations: Declarations) -> History:
    """Return the history that events tell, in any order and however often each was heard.

    Raises WrongEvent for an event with a field of the wrong type.
    """
    told = _once(events)
    organizations = Organizations(told)
    contracts = _contracts(told, organizations)
    decisions: dict[str, list[PastDecision]] = defaultdict(list)
    for decision in past_decisions(told):
        decisions[decision.member].append(decision)
    return History(
        told,
        organizations,
        contracts,
        pair_statements(told, organizations),
        _members(told, declarations, contracts),
        {member: tuple(made) for member, made in decisions.items()},
        _by_actor(told),
    )


def _once(events: Iterable[Event]) -> tuple[Event, ...]:
    """Keep each event id once. Were two events to share an id, the same one is kept whatever the order."""
    kept: dict[str, Event] = {}
    for event in events:
        other = kept.get(event.id)
        if other is None or _rank(event) < _rank(other):
            kept[event.id] = event
    return tuple(sorted(kept.values(), key=_rank))


def _rank(event: Event) -> tuple[object, ...]:
    return (event.occurred_at, event.id, event.type, repr(sorted(event.said.content.items())))


def _contracts(events: tuple[Event, ...], organizations: Organizations) -> Contracts:
    grouped: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        contract = event.said.text("contract")
        if contract is None and is_about_contract(event):
            # A platform that names no contracts has one for each two parties.
            contract = repr(sorted(sorted(party.names) for party in event.said.parties))
        if contract is not None:
            grouped[contract].append(event)
    return {
        name: by_turns(contract_of(name, told, sides=()), _turns(told, organizations)) for name, told in grouped.items()
    }


def _turns(told: Iterable[Event], organizations: Organizations) -> Sequence[Turn]:
    """Return who were the sides of a contract in turn: who was named first, and whoever a later start names instead."""
    turns: list[Turn] = []
    for event in told:
        if not turns and event.said.parties:
            turns.append(Turn(organizations.sides_of(event)))
        elif event.type == "contract.started" and turns and not turns[-1].takes_in(event):
            turns.append(Turn(organizations.sides_of(event), event.occurred_at))
    return turns


def _members(events: tuple[Event, ...], declarations: Declarations, contracts: Contracts) -> dict[str, MemberHistory]:
    told: dict[str, dict[str, list[Event]]] = defaultdict(lambda: defaultdict(list))
    for event in events:
        for name in _told_of(event, contracts):
            told[name][event.type].append(event)
    return {
        name: MemberHistory(
            next((event.occurred_at for event in by_type.get("member.joined", ())), None),
            tuple(
                stated_of(event, declarations=declarations, derived=DERIVED)
                for event in by_type.get("member.record", ())
            ),
            tuple(event.occurred_at for event in by_type.get("contract.ended", ())),
            tuple(event.occurred_at for event in by_type.get("message.sent", ())),
        )
        for name, by_type in told.items()
    }


def _told_of(event: Event, contracts: Contracts) -> frozenset[str]:
    """Return the members and organizations whose record the event changes."""
    if event.type == "member.record":
        return frozenset({event.said.text("member") or event.said.require("org")})
    if event.type in _SUBJECT:
        return frozenset({event.said.require(_SUBJECT[event.type])})
    if event.type == "contract.ended" and event.said.text("outcome") in {None, "completed"}:
        return _names_on(event, contracts)
    return frozenset()


_SUBJECT: Final = {"member.joined": "member", "message.sent": "sender"}


def _names_on(event: Event, contracts: Contracts) -> frozenset[str]:
    turns = contracts.get(event.said.text("contract") or "", ())
    begun = [one.sides for one in turns if one.since is None or one.since <= event.occurred_at]
    sides = begun[-1] if begun else tuple(party.names for party in event.said.parties)
    return frozenset().union(*sides)


def _by_actor(events: tuple[Event, ...]) -> dict[str, tuple[Event, ...]]:
    grouped: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        actor = event.said.text("sender") or event.said.text("member")
        if actor is not None:
            grouped[actor].append(event)
    return {actor: tuple(acts) for actor, acts in grouped.items()}
