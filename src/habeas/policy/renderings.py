"""One evaluation tree for three readers: the member in plain words, the reviewer in full, the machine as JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, Final

from habeas.policy.actions import Action
from habeas.policy.counterfactual import Change, Counterfactual
from habeas.policy.explanation import ConditionTrace, EvaluationTree, FactTrace, RuleTrace, Texts
from habeas.policy.operators import Fault
from habeas.policy.phrases import CHANGES, MEANS, PHRASES, PURPOSES
from habeas.policy.proportionality import MilderStep, Proportionality
from habeas.policy.traces import Part
from habeas.policy.unknown import UNKNOWN, Unknown


def for_member(tree: EvaluationTree, *, language: str = "en") -> tuple[str, ...]:
    """Return the explanation in plain words, a sentence a line; in English where the policy lacks the language."""
    spoken = language if language in tree.languages and language in PHRASES else "en"
    return tuple(_member_lines(tree, spoken))


def _member_lines(tree: EvaluationTree, language: str) -> Iterator[str]:
    phrases = PHRASES[language]
    rule = tree.reported
    if rule is None:
        yield phrases["nothing"]
        return
    heading = "considered" if rule.fired is not True else "allowed" if tree.allowed else "forbidden"
    yield phrases[heading].format(rule=_text(rule.title, language), clause=_text(rule.clause_title, language))
    yield phrases["your words"].format(text=rule.matched)
    yield from (phrases["because"].format(reason=reason) for reason in _reasons(rule, language))
    yield from (phrases["excused"].format(reason=reason) for reason in _excuses(rule, language))
    means = {fact.name: fact.means_in.get(language, fact.means) for fact in tree.facts} | MEANS[language]
    yield from (phrases["unknown"].format(fact=means.get(name, name)) for name in tree.unknown_facts)
    yield phrases[f"action {tree.action.word}"]
    if rule.told and rule.action is tree.action:
        yield phrases["told"].format(text=_text(rule.told, language))
    if tree.needs_human:
        yield phrases["human"]
    yield from _favours(tree.proportionality, phrases)
    yield from (_would(one, tree, language, phrases) for one in tree.counterfactuals)
    yield phrases["rule at"].format(url=rule.url)


def _text(texts: Texts, language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")


def _reasons(rule: RuleTrace, language: str) -> Iterator[str]:
    """Where a rule fires, what holds is the reason; where it does not, what does not hold."""
    for condition in rule.conditions:
        if condition.says and (condition.value is True) == (rule.fired is True):
            yield _text(condition.says, language)


def _excuses(rule: RuleTrace, language: str) -> Iterator[str]:
    return (_text(exception.says, language) for exception in rule.exceptions if exception.value is True)


def _favours(weighed: Proportionality | None, phrases: Mapping[str, str]) -> Iterator[str]:
    if weighed is not None and weighed.in_favour and weighed.chosen > Action.NONE:
        yield phrases["in favour"].format(reasons=", ".join(phrases[favour] for favour in weighed.in_favour))


def _would(one: Counterfactual, tree: EvaluationTree, language: str, phrases: Mapping[str, str]) -> str:
    means = {fact.name: fact for fact in tree.facts}
    changes = phrases["and"].join(_change(change, means[change.name], language) for change in one.changes)
    return phrases["would allow" if one.allowed and not tree.allowed else "would soften"].format(changes=changes)


def _change(change: Change, fact: FactTrace, language: str) -> str:
    own = fact.changeable_in.get(language) or CHANGES.get(language, {}).get(change.name)
    words = own or fact.changeable or fact.means
    purpose = PURPOSES[language].get(str(change.value))
    return f"{words} ({purpose})" if change.name == "declared.purpose" and purpose else words


def for_reviewer(tree: EvaluationTree, *, language: str = "en") -> tuple[str, ...]:
    """Return everything, indented: rules, conditions part by part, exceptions, facts and weighing."""
    return tuple(_reviewer_lines(tree, language))


def _reviewer_lines(tree: EvaluationTree, language: str) -> Iterator[str]:
    policy = tree.policy
    proposed = "" if tree.proposed is None else f", proposed {tree.proposed.word}"
    human = f"; for a person: {', '.join(tree.human_because)}" if tree.needs_human else ""
    yield f"policy {policy.id} {policy.version} ({policy.digest[:_SHORT]})"
    yield f"finding {tree.finding}, {_allowed(is_allowed=tree.allowed)}, action {tree.action.word}{proposed}{human}"
    for rule in tree.rules:
        yield from _rule_lines(rule, language, mark="*" if rule == tree.reported else "-")
    for rule in tree.shadow:
        yield from _rule_lines(rule, language, mark="~")
    yield from (_fact_line(fact) for fact in tree.facts)
    yield from (f"claim {name} = {value!r}, by one member alone" for name, value in tree.claims.items())
    yield from (_counterfactual_line(one) for one in tree.counterfactuals)
    if tree.proportionality is not None:
        yield from _weighing_lines(tree.proportionality)


_SHORT: Final = 12
"""Characters of a digest that tell versions apart at sight."""


def _allowed(*, is_allowed: bool) -> str:
    return "allowed" if is_allowed else "not allowed"


def _rule_lines(rule: RuleTrace, language: str, *, mark: str) -> Iterator[str]:
    yield f"{mark} rule {rule.rule} (clause {rule.clause}) on “{rule.matched}”: {_outcome(rule)}"
    yield from (f"    found because {reason}" for reason in rule.because)
    for condition in rule.conditions:
        yield from _condition_lines("when", condition, language)
    for exception in rule.exceptions:
        yield from _condition_lines("unless", exception, language)
    if rule.told:
        yield f"    told: {_text(rule.told, language)}"


def _outcome(rule: RuleTrace) -> str:
    if rule.fired is not True:
        return "open" if isinstance(rule.fired, Unknown) else "does not fire"
    ceiling = f" under the ceiling {rule.ceiling}" if rule.ceiling else ""
    return f"fires, {_allowed(is_allowed=rule.allowed)}, {rule.action.word} of {rule.proposed.word}{ceiling}"


def _condition_lines(role: str, condition: ConditionTrace, language: str) -> Iterator[str]:
    says = f": {_text(condition.says, language)}" if condition.says else ""
    spent = ", its uses are spent" if condition.used_up else ""
    value = "skipped" if condition.value is None else _shown(condition.value)
    yield f"    {role} {condition.id} = {value}{spent}{says}"
    if condition.tree is not None:
        yield from _part_lines(condition.tree, depth=2)


def _part_lines(part: Part, *, depth: int) -> Iterator[str]:
    value = "skipped" if part.skipped else _shown(part.value)
    yield f"{'    ' * depth}{part.text} = {value}"
    for inner in part.parts:
        yield from _part_lines(inner, depth=depth + 1)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Fault):
        return f"fault ({value.message})"
    return "unknown" if value is UNKNOWN else repr(value)


def _fact_line(fact: FactTrace) -> str:
    origin = "from absence" if fact.is_default else "nobody said" if fact.source is None else f"from {fact.source}"
    return f"fact {fact.name} = {_shown(fact.value)}, {origin}: {fact.means}"


def _counterfactual_line(one: Counterfactual) -> str:
    changes = " and ".join(f"{change.name} = {change.value!r}" for change in one.changes)
    return f"with {changes}: {_allowed(is_allowed=one.allowed)}, {one.action.word}"


def _weighing_lines(weighed: Proportionality) -> Iterator[str]:
    share = weighed.share if isinstance(weighed.share, Unknown) else round(weighed.share, _SHARE_DIGITS)
    strikes, nudges, messages = map(_shown, (weighed.strikes, weighed.nudges, weighed.messages))
    tenure, completed = _shown(weighed.tenure_days), _shown(weighed.completed_contracts)
    yield f"weighed: gravity {weighed.gravity}, harm {weighed.harm}, confidence {weighed.confidence}"
    yield f"    strikes {strikes}, nudges {nudges}, messages {messages}, share {_shown(share)}"
    yield f"    intent: {', '.join(weighed.intent) or 'none shown'}"
    yield f"    against intent: {', '.join(weighed.against_intent) or '-'}"
    yield f"    tenure {tenure} days, {completed} contracts completed"
    yield f"    in favour: {', '.join(weighed.in_favour) or '-'}"
    yield from (f"    not {step.action.word}: {_why_not(step)}" for step in weighed.milder)


_SHARE_DIGITS: Final = 4
"""Digits of a share: one strike in ten thousand messages still shows."""


def _why_not(step: MilderStep) -> str:
    return step.why_not if step.bound is None else f"{step.why_not}, {step.count} above {step.bound}"


def for_machine(tree: EvaluationTree) -> dict[str, Any]:
    """Return the whole tree as JSON; unknown values are the string "unknown"."""
    shown: dict[str, Any] = _as_json(tree)
    return shown


def weighing_as_json(weighed: Proportionality) -> dict[str, Any]:
    """Return the weighing of an answer as JSON, as it is stored with the decision."""
    shown: dict[str, Any] = _as_json(weighed)
    return shown


def _as_json(value: Any) -> Any:
    kind: Any = type(value)  # mypy takes no class for hashable
    if kind in _PLAIN:
        return value
    if kind is Action:
        return value.word
    names = _field_names(kind)
    if names:
        return {name: _as_json(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): _as_json(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_as_json(inner) for inner in value]
    return "unknown" if value is UNKNOWN else value


_PLAIN: Final = frozenset({str, int, float, bool, type(None)})


@lru_cache(maxsize=64)
def _field_names(kind: type) -> tuple[str, ...]:
    """Return the names of a dataclass's fields; none of another type."""
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()
