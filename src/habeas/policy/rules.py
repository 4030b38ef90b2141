"""What a policy is made of: clauses, rules, exceptions, answers, variants. Values alone.

Knows neither YAML nor how a rule is evaluated.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from habeas.policy.actions import AUTOMATION_CEILING, Action
from habeas.policy.declarations import Declarations
from habeas.policy.expressions import Expression
from habeas.policy.problems import Place
from habeas.policy.snoozes import Snooze
from habeas.policy.templates import Template
from habeas.policy.unknown import FactType, Unknown, Value
from habeas.policy.variants import Option, Variant, choose_options
from habeas.policy.words import Vocabulary, Words

PAYMENT: Final = "payment_off_platform"
CONTACT: Final = "contact_details"
INTENT: Final = "intent_off_platform"
NO_FINDING: Final = "none"
CLASSES: Final = (PAYMENT, CONTACT, INTENT)
"""The classes of findings that detection feeds, the gravest first (S2)."""

FINDING_TYPES: Final = {
    "finding.kind": FactType.STRING,
    "finding.contact": FactType.BOOL,
    "finding.asks": FactType.BOOL,
    "finding.confidence": FactType.DOUBLE,
    "finding.obfuscated": FactType.BOOL,
    "finding.continued": FactType.BOOL,
    "finding.purpose": FactType.STRING,
    "finding.text": FactType.STRING,
    "finding.normalized": FactType.STRING,
}
"""What conditions may ask of the one finding they see (S3)."""

STRIKES_EXPIRE_AFTER: Final = timedelta(days=365)
NUDGES_EXPIRE_AFTER: Final = timedelta(days=90)
"""How long a strike and a nudge count where the policy says nothing else (S14)."""


class Mode(StrEnum):
    """Whether a rule acts, or is evaluated and reported without acting."""

    ACTS = "acts"
    SHADOW = "shadow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A published clause of the terms: what a decision cites.

    It may be cited from the day it is in force and its notice period since the announcement is
    over (P2B3-2, DSA14-2).
    """

    id: str
    title: Words
    text: Words
    url: str
    in_force_from: date
    announced_at: date | None = None
    notice_days: int = 0
    safer_way: Words | None = None
    place: Place | None = None

    @property
    def citable_from(self) -> date:
        """Return the first day on which a decision may cite the clause."""
        if self.announced_at is None:
            return self.in_force_from
        return max(self.in_force_from, self.announced_at + timedelta(days=self.notice_days))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Condition:
    """A named condition with words for when it holds, when it does not, and when nobody knows."""

    id: str
    expression: Expression
    says: Words
    otherwise: Words | None = None
    unknown: Words | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RuleException:
    """What excuses a finding from a rule, with its own mild answer (S6).

    `accepts_claims`: a member's word is enough (F4). `on_clause`: it was copied from the clause.
    """

    id: str
    expression: Expression
    says: Words
    answer: Action = Action.NONE
    accepts_claims: bool = False
    per_pair: int | None = None
    per_30_days: int | None = None
    on_clause: bool = False
    place: Place | None = None

    def uses_fact(self, window: str) -> str:
        """Return the name of the fact that counts this exception's uses in `per_pair` or `per_30_days`."""
        return f"uses.{self.id.replace('-', '_')}.{window}"


