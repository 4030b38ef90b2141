"""What the service answers, as values. Fields that a newer service adds are kept in `raw` and break nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

from habeas.client.problems import Problem, problem_from

Json = Mapping[str, Any]
T = TypeVar("T")

_HOLDS: Final = "hold_message"
"""The harshest that a machine does to a message (design, section 5); only this one keeps it from its reader."""


class Status(StrEnum):
    """What became of an event. The first three are the service's answers, the others this client's."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    SPOOLED = "spooled"
    """Kept on disk, and sent when the service is there again."""
    LOST = "lost"
    """Not sent, and not known to be kept: there is no spool, or the disk did not take it."""


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """The policy that judged."""

    id: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided about a message and why. What may quote the message stays out of `repr`.

    `finding` is None where the channel's messages are not read; `mode` is `shadow` where the decision does not act.
    `id` and what follows it down to `decided_at` are None where no decision was kept, as of a clean message.
    """

    id: str | None
    event_id: str | None
    member: str | None
    mode: str | None
    occurred_at: datetime | None
    decided_at: datetime | None
    finding: str | None
    allowed: bool
    action: str
    proposed: str | None
    needs_human: bool
    rule: str | None
    clause: str | None
    policy: PolicyVersion | None
    reasons: tuple[str, ...] = field(repr=False)
    counterfactual: tuple[Json, ...] = field(repr=False)
    unknown_facts: tuple[str, ...]
    findings: tuple[Json, ...] = field(repr=False)
    dismissals: tuple[Json, ...] = field(repr=False)
    shadow: tuple[Json, ...] = field(repr=False)
    engine: Json | None
    raw: Json = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventResult:
    """What became of one event. `problem` says why it was rejected, or could not be delivered now."""

    id: str
    status: Status
    decision_id: str | None = None
    decision: Decision | None = None
    problem: Problem | None = None

    @property
    def allow(self) -> bool:
        """Whether a message that waits may be delivered: always, but for a decision that holds it."""
        return self.decision is None or self.decision.action != _HOLDS

    @property
    def judged_later(self) -> bool:
        """Whether nothing was decided yet, because the service was slow, which it says itself, or down."""
        is_late = self.decision is not None and self.decision.raw.get("judged") == "later"
        return is_late or self.status in {Status.SPOOLED, Status.LOST}


@dataclass(frozen=True, slots=True)
class Purpose:
    """A purpose that a writer may declare: its code for `declared_purpose`, and its words."""

    code: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What is said of a draft. `decision` is None where it is judged later, when it is sent."""

    decision: Decision | None = None
    nudge: str | None = field(default=None, repr=False)
    purposes: tuple[Purpose, ...] = ()
    judged_later: bool = False
    because: str | None = None
    """Why it is judged later."""

    @property
    def allow(self) -> bool:
        """Whether the draft, sent as it is, would be delivered at once."""
        return self.decision is None or self.decision.action != _HOLDS


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of reasons, as it was sent to the member; `raw` holds its parts."""

    decision_id: str
    raw: Json = field(repr=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a member stands; `raw` holds what counts, what is in force, and what can be appealed."""

    member: str
    raw: Json = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure that the marketplace was asked for; `ends_at` is when it ends by itself.

    `event` is the message that it holds, None where a person decided it.
    """

    id: str
    decision: str
    event: str | None
    member: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    acknowledged_at: datetime | None
    ended_at: datetime | None
    raw: Json = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What the service vouches for: the size and root of its audit log. `note` is signed; keep it to compare later."""

    origin: str
    size: int
    root: str
    key: str
    note: str


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list, and the cursor of the next; None on the last page."""

    items: tuple[T, ...]
    next: str | None


def decision_from(raw: Json) -> Decision:
    """Return a decision from its JSON. Raises KeyError, TypeError, ValueError for what is not as documented."""
    policy = raw.get("policy")
    return Decision(
        id=raw.get("id"),
        event_id=raw.get("event_id"),
        member=raw.get("member"),
        mode=raw.get("mode"),
        occurred_at=_moment(raw.get("occurred_at")),
        decided_at=_moment(raw.get("decided_at")),
        finding=raw["finding"],
        allowed=raw["allowed"],
        action=raw["action"],
        proposed=raw.get("proposed"),
        needs_human=bool(raw.get("needs_human", False)),
        rule=raw.get("rule"),
        clause=raw.get("clause"),
        policy=PolicyVersion(policy["id"], policy["version"], policy["digest"]) if policy else None,
        reasons=_several(raw, "reasons"),
        counterfactual=_several(raw, "counterfactual"),
        unknown_facts=_several(raw, "unknown_facts"),
        findings=_several(raw, "findings"),
        dismissals=_several(raw, "dismissals"),
        shadow=_several(raw, "shadow"),
        engine=raw.get("engine"),
        raw=raw,
    )


def _moment(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written)


def _several(raw: Json, name: str) -> tuple[Any, ...]:
    return tuple(raw.get(name) or ())


def results_from(raw: Json) -> dict[str, EventResult]:
    """Return what became of each event, by its id. Raises KeyError, TypeError, ValueError."""
    return {one["id"]: _result_from(one) for one in raw["results"]}


def _result_from(raw: Json) -> EventResult:
    """Return one result. A decision that cannot be read is a problem of that event alone: the service has it."""
    told, said = raw.get("decision"), raw.get("problem")
    problem = None if said is None else problem_from(said)
    decision = None
    try:
        decision = None if told is None else decision_from(told)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        problem = Problem(title="decision unreadable", detail=f"{type(error).__name__}: {error}")
    return EventResult(
        id=raw["id"],
        status=Status(raw["status"]),
        decision_id=raw.get("decision_id"),
        decision=decision,
        problem=problem,
    )


def check_from(raw: Json) -> Check:
    """Return what is said of a draft: a decision, with the nudge and the purposes to choose from beside its fields."""
    purposes = tuple(Purpose(one["code"], one["says"]) for one in _several(raw, "purposes"))
    return Check(decision=decision_from(raw), nudge=raw.get("nudge"), purposes=purposes)


def statement_from(raw: Json) -> Statement:
    """Return a statement of reasons."""
    return Statement(raw["decision_id"], raw)


def standing_from(raw: Json) -> Standing:
    """Return a member's standing."""
    return Standing(raw["member"], raw)


def measure_from(raw: Json) -> Measure:
    """Return a measure."""
    return Measure(
        id=raw["id"],
        decision=raw["decision"],
        event=raw["event"],
        member=raw["member"],
        kind=raw["kind"],
        starts_at=datetime.fromisoformat(raw["starts_at"]),
        ends_at=datetime.fromisoformat(raw["ends_at"]),
        acknowledged_at=_moment(raw.get("acknowledged_at")),
        ended_at=_moment(raw.get("ended_at")),
        raw=raw,
    )


def checkpoint_from(raw: Json) -> Checkpoint:
    """Return a checkpoint of the audit log."""
    return Checkpoint(origin=raw["origin"], size=raw["size"], root=raw["root"], key=raw["key"], note=raw["checkpoint"])


def page_of(item: Callable[[Json], T]) -> Callable[[Json], Page[T]]:
    """Return what reads a page of a list from its JSON."""

    def read(raw: Json) -> Page[T]:
        return Page(tuple(item(one) for one in raw["items"]), raw["next"])

    return read
