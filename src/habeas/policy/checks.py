"""What can be said of a policy without any case: rules that cannot fire, excuses that cannot excuse.

Each remark has its place; none keeps a policy from loading.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, Final

from habeas.detection.findings import FindingKind, LinkPurpose
from habeas.policy.coverage import absence_on
from habeas.policy.expressions import Expression
from habeas.policy.possibilities import OTHER, all_of, both, can_hold, domain_of, not_so
from habeas.policy.problems import Place
from habeas.policy.rules import FINDING_TYPES, Mode, Policy, Rule, RuleException
from habeas.policy.shipped_facts import SHIPPED
from habeas.policy.subjects import class_of_kind
from habeas.policy.unknown import UNKNOWN, Unknown, Value
from habeas.policy.variants import Option
from habeas.policy.words import Words

MOST_ALIKE: Final = 100
"""Rules of a kind that are compared with each other: five thousand pairs. More are generated, not written."""

Domains = dict[str, Sequence[Value | Unknown]]
PlacedTexts = tuple[str, Mapping[str, str], Place | None]

SAID_WITH_THE_MESSAGE: Final = frozenset({"context", "declared"})
"""Families of facts that come with each message and need no feed."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something an author should look at."""

    kind: str
    about: str
    message: str
    place: Place | None = None


def check_policy(policy: Policy) -> tuple[Remark, ...]:
    """Return all remarks on a policy, in the order of their kinds and places."""
    remarks = [
        *_unreachable_rules(policy),
        *_idle_exceptions(policy),
        *_rival_rules(policy),
        *_missing_texts(policy),
        *_late_clauses(policy),
        *_unused_clauses(policy),
        *_spent_snoozes(policy),
    ]
    ordered = sorted(remarks, key=lambda remark: (remark.kind, remark.about, remark.message))
    return tuple(dict.fromkeys(ordered))


def check_platform(policy: Policy, *, platform: str, on: date) -> tuple[Remark, ...]:
    """Return each rule that can never act on a platform, and why (F2)."""
    fixed = _fixed_on(policy, platform, on)
    remarks = []
    for rule in policy.rules:
        expressions = _conditions_of(rule)
        domains = _domains(policy, rule, expressions) | {
            name: (value,) for name, value in fixed.items() if name in rule.reads
        }
        if not can_hold(all_of(expressions), domains=domains):
            why = _why_never(rule, fixed, platform)
            remarks.append(Remark("never-acts", rule.id, f"can never act on {platform}: {why}", rule.place))
    return tuple(remarks)


def _fixed_on(policy: Policy, platform: str, on: date) -> dict[str, Any]:
    """Return what is always the same there: the options, and facts that nobody feeds."""
    absence = absence_on(platform, declarations=policy.declarations, fed=policy.coverage)
    fixed: dict[str, Any] = {
        name: declaration.absent
        for name, declaration in policy.declarations.items()
        if declaration.family not in SAID_WITH_THE_MESSAGE
        and not absence.is_complete(declaration.family, on=on, window=declaration.window)
    }
    options = policy.options_for(platform=platform, plan=UNKNOWN)
    return fixed | {name: value for name, value in options.items() if value is not UNKNOWN} | {"platform": platform}


def _why_never(rule: Rule, fixed: Mapping[str, Any], platform: str) -> str:
    unknown = sorted(name for name in rule.reads if fixed.get(name, OTHER) is UNKNOWN)
    if unknown:
        return f"{platform} does not feed {', '.join(unknown)}"
    false = [condition.id for condition in rule.conditions if condition.expression.judge(fixed) is False]
    return f"the condition '{false[0]}' is never true there" if false else "its conditions never hold together there"


def _unreachable_rules(policy: Policy) -> Iterator[Remark]:
    for rule in policy.rules:
        expressions = _conditions_of(rule)
        if not can_hold(all_of(expressions), domains=_domains(policy, rule, expressions)):
            yield Remark("unreachable", rule.id, "no facts can make all its conditions true", rule.place)


def _idle_exceptions(policy: Policy) -> Iterator[Remark]:
    rules_of: dict[RuleException, list[Rule]] = {}
    for rule in policy.rules:
        for exception in rule.exceptions:
            rules_of.setdefault(exception, []).append(rule)
    for exception, rules in rules_of.items():
        if not any(_can_excuse(policy, rule, exception) for rule in rules):
            named = ", ".join(rule.id for rule in rules)
            message = f"can never apply: it is false whenever its rules fire ({named})"
            yield Remark("idle-exception", exception.id, message, exception.place)


def _can_excuse(policy: Policy, rule: Rule, exception: RuleException) -> bool:
    expressions = (*_conditions_of(rule), exception.expression)
    return can_hold(all_of(expressions), domains=_domains(policy, rule, expressions))


