"""What the policy says about one message, with every reason: the stored evaluation tree.

Values alone; `evaluate.py` makes them and `explanation.py` puts them into words for readers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from habeas.detection.findings import Finding
from habeas.policy.actions import Action
from habeas.policy.declarations import Source
from habeas.policy.facts import Facts
from habeas.policy.rules import (
    NO_FINDING,
    AnswerRow,
    Ceiling,
    Clause,
    Condition,
    Mode,
    PolicyId,
    Rule,
    RuleException,
)
from habeas.policy.unknown import UNKNOWN, Unknown
from habeas.policy.words import Vocabulary, Words

Truth = bool | Unknown


@dataclass(frozen=True, slots=True)
class Signal:
    """What an outside detector raised: it may open a case and never acts by itself (S1)."""

    kind: str
    detector: str
    confidence: float
    text: str = ""
    part: int = 0
    start: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """One condition with its value; `unknown` names the facts that left it open."""

    condition: Condition
    value: Truth
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Excused:
    """One exception looked at. `used_up`: it would apply, but its uses are spent (S6)."""

    exception: RuleException
    value: Truth
    unknown: tuple[str, ...] = ()
    used_up: bool = False


@dataclass(frozen=True, slots=True)
class PolicyFault:
    """A run-time error in a condition or an exception: an operator has to see it."""

    condition: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOutcome:
    """One rule judged for one finding.

    `fired` is the Kleene AND of its conditions. `answer` is the row that its strikes chose, None
    where the rule did not fire. `proposed` is the outcome's answer, `action` what of it a machine
    may do. `values` are the facts as the rule saw them, for the words.
    """

    rule: Rule
    finding: Finding | Signal
    fired: Truth
    conditions: tuple[Judged, ...]
    exceptions: tuple[Excused, ...] = ()
    answer: AnswerRow | None = None
    allowed: bool = True
    proposed: Action = Action.NONE
    action: Action = Action.NONE
    ceiling: Ceiling | None = None
    needs_human: bool = False
    human_because: tuple[str, ...] = ()
    values: Mapping[str, Any]

    @property
    def false_entries(self) -> int:
        """Return how many conditions do not hold."""
        return sum(judged.value is False for judged in self.conditions)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the facts that left this rule or one of its exceptions open."""
        left_open = {name for judged in self.conditions for name in judged.unknown}
        left_open.update(name for excused in self.exceptions for name in excused.unknown)
        return tuple(sorted(left_open))

    @property
    def is_shadow(self) -> bool:
        """Return whether the policy runs the rule in shadow."""
        return self.rule.mode is Mode.SHADOW


@dataclass(frozen=True, slots=True)
class FactUsed:
    """A fact that a rule read: its value, who said it, and whether it comes from absence (F3)."""

    name: str
    value: Any
    source: Source | None

    @property
    def is_default(self) -> bool:
        """Return whether nobody said it and the meaning of absence stands in."""
        return self.source is None and self.value is not UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer to one message: what was found, whether it is allowed, what is done, and why.

    `proposed` is the harsher step that only a person may take, None where there is none.
    `reported` is the rule that decided, or the one that came nearest; `outcomes` holds all that
    were tried, `shadow` those that take no part. `facts` are those it was judged on, None where
    nothing was found and so nothing was asked.
    """

    policy: PolicyId
    finding: str = NO_FINDING
    allowed: bool = True
    action: Action = Action.NONE
    proposed: Action | None = None
    needs_human: bool = False
    reported: RuleOutcome | None = None
    outcomes: tuple[RuleOutcome, ...] = ()
    shadow: tuple[RuleOutcome, ...] = ()
    facts: Facts | None = None
    faults: tuple[PolicyFault, ...] = ()
    human_because: tuple[str, ...] = ()
    vocabulary: Vocabulary

    @property
    def harshness(self) -> tuple[bool, Action, Action]:
        """Return how harsh the verdict is; greater is harsher (S15)."""
        return (not self.allowed, self.action, self.action if self.proposed is None else self.proposed)

    @property
    def rule(self) -> Rule | None:
        """Return the rule that decided or was considered."""
        return self.reported.rule if self.reported else None

    @property
    def clause(self) -> Clause | None:
        """Return the clause of that rule."""
        return self.reported.rule.clause if self.reported else None

    @property
    def conditions(self) -> tuple[Judged, ...]:
        """Return the reported rule's conditions."""
        return self.reported.conditions if self.reported else ()

    @property
    def exceptions(self) -> tuple[Excused, ...]:
        """Return the exceptions that were looked at for the reported rule."""
        return self.reported.exceptions if self.reported else ()

    @property
    def unknown_facts(self) -> tuple[str, ...]:
        """Return the facts that left a rule, an exception or an answer open (S4, S8, S9)."""
        names: set[str] = set()
        for outcome in self.outcomes:
            if outcome.fired is not False:
                names.update(outcome.unknown)
            if outcome.fired is True:
                counts = outcome.rule.counts
                names.update(name for name in counts if outcome.values.get(name, UNKNOWN) is UNKNOWN)
        return tuple(sorted(names))

    @property
    def facts_used(self) -> tuple[FactUsed, ...]:
        """Return the facts that the rules read, by name."""
        if self.facts is None:
            return ()
        reads = (
            outcome.rule.reads_when_fired if outcome.fired is True else outcome.rule.reads for outcome in self.outcomes
        )
        names = frozenset().union(*reads)
        values, said = self.facts.values, self.facts.said
        return tuple([FactUsed(name, values[name], said.get(name)) for name in sorted(names) if name in values])

    @property
    def defaults_used(self) -> tuple[str, ...]:
        """Return the facts read whose value comes from the meaning of absence (F3)."""
        return tuple(fact.name for fact in self.facts_used if fact.is_default)

    def reasons(self, *, language: str | None = None) -> tuple[str, ...]:
        """Return why, in the words of the policy: what held, what did not, what excused it."""
        return () if self.reported is None else reasons_of(self.reported, self.vocabulary, language=language)


def reasons_of(outcome: RuleOutcome, vocabulary: Vocabulary, *, language: str | None = None) -> tuple[str, ...]:
    """Return the words of an outcome: those of true conditions, of false ones that have some, of excuses."""
    words = [_words_of(judged, outcome.fired) for judged in outcome.conditions]
    words += [excused.exception.says for excused in outcome.exceptions if excused.value is True]
    filled = [text.fill(outcome.values, language=language, vocabulary=vocabulary) for text in words if text is not None]
    return tuple(dict.fromkeys(filled))


def _words_of(judged: Judged, fired: Truth) -> Words | None:
    if judged.value is True:
        return judged.condition.says
    if judged.value is False:
        return judged.condition.otherwise
    # A rule that a false condition has closed says nothing of what else is unknown.
    return judged.condition.unknown if fired is UNKNOWN else None
