"""What a host tells late, twice and in any order: a policy that such facts change, and what each account comes to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from habeas.domain.hindsight import ToldMessage, grounds_of, writing_of
from habeas.domain.screenings import screen_for
from habeas.policy.timeline.events import Event, read_event
from habeas.policy.timeline.history import history_of
from tests.factories.policies import a_finding, a_policy, a_rule, a_scan

POLICY: Final = a_policy(
    a_rule(
        when=[{"if": "contract.state != 'active'", "says": "no contract ran"}],
        unless=["known", "paid", "long"],
        answer=[
            {"strikes": 0, "nudges": 0, "action": "nudge"},
            {"strikes": 1, "action": "warn"},
            {"action": "restrict"},
        ],
    ),
    exceptions=[
        {"id": "known", "if": "pair.known_before", "accepts": "member_word"},
        {"id": "paid", "if": "pair.conversion_fee_paid"},
        {"id": "long", "if": "sender.tenure_days > 300 && sender.completed_contracts > 1"},
    ],
    coverage=[
        {"platform": "market", "since": "2025-01-01", "family": family} for family in ("contract", "record", "pair")
    ],
)
TEXTS: Final = ("Write to me at ana@example.com",)

_BOTH_SIDES: Final = 2


def told_at(at: datetime, kind: str, number: int, content: Mapping[str, Any]) -> Event:
    """Return an event of the market, the number of which makes its id."""
    said = {"id": f"e{number}", "type": kind, "platform": "market", "occurred_at": at.isoformat(), "data": content}
    return read_event(said)


def told_message(event: Event) -> ToldMessage:
    """Return the message of an event, in which an address was found."""
    return ToldMessage(event, TEXTS, a_scan(a_finding()))


def harshness(message: ToldMessage, events: Sequence[Event]) -> tuple[bool, Any, Any]:
    """Return how a message comes out in a world in which these events were heard."""
    history = history_of(events, declarations=POLICY.declarations)
    writing = writing_of(message.event, texts=message.texts, declarations=POLICY.declarations)
    grounds = grounds_of(POLICY, history=history, platform="market")
    return screen_for(writing.recipients[0], writing, scan=message.scan, grounds=grounds).decision.verdict.harshness


def proven(heard: Sequence[Event]) -> list[Event]:
    """Return what was heard, without what one of two sides alone ever said."""
    return [event for event in heard if not _is_one_word(event, heard)]


def _is_one_word(event: Event, heard: Sequence[Event]) -> bool:
    if event.said.text("source") != "member":
        return False
    alike = [
        one
        for one in heard
        if one.type == event.type and set(one.said.texts("parties")) == set(event.said.texts("parties"))
    ]
    return len({by for one in alike for by in one.said.texts("declared_by")}) < _BOTH_SIDES
