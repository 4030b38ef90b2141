"""Findings and facts in, a verdict out, exactly as `verdict-semantics.md` S1-S15 says.

No rule stops another and their order never matters: every rule of a finding's class is judged for
every finding, then the outcomes are combined.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from habeas.detection.findings import Scan
from habeas.policy.actions import Action
from habeas.policy.dockets import docket_for
from habeas.policy.facts import Facts
from habeas.policy.judging import Hearing
from habeas.policy.restraints import UNRESTRAINED, Restraints
from habeas.policy.rules import NO_FINDING, Mode, Policy
from habeas.policy.subjects import Subject, list_subjects
from habeas.policy.unknown import UNKNOWN, Unknown
from habeas.policy.verdicts import PolicyFault, RuleOutcome, Signal, Verdict


def evaluate(
    *,
    policy: Policy,
    scan: Scan,
    facts: Facts,
    signals: tuple[Signal, ...] = (),
    at: date | None = None,
    restraints: Restraints = UNRESTRAINED,
) -> Verdict:
    """Return the verdict on one message.

    `at` is the day the message was sent, for the clauses in force; None: the policy's release.
    """
    if not scan.findings and not signals:
        return clean_verdict(policy)
    subjects = list_subjects(scan, signals)
    if not subjects:
        return clean_verdict(policy)
    hearing = _open_hearing(policy, facts, restraints)
    day = policy.released if at is None else at
    outcomes: list[RuleOutcome] = []
    for class_name, subject in subjects:
        outcomes += hearing.judge(docket_for(policy, class_name, day), subject)
    return _combine(policy, subjects, outcomes, facts, restraints, hearing.faults)


@lru_cache(maxsize=64)
def clean_verdict(policy: Policy) -> Verdict:
    """Return the one verdict on all messages that hold nothing."""
    return Verdict(policy=policy.identity, vocabulary=policy.vocabulary)


def _open_hearing(policy: Policy, facts: Facts, restraints: Restraints) -> Hearing:
    given: Mapping[str, Any] = facts.values
    options = options_for(policy, given.get("platform", UNKNOWN), given.get("plan.name", "none"))
    proven = {**given, **options}
    claimed = {**proven, **facts.accepting_claims().values} if facts.claims else proven
    return Hearing(policy, proven, claimed, restraints.cases_only, facts.by_clause)


@lru_cache(maxsize=1024)
def options_for(policy: Policy, platform: str | Unknown, plan: str | Unknown) -> dict[str, Any]:
    """Return the policy's options on a platform and plan; remembered, for a market has few."""
    return policy.options_for(platform=platform, plan=plan)


def _combine(
    policy: Policy,
    subjects: list[tuple[str, Subject]],
    outcomes: list[RuleOutcome],
    facts: Facts,
    restraints: Restraints,
    faults: list[PolicyFault],
) -> Verdict:
    """Combine the outcomes (S2, S11-S13)."""
    acting, shadow = outcomes, []
    if restraints.snoozed or policy.has_shadow:
        acting = [outcome for outcome in outcomes if not _is_quiet(outcome, restraints)]
        shadow = [outcome for outcome in outcomes if _is_quiet(outcome, restraints)]
    fired = [outcome for outcome in acting if outcome.fired is True]
    action = max([outcome.action for outcome in fired], default=Action.NONE)
    proposed = max([outcome.proposed for outcome in fired], default=Action.NONE)
    because = tuple(dict.fromkeys([reason for outcome in acting for reason in outcome.human_because]))
    return Verdict(
        policy=policy.identity,
        finding=_gravest(policy, subjects),
        allowed=all(outcome.allowed for outcome in fired),
        action=action,
        proposed=proposed if proposed > action else None,
        needs_human=bool(because),
        reported=_reported(policy, fired, acting),
        outcomes=tuple(acting),
        shadow=tuple(shadow),
        facts=facts,
        faults=tuple(dict.fromkeys(faults)),
        human_because=because,
        vocabulary=policy.vocabulary,
    )


def _is_quiet(outcome: RuleOutcome, restraints: Restraints) -> bool:
    return outcome.rule.mode is Mode.SHADOW or outcome.rule.id in restraints.snoozed


def _gravest(policy: Policy, subjects: Iterable[tuple[str, Subject]]) -> str:
    present = {class_name for class_name, _ in subjects}
    return next((class_name for class_name in policy.classes if class_name in present), NO_FINDING)


def _reported(policy: Policy, fired: list[RuleOutcome], acting: list[RuleOutcome]) -> RuleOutcome | None:
    """Return the outcome that decided, or the rule that came nearest to firing (S12)."""
    if fired:
        return min(fired, key=lambda outcome: (outcome.allowed, -outcome.proposed, *_place(policy, outcome)))
    return min(acting, key=lambda outcome: (outcome.false_entries, *_place(policy, outcome)), default=None)


def _place(policy: Policy, outcome: RuleOutcome) -> tuple[int, str, int, int]:
    finding = outcome.finding
    return (policy.classes.index(outcome.rule.finding_class), outcome.rule.id, finding.part, finding.start)
