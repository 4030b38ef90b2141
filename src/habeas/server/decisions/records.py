"""The record of a member, from which what speaks for them is computed: as it stood at the last piece of evidence."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from habeas.domain.cases.favour import MemberRecord, in_favour
from habeas.domain.screenings import Writing, facts_for
from habeas.policy.facts import Facts
from habeas.policy.timeline.history import History
from habeas.policy.unknown import UNKNOWN, Unknown
from habeas.server.decisions.exhibits import Exhibit
from habeas.server.decisions.histories import grounds_on, read_history
from habeas.server.journal.queries import map_credited
from habeas.server.policies.rulebook import Rulebook, read_rulebook
from habeas.server.rulings.queries import count_reversed


def record_of(
    member: str, exhibits: Sequence[Exhibit], *, strikes: int | Unknown, is_test: bool, now: datetime
) -> MemberRecord:
    """Return a member's record; what nobody told is unknown, and is held against nobody."""
    last = exhibits[-1].content if exhibits else {"stated": {}, "answer": {"dismissals": []}}
    at = exhibits[-1].at if exhibits else now
    values = _values(member, last, at, is_test=is_test, now=now)
    currency, paid_inside = _largest(map_credited(member, is_test=is_test, until=at))
    declared = last["stated"].get("declared.purpose", {}).get("value")
    known_before, asked_first = (values.get(name, "unknown") for name in ("pair.known_before", "pair.asked_first"))
    return MemberRecord(
        paid_inside=paid_inside,
        currency=currency,
        completed_contracts=_number(values.get("sender.completed_contracts", "unknown")),
        tenure_days=_number(values.get("sender.tenure_days", "unknown")),
        strikes=strikes,
        messages=_number(values.get("sender.messages_365d", "unknown")),
        overturned=count_reversed(member, is_test=is_test),
        declaration=declared if isinstance(declared, str) else None,
        asked_by_other=UNKNOWN if asked_first == "unknown" else asked_first == "recipient",
        known_before=known_before if isinstance(known_before, bool) else UNKNOWN,
        dismissals=tuple(one["because"] for one in last["answer"]["dismissals"]),
    )


def facts_about(member: str, *, at: datetime, platform: str, rulebook: Rulebook, history: History) -> Facts:
    """Return the facts of a member as they stood, without anybody beside them."""
    writing = Writing(at=at, sender=member, recipients=(), texts=())
    return facts_for(None, writing, grounds=grounds_on(platform, rulebook=rulebook, history=history))


def _values(
    member: str, content: Mapping[str, Any], at: datetime, *, is_test: bool, now: datetime
) -> Mapping[str, Any]:
    """Return the facts that the evidence was judged on; of what was never judged, those that stand in the timeline."""
    judged: Mapping[str, Any] = content.get("facts", {}).get("values", {})
    if judged:
        return judged
    rulebook = read_rulebook()
    history = read_history([member], rulebook=rulebook, is_test=is_test, now=now)
    values: Mapping[str, Any] = facts_about(member, at=at, platform="", rulebook=rulebook, history=history).values
    return values


def _largest(credited: Mapping[str, int]) -> tuple[str, int | Unknown]:
    """Return the currency of which a member was paid most inside, and how much; unknown where nothing was told."""
    return max(credited.items(), key=lambda one: (one[1], one[0]), default=("", UNKNOWN))


def _number(value: object) -> int | Unknown:
    return int(value) if isinstance(value, int | float) else UNKNOWN


def look_as_json(
    member: str, exhibits: Sequence[Exhibit], *, strikes: int, is_test: bool, now: datetime
) -> dict[str, Any]:
    """Return what a person reads who looks: the evidence without the machine's opinion, and what is in favour."""
    found = in_favour(record_of(member, exhibits, strikes=strikes, is_test=is_test, now=now))
    return {
        "evidence": [
            {
                "id": one.id,
                "fact": one.fact,
                "event": one.event,
                "at": one.at.isoformat(),
                "kind": one.kind,
                "text": one.text,
                "signals": list(one.signals),
            }
            for one in exhibits
        ],
        "in_favour": {
            "speaks": [{"favour": one.favour, "values": dict(one.values)} for one in found.speaks],
            "unknown": list(found.unknown),
        },
    }