def _rival_rules(policy: Policy) -> Iterator[Remark]:
    alike: dict[tuple[str, frozenset[str]], list[Rule]] = {}
    for rule in policy.rules:
        if rule.mode is Mode.ACTS:
            alike.setdefault((rule.finding_class, rule.reads), []).append(rule)
    for rules in alike.values():
        if len(rules) > MOST_ALIKE:
            message = f"one of {len(rules):,} rules that read the same; only the first {MOST_ALIKE} were compared"
            yield Remark("not-compared", rules[0].id, message, rules[0].place)
        for first, second in combinations(rules[:MOST_ALIKE], 2):
            differs = first.answer != second.answer and first.priority == second.priority
            if differs and _hold_for_the_same(policy, first, second):
                message = f"'{second.id}' holds for the same facts and answers differently; give one a priority"
                yield Remark("rival-rules", first.id, message, first.place)


def _hold_for_the_same(policy: Policy, first: Rule, second: Rule) -> bool:
    expressions = (*_conditions_of(first), *_conditions_of(second))
    domains = _domains(policy, first, expressions)
    one, other = all_of(_conditions_of(first)), all_of(_conditions_of(second))
    apart = (both(one, not_so(other)), both(other, not_so(one)))
    return not any(can_hold(goal, domains=domains) for goal in apart)


def _missing_texts(policy: Policy) -> Iterator[Remark]:
    for about, texts, place in _texts_of(policy):
        missing = [language for language in policy.languages if language not in texts]
        if missing:
            yield Remark("missing-text", about, f"has no text in {', '.join(missing)}", place)


def _texts_of(policy: Policy) -> Iterator[PlacedTexts]:
    yield "title", policy.title.texts, None
    for clause in policy.clauses.values():
        yield from _present(clause.id, clause.place, clause.title, clause.text, clause.safer_way)
    for rule in policy.rules:
        yield from _present(rule.id, rule.place, rule.title)
        yield from ((rule.id, template.sources, rule.place) for template in (rule.nudge, rule.notice) if template)
        for condition in rule.conditions:
            yield from _present(condition.id, condition.place, condition.says, condition.otherwise, condition.unknown)
        for exception in rule.exceptions:
            yield from _present(exception.id, exception.place, exception.says)
    for ceiling in policy.ceilings:
        yield ceiling.id, ceiling.says.texts, None
    for value, words in policy.vocabulary.words.items():
        yield value, words.texts, None
    yield from _texts_of_facts(policy)


def _texts_of_facts(policy: Policy) -> Iterator[PlacedTexts]:
    """Yield what the policy says of its own facts: members read it where one is unknown or could be otherwise."""
    first = policy.languages[0]
    for name, fact in policy.declarations.items():
        if name not in SHIPPED and not name.startswith("uses."):
            yield name, {first: fact.means, **dict(fact.means_in)}, None
            if fact.changeable is not None:
                yield name, {first: fact.changeable, **dict(fact.changeable_in)}, None


def _present(about: str, place: Place | None, *texts: Words | None) -> Iterator[PlacedTexts]:
    yield from ((about, words.texts, place) for words in texts if words is not None)


def _late_clauses(policy: Policy) -> Iterator[Remark]:
    for clause in policy.clauses.values():
        if clause.citable_from > policy.released:
            message = f"cannot be cited before {clause.citable_from}: its rules do not act until then"
            yield Remark("not-yet-citable", clause.id, message, clause.place)


def _unused_clauses(policy: Policy) -> Iterator[Remark]:
    used = {rule.clause.id for rule in policy.rules}
    for clause in policy.clauses.values():
        if clause.id not in used:
            yield Remark("unused-clause", clause.id, "no rule enforces it", clause.place)


def _spent_snoozes(policy: Policy) -> Iterator[Remark]:
    for snooze in policy.snoozes:
        if snooze.until.date() <= policy.released:
            message = f"was over before this version was released: the rule acts since {snooze.until.date()}"
            yield Remark("spent-snooze", snooze.id, message, snooze.place)


def _conditions_of(rule: Rule) -> tuple[Expression, ...]:
    return tuple(condition.expression for condition in rule.conditions)


def _domains(policy: Policy, rule: Rule, expressions: Iterable[Expression]) -> Domains:
    """Return the values that the names of these conditions can take when this rule is judged."""
    listed = tuple(expressions)
    names = {name for expression in listed for name in expression.names}
    return {name: _domain(policy, rule, name, listed) for name in names}


def _domain(policy: Policy, rule: Rule, name: str, expressions: tuple[Expression, ...]) -> Sequence[Value | Unknown]:
    if name == "finding.kind":
        return [kind.value for kind in FindingKind if class_of_kind(kind) == rule.finding_class] or [rule.finding_class]
    if name == "finding.purpose":
        return ["none", *(purpose.value for purpose in LinkPurpose)]
    option = next((option for option in policy.options if option.name == name), None)
    if option is not None:
        return _values_of(option, policy)
    if name in FINDING_TYPES:
        return domain_of(name, FINDING_TYPES[name], expressions)
    declaration = policy.declarations[name]
    if declaration.allowed and not declaration.is_open:
        return declaration.allowed
    return domain_of(name, declaration.type, expressions, beside=_option_values(policy))


def _option_values(policy: Policy) -> Iterator[Value]:
    for option in policy.options:
        yield from _values_of(option, policy)


def _values_of(option: Option, policy: Policy) -> Sequence[Value]:
    chosen = (variant.options[option.id] for variant in policy.variants if option.id in variant.options)
    return sorted({option.default, *chosen})