STRIKES: Final = "sender.strikes"
NUDGES: Final = "sender.nudges"
MESSAGES: Final = "sender.messages_365d"
"""The counts that answers look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One graded answer: it holds while strikes and nudges are within its bounds (S9, S10)."""

    action: Action
    strikes: int | None = None
    nudges: int | None = None
    or_share_below: float | None = None

    @property
    def counts(self) -> frozenset[str]:
        """Return the counts that the row looks at."""
        bounds = {STRIKES: self.strikes, NUDGES: self.nudges, MESSAGES: self.or_share_below}
        return frozenset(name for name, bound in bounds.items() if bound is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorBudget:
    """How often a rule may be wrong before it only opens cases."""

    overturned: float
    false_positives: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """A rule: when it holds for a finding and nothing excuses it, its answer follows.

    `counts` are what its answers look at; `reads` what its conditions read; `reads_when_fired` all.
    """

    id: str
    title: Words
    clause: Clause
    finding_class: str
    conditions: tuple[Condition, ...]
    exceptions: tuple[RuleException, ...]
    answer: tuple[AnswerRow, ...]
    opens_case_on_unknown: bool = False
    mode: Mode = Mode.ACTS
    ceiling: Action | None = None
    priority: int = 0
    error_budget: ErrorBudget | None = None
    nudge: Template | None = None
    notice: Template | None = None
    place: Place | None = None
    counts: tuple[str, ...] = field(init=False)
    reads: frozenset[str] = field(init=False)
    reads_when_fired: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Note what the rule reads, once."""
        counts = tuple(sorted({name for row in self.answer for name in row.counts}))
        reads = _names_in(self.conditions)
        object.__setattr__(self, "counts", counts)
        object.__setattr__(self, "reads", reads)
        object.__setattr__(self, "reads_when_fired", reads | _names_in(self.exceptions) | frozenset(counts))


def _names_in(parts: tuple[Condition, ...] | tuple[RuleException, ...]) -> frozenset[str]:
    return frozenset(name for part in parts for name in part.expression.names)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ceiling:
    """A condition under which a machine does at most this (S13)."""

    id: str
    expression: Expression
    says: Words
    action: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the ladder: how long it lasts and what happens when nobody looked in time."""

    action: Action
    lasts: timedelta | None = None
    lasts_in_contract: timedelta | None = None
    renewals: int = 0
    longest: timedelta | None = None
    notice: timedelta | None = None
    second_person: bool = False
    on_overdue: str = "ends"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A count of events in a time window, fed as the fact `name`."""

    name: str
    event: str
    by: str
    window: timedelta
    means: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A family of facts that a platform feeds completely since a day (F2)."""

    platform: str
    family: str
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyId:
    """Which policy judged: stored with each decision."""

    id: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Policy:
    """A loaded policy. Immutable; its digest covers all of its content.

    `classes` are the classes of findings, the gravest first (S2).
    """

    identity: PolicyId
    title: Words
    released: date
    languages: tuple[str, ...]
    declarations: Declarations
    clauses: Mapping[str, Clause]
    rules: tuple[Rule, ...]
    ceilings: tuple[Ceiling, ...] = ()
    ceiling: Action = AUTOMATION_CEILING
    signal_classes: tuple[str, ...] = ()
    ladder: Mapping[Action, Step] = field(default_factory=dict)
    clocks: Mapping[str, timedelta] = field(default_factory=dict)
    strikes_expire_after: timedelta = STRIKES_EXPIRE_AFTER
    nudges_expire_after: timedelta = NUDGES_EXPIRE_AFTER
    counters: tuple[Counter, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    snoozes: tuple[Snooze, ...] = ()
    options: tuple[Option, ...] = ()
    variants: tuple[Variant, ...] = ()
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}))
    by_class: Mapping[str, tuple[Rule, ...]] = field(init=False)
    classes: tuple[str, ...] = field(init=False)
    has_shadow: bool = field(init=False)

    def __post_init__(self) -> None:
        """Sort the rules by class and the classes by gravity, once."""
        grouped: dict[str, list[Rule]] = {}
        for rule in sorted(self.rules, key=lambda rule: rule.id):
            grouped.setdefault(rule.finding_class, []).append(rule)
        object.__setattr__(self, "by_class", {name: tuple(rules) for name, rules in grouped.items()})
        object.__setattr__(self, "classes", (*CLASSES, *self.signal_classes))
        object.__setattr__(self, "has_shadow", any(rule.mode is Mode.SHADOW for rule in self.rules))

    def citable_rules(self, finding_class: str, day: date) -> list[Rule]:
        """Return the class's rules whose clause a decision of this day may cite."""
        return [rule for rule in self.by_class.get(finding_class, ()) if rule.clause.citable_from <= day]

    def options_for(self, *, platform: Value | Unknown, plan: Value | Unknown) -> dict[str, Any]:
        """Return each option's value; unknown where an unknown platform or plan leaves it open."""
        return choose_options(self.options, self.variants, platform=platform, plan=plan)
