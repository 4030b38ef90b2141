"""Why an answer is in proportion: what DSA 14(4) and 23(3) ask to be weighed, computed from the verdict.

Gravity, number and share, intent where it shows, harm, record, and each milder step with the reason
why it was not chosen. Pure values; `renderings.py` puts them into words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from habeas.detection.findings import Finding, FindingKind
from habeas.policy.actions import Action
from habeas.policy.facts import Facts
from habeas.policy.rules import CONTACT, INTENT, MESSAGES, NUDGES, PAYMENT, STRIKES, AnswerRow, Policy
from habeas.policy.unknown import UNKNOWN, Unknown, Value
from habeas.policy.verdicts import RuleOutcome, Verdict


class Gravity(StrEnum):
    """How grave the kind of act is, by its class (S2)."""

    GRAVE = "grave"
    MIDDLE = "middle"
    LIGHT = "light"
    SIGNALLED = "signalled"


class Harm(StrEnum):
    """What the act can do. No text shows that anybody was harmed: only a person can find that."""

    UNPROTECTED_PAYMENT = "unprotected_payment"
    UNPROTECTED_CONTACT = "unprotected_contact"
    NONE_SHOWN = "none_shown"


class Sign(StrEnum):
    """What in the text or the facts shows intent, or speaks against it."""

    HIDDEN = "hidden"
    SPLIT = "split"
    ASKED = "asked"
    SAID_SO = "said_so"
    AGAIN = "again"
    DECLARED_OTHERWISE = "declared_otherwise"
    ASKED_BY_OTHER = "asked_by_other"


class Favour(StrEnum):
    """What speaks for the member."""

    NO_STRIKES = "no_strikes"
    LONG_TENURE = "long_tenure"
    CONTRACTS_KEPT = "contracts_kept"
    DECLARED = "declared"
    UNSURE_FINDING = "unsure_finding"
    RARE = "rare"


class WhyNot(StrEnum):
    """Why a milder step was not chosen."""

    NOT_ALLOWED = "not_allowed"
    TOO_MANY_STRIKES = "too_many_strikes"
    TOO_MANY_NUDGES = "too_many_nudges"
    NO_ROW = "no_row"


@dataclass(frozen=True, slots=True)
class MilderStep:
    """A step that was considered and not chosen; `count` went beyond `bound`."""

    action: Action
    why_not: WhyNot
    count: int | Unknown | None = None
    bound: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportionality:
    """The weighing of one answer. Unknown stays unknown, and weighs for the member."""

    chosen: Action
    proposed: Action | None
    gravity: Gravity
    confidence: float
    strikes: int | Unknown
    nudges: int | Unknown
    messages: int | Unknown
    share: float | Unknown
    intent: tuple[Sign, ...]
    against_intent: tuple[Sign, ...]
    harm: Harm
    tenure_days: int | Unknown
    completed_contracts: int | Unknown
    in_favour: tuple[Favour, ...]
    milder: tuple[MilderStep, ...]


LONG_TENURE_DAYS: Final = 365
"""From here on a record is long enough to say something about a member."""

RARE_SHARE: Final = 0.01
"""Below one strike in a hundred messages an act is no habit (DSA23-3)."""

UNSURE_BELOW: Final = 0.8
"""Below this a finding is wrong so often that it speaks for the member."""

_GRAVITY: Final = {PAYMENT: Gravity.GRAVE, CONTACT: Gravity.MIDDLE, INTENT: Gravity.LIGHT}
_HARM: Final = {PAYMENT: Harm.UNPROTECTED_PAYMENT, CONTACT: Harm.UNPROTECTED_CONTACT, INTENT: Harm.UNPROTECTED_CONTACT}
_INTENTS: Final = frozenset({FindingKind.INTENT_OFF_PLATFORM, FindingKind.INTENT_PAY_OUTSIDE})


def weigh(verdict: Verdict, *, facts: Facts, policy: Policy) -> Proportionality | None:
    """Return the weighing of the verdict; None where no rule fired, for then there is nothing to weigh."""
    outcome = verdict.reported
    if outcome is None or outcome.fired is not True:
        return None
    values = outcome.values
    strikes, nudges, messages = (_count(values, name) for name in (STRIKES, NUDGES, MESSAGES))
    return Proportionality(
        chosen=verdict.action,
        proposed=verdict.proposed,
        gravity=_GRAVITY.get(outcome.rule.finding_class, Gravity.SIGNALLED),
        confidence=outcome.finding.confidence,
        strikes=strikes,
        nudges=nudges,
        messages=messages,
        share=_share(strikes, messages),
        intent=tuple(_signs(outcome, strikes, nudges)),
        against_intent=tuple(_signs_against(facts)),
        harm=_HARM.get(outcome.rule.finding_class, Harm.NONE_SHOWN),
        tenure_days=_count(values, _TENURE),
        completed_contracts=_count(values, _COMPLETED),
        in_favour=tuple(_favours(outcome, facts, strikes, messages)),
        milder=tuple(_milder_steps(outcome, policy, strikes=strikes, nudges=nudges)),
    )


_TENURE: Final = "sender.tenure_days"
_COMPLETED: Final = "sender.completed_contracts"
_DENYING: Final = frozenset({"not_contact", "tool_access", "legal", "delivery"})


def _count(values: Mapping[str, Any], name: str) -> int | Unknown:
    value: int | Unknown = values.get(name, UNKNOWN)
    return value


def _share(strikes: int | Unknown, messages: int | Unknown) -> float | Unknown:
    if isinstance(strikes, Unknown) or isinstance(messages, Unknown) or messages == 0:
        return UNKNOWN
    return strikes / messages


def _signs(outcome: RuleOutcome, strikes: int | Unknown, nudges: int | Unknown) -> Iterator[Sign]:
    finding = outcome.finding
    if isinstance(finding, Finding):
        shown = {
            Sign.HIDDEN: finding.obfuscated,
            Sign.SPLIT: bool(finding.continued),
            Sign.ASKED: finding.asks,
            Sign.SAID_SO: finding.kind in _INTENTS,
        }
        yield from (sign for sign, is_shown in shown.items() if is_shown)
    if any(not isinstance(count, Unknown) and count > 0 for count in (strikes, nudges)):
        yield Sign.AGAIN


def _signs_against(facts: Facts) -> Iterator[Sign]:
    if facts.value("declared.purpose") in _DENYING:
        yield Sign.DECLARED_OTHERWISE
    if facts.value("pair.asked_first") == "recipient":
        yield Sign.ASKED_BY_OTHER


def _favours(outcome: RuleOutcome, facts: Facts, strikes: int | Unknown, messages: int | Unknown) -> Iterator[Favour]:
    share = _share(strikes, messages)
    speaks = {
        Favour.NO_STRIKES: strikes == 0,
        Favour.LONG_TENURE: _is_at_least(facts.value(_TENURE), LONG_TENURE_DAYS),
        Favour.CONTRACTS_KEPT: _is_at_least(facts.value(_COMPLETED), 1),
        Favour.DECLARED: facts.value("declared.purpose") in _DENYING,
        Favour.UNSURE_FINDING: outcome.finding.confidence < UNSURE_BELOW,
        Favour.RARE: strikes != 0 and not isinstance(share, Unknown) and share < RARE_SHARE,
    }
    return (favour for favour, does in speaks.items() if does)


def _is_at_least(value: Value | Unknown, least: int) -> bool:
    return isinstance(value, int) and value >= least


def _milder_steps(
    outcome: RuleOutcome, policy: Policy, *, strikes: int | Unknown, nudges: int | Unknown
) -> Iterator[MilderStep]:
    """Yield each step below what is taken or proposed, mild to harsh, with why it was not chosen."""
    if outcome.allowed:
        return
    passed = {row.action: row for row in _rows_before(outcome)}
    for action in sorted({Action.NONE, *policy.ladder, *passed}):
        if action < outcome.proposed and action is not outcome.action:
            yield _why_passed(action, passed.get(action), strikes=strikes, nudges=nudges)


def _rows_before(outcome: RuleOutcome) -> list[AnswerRow]:
    rows = list(outcome.rule.answer)
    return rows if outcome.answer is None else rows[: rows.index(outcome.answer)]


def _why_passed(action: Action, row: AnswerRow | None, *, strikes: int | Unknown, nudges: int | Unknown) -> MilderStep:
    if row is None:
        return MilderStep(action, WhyNot.NO_ROW if action else WhyNot.NOT_ALLOWED)
    if row.nudges is not None and not isinstance(nudges, Unknown) and nudges > row.nudges:
        return MilderStep(action, WhyNot.TOO_MANY_NUDGES, nudges, row.nudges)
    return MilderStep(action, WhyNot.TOO_MANY_STRIKES, strikes, row.strikes)
