"""Joins what was found with what the policy says of it into one decision.

Pure: the same texts, facts, policy and engine give the same decision, byte for byte.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from habeas.detection.findings import CLEAN, Scan
from habeas.policy.counterfactual import Counterfactual, find_counterfactuals
from habeas.policy.declarations import Declarations
from habeas.policy.evaluate import clean_verdict, evaluate
from habeas.policy.facts import Facts, gather
from habeas.policy.phrases import CHANGES
from habeas.policy.proportionality import Proportionality, weigh
from habeas.policy.purposes import is_contradicted
from habeas.policy.renderings import weighing_as_json
from habeas.policy.restraints import UNRESTRAINED, Restraints
from habeas.policy.rules import Policy, PolicyId
from habeas.policy.unknown import UNKNOWN
from habeas.policy.verdicts import Excused, Judged, RuleOutcome, Truth, Verdict
from habeas.policy.words import Vocabulary

PURPOSE: Final = "declared.purpose"
NO_PURPOSE: Final = "none"
"""What it is where a member said nothing of it."""


@dataclass(frozen=True, slots=True)
class Engine:
    """What read and judged: its version, and a digest over detectors and phone metadata."""

    version: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was found in a message, and what the policy says of it on these facts.

    `proportionality` is why an answer is in proportion, None where no rule fired.
    """

    scan: Scan
    facts: Facts
    verdict: Verdict
    counterfactuals: tuple[Counterfactual, ...] = ()
    proportionality: Proportionality | None = None


def decide(
    *,
    policy: Policy,
    scan: Scan,
    facts: Facts,
    texts: Sequence[str],
    at: date | None = None,
    restraints: Restraints = UNRESTRAINED,
) -> Decision:
    """Return the decision on one message.

    `texts` are the message's parts, in which a declared purpose may be contradicted (F4). What a member declares is
    never held against them: where a policy would be milder had they said nothing, it is (invariant 13).
    """
    if not scan.findings:
        return Decision(scan=scan, facts=facts, verdict=clean_verdict(policy))

    def judge(assumed: Facts) -> Verdict:
        heard = _without_contradicted_purpose(assumed, scan, texts)
        verdict = evaluate(policy=policy, scan=scan, facts=heard, at=at, restraints=restraints)
        if verdict.harshness == mildest or heard.value(PURPOSE) in {UNKNOWN, NO_PURPOSE}:
            return verdict
        silent = heard.replacing({PURPOSE: NO_PURPOSE})
        unsaid = evaluate(policy=policy, scan=scan, facts=silent, at=at, restraints=restraints)
        return min(verdict, unsaid, key=lambda one: one.harshness)

    mildest = clean_verdict(policy).harshness
    verdict = judge(facts)
    found = find_counterfactuals(verdict, facts=facts, judge=judge)
    weighed = weigh(verdict, facts=facts, policy=policy)
    return Decision(scan=scan, facts=facts, verdict=verdict, counterfactuals=found, proportionality=weighed)


def _without_contradicted_purpose(facts: Facts, scan: Scan, texts: Sequence[str]) -> Facts:
    """Return the facts without a declaration that the text contradicts: it does not apply (F4)."""
    purpose = facts.value(PURPOSE)
    if isinstance(purpose, str) and is_contradicted(purpose, findings=scan.findings, texts=texts):
        return facts.replacing({PURPOSE: NO_PURPOSE})
    return facts


def decision_as_json(decision: Decision, *, language: str | None = None) -> dict[str, Any]:
    """Return the decision's own fields as interfaces write them (design, section 7)."""
    if decision.verdict.facts is None:
        return dict(_nothing_as_json(decision.verdict.policy))
    return _judged_decision_as_json(decision, language)


@lru_cache(maxsize=64)
def _nothing_as_json(policy: PolicyId) -> dict[str, Any]:
    """Return what is written of each message that holds nothing: the same but for who judged."""
    nothing = Verdict(policy=policy, vocabulary=Vocabulary({}))
    return _judged_decision_as_json(Decision(scan=CLEAN, facts=_NO_FACTS, verdict=nothing), None)


_NO_FACTS: Final = gather({}, declarations=Declarations(()))


def _judged_decision_as_json(decision: Decision, language: str | None) -> dict[str, Any]:
    verdict, weighed = decision.verdict, decision.proportionality
    return {
        "finding": verdict.finding,
        "allowed": verdict.allowed,
        "action": verdict.action.word,
        "proposed": None if verdict.proposed is None else verdict.proposed.word,
        "needs_human": verdict.needs_human,
        "human_because": list(verdict.human_because),
        "rule": None if verdict.rule is None else verdict.rule.id,
        "clause": None if verdict.clause is None else verdict.clause.id,
        "policy": {"id": verdict.policy.id, "version": verdict.policy.version, "digest": verdict.policy.digest},
        "reasons": list(verdict.reasons(language=language)),
        "conditions": [_judged_as_json(judged) for judged in verdict.conditions],
        "exceptions": [_excused_as_json(excused) for excused in verdict.exceptions],
        "counterfactual": [_counterfactual_as_json(one, decision, language) for one in decision.counterfactuals],
        "proportionality": None if weighed is None else weighing_as_json(weighed),
        "unknown_facts": list(verdict.unknown_facts),
        "defaults_used": list(verdict.defaults_used),
        "shadow": [_shadow_as_json(outcome) for outcome in verdict.shadow if outcome.fired is True],
        "faults": [{"condition": fault.condition, "message": fault.message} for fault in verdict.faults],
    }


def _counterfactual_as_json(counterfactual: Counterfactual, decision: Decision, language: str | None) -> dict[str, Any]:
    return {
        "changes": [
            {
                "fact": change.name,
                "was": "unknown" if change.was is UNKNOWN else change.was,
                "value": change.value,
                "says": _advice(change.name, decision, language),
            }
            for change in counterfactual.changes
        ],
        "allowed": counterfactual.allowed,
        "action": counterfactual.action.word,
    }


def _advice(name: str, decision: Decision, language: str | None) -> str | None:
    """Return what a person could have done, in the language in which the policy's reasons are given."""
    declaration, rule = decision.facts.declarations[name], decision.verdict.rule
    if language is None or rule is None or language not in rule.title.texts:
        return declaration.changeable
    own = dict(declaration.changeable_in).get(language)
    return own or CHANGES.get(language, {}).get(name) or declaration.changeable


def truth_as_json(value: Truth) -> bool | str:
    """Return true, false or "unknown"."""
    return "unknown" if value is UNKNOWN else bool(value)


def _judged_as_json(judged: Judged) -> dict[str, Any]:
    return {"id": judged.condition.id, "value": truth_as_json(judged.value), "unknown": list(judged.unknown)}


def _excused_as_json(excused: Excused) -> dict[str, Any]:
    return {
        "id": excused.exception.id,
        "value": truth_as_json(excused.value),
        "unknown": list(excused.unknown),
        "used_up": excused.used_up,
    }


def _shadow_as_json(outcome: RuleOutcome) -> dict[str, Any]:
    return {"rule": outcome.rule.id, "allowed": outcome.allowed, "action": outcome.proposed.word}
