"""Hints on style and safety for the author of a policy, beyond what `checks.py` finds wrong.

A check says that a part cannot do what it is written for; a hint says that it does it less well than
it could: words, texts or safeguards are missing, or nothing uses it. None keeps a policy from loading.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Final

from habeas.policy.actions import Action
from habeas.policy.checks import Remark
from habeas.policy.items import Item, Reader
from habeas.policy.problems import Place
from habeas.policy.rules import CLASSES, Mode, Policy, Rule, Step
from habeas.policy.schema import DOCUMENT
from habeas.policy.shipped_facts import SHIPPED
from habeas.policy.words import Words
from habeas.policy.yaml_texts import parse

LONGEST_WORDS: Final = 240
"""Characters of a reason; a longer one is a page of terms, not a reason."""

NOTICE_DAYS: Final = 15
"""Days before which members must know of a change (P2B3-2)."""

CONFIDENCE: Final = "finding.confidence"


def lint_policy(policy: Policy) -> tuple[Remark, ...]:
    """Return all hints on a policy, by kind, part and message."""
    hints = [hint for rule in policy.rules for hint in (*_lint_rule(rule, policy), *_lint_words_of(rule, policy))]
    return _ordered([*hints, *_lint_clauses(policy), *_lint_ladder(policy), *_unused_names(policy)])


def lint_texts(files: Mapping[str, str]) -> tuple[Remark, ...]:
    """Return the conditions and exceptions of these files, which load, that no rule and no clause names."""
    documents = [document for name, source in sorted(files.items()) if (document := _read(name, source)) is not None]
    hints = []
    for kind, users in (("condition", {"rules": "when"}), ("exception", {"rules": "unless", "clauses": "unless"})):
        named = {part.value for document in documents for part in _references(document, users)}
        defined = (item for document in documents for item in document.items(f"{kind}s"))
        hints += [_unused(kind, item["id"].value, item.place) for item in defined if item["id"].value not in named]
    return _ordered(hints)


def untested(rules: Iterable[str], exceptions: Iterable[str], *, policy: Policy) -> tuple[Remark, ...]:
    """Return a hint for each rule that no case fires and each exception that no case uses."""
    places = {rule.id: rule.place for rule in policy.rules}
    excused = {exception.id: exception.place for rule in policy.rules for exception in rule.exceptions}
    hints = [Remark("untested", name, "no case fires this rule", places[name]) for name in rules]
    hints += [Remark("untested", name, "no case uses this exception", excused[name]) for name in exceptions]
    return _ordered(hints)


def _ordered(hints: Iterable[Remark]) -> tuple[Remark, ...]:
    return tuple(dict.fromkeys(sorted(hints, key=lambda hint: (hint.kind, hint.about, hint.message))))


def _unused(kind: str, name: str, place: Place | None) -> Remark:
    return Remark(f"unused-{kind}", name, "nothing names it", place)


def _read(name: str, source: str) -> Item | None:
    reader = Reader(name, source.splitlines())
    node = parse(source, reader)
    return None if node is None else DOCUMENT.read(node, reader)


def _references(document: Item, users: Mapping[str, str]) -> Iterator[Item]:
    for owners, key in users.items():
        for owner in document.items(owners):
            yield from (part for part in owner.items(key) if isinstance(part.value, str))


def _lint_rule(rule: Rule, policy: Policy) -> Iterator[Remark]:
    if not _is_ours(rule):
        return
    if rule.mode is Mode.ACTS and rule.error_budget is None:
        yield Remark("no-error-budget", rule.id, "acts without a limit on how often it may be wrong", rule.place)
    yield from _lint_texts_of(rule)
    yield from _lint_answers(rule, policy)


def _is_ours(rule: Rule) -> bool:
    """Return whether the rule may answer a member: signals of others open cases for people and answer nobody."""
    return rule.finding_class in CLASSES


def _lint_texts_of(rule: Rule) -> Iterator[Remark]:
    answers = [row.action for row in rule.answer]
    if Action.NUDGE in answers and rule.nudge is None:
        yield Remark("no-nudge-text", rule.id, "nudges and has no text for it: 'nudge'", rule.place)
    if answers[-1] > Action.NUDGE and rule.notice is None:
        yield Remark("no-notice-text", rule.id, "answers with a measure and has no text for it: 'notice'", rule.place)


def _lint_answers(rule: Rule, policy: Policy) -> Iterator[Remark]:
    answers = [row.action for row in rule.answer]
    if answers[0] > Action.WARN:
        message = f"begins with {answers[0].word}: nobody gets a milder answer the first time"
        yield Remark("begins-harsh", rule.id, message, rule.place)
    if answers[-1] > Action.WARN and not _minds_confidence(rule, policy):
        message = "goes beyond a warning, however unsure the find: no condition and no ceiling asks for its confidence"
        yield Remark("ignores-confidence", rule.id, message, rule.place)
    for action in answers:
        if action > Action.NUDGE and action not in policy.ladder:
            message = f"answers {action.word}, which has no step on the ladder: nothing says how it ends"
            yield Remark("no-step", rule.id, message, rule.place)


def _minds_confidence(rule: Rule, policy: Policy) -> bool:
    return CONFIDENCE in rule.reads or any(CONFIDENCE in ceiling.expression.names for ceiling in policy.ceilings)


def _lint_words_of(rule: Rule, policy: Policy) -> Iterator[Remark]:
    for condition in rule.conditions:
        if condition.otherwise is None:
            message = "has no words for when it does not hold: 'otherwise'"
            yield Remark("missing-words", condition.id, message, condition.place)
        if condition.unknown is None and any(_may_be_unknown(name, policy) for name in condition.expression.names):
            message = "asks for what may be unknown and has no words for that: 'unknown'"
            yield Remark("missing-words", condition.id, message, condition.place)
        for words in (condition.says, condition.otherwise, condition.unknown):
            yield from _lint_words(condition.id, words, policy, condition.place)
    for exception in rule.exceptions:
        if all(text == exception.id.replace("-", " ") for text in exception.says.texts.values()):
            yield Remark("missing-words", exception.id, "does not say why it excuses: 'says'", exception.place)
        yield from _lint_words(exception.id, exception.says, policy, exception.place)


def _may_be_unknown(name: str, policy: Policy) -> bool:
    return name in policy.declarations and policy.declarations[name].family not in _ALWAYS_SAID


_ALWAYS_SAID: Final = frozenset({"context", "declared", "pair", "plan"})
"""Families whose facts come with the message, or whose silence has a meaning (F1)."""


@lru_cache(maxsize=8)
def _jargon_of(policy: Policy) -> re.Pattern[str]:
    """Return what finds the dotted names of facts in a text."""
    dotted = [re.escape(name) for name in policy.declarations if "." in name]
    return re.compile(rf"\b(?:{'|'.join(dotted)})\b")


_PLACES: Final = re.compile(r"\{[^}]*\}")


def _lint_words(about: str, words: Words | None, policy: Policy, place: Place | None) -> Iterator[Remark]:
    for text in () if words is None else words.texts.values():
        bare = _PLACES.sub("", text)
        jargon = _jargon_of(policy).search(bare)
        if jargon:
            yield Remark("jargon", about, f"says '{jargon[0]}', which a member cannot know", place)
        if len(text) > LONGEST_WORDS:
            yield Remark("long-words", about, f"says it in {len(text)} characters; {LONGEST_WORDS} are read", place)


def _lint_clauses(policy: Policy) -> Iterator[Remark]:
    for clause in policy.clauses.values():
        if clause.safer_way is None and any(rule.clause is clause for rule in policy.rules if _is_ours(rule)):
            message = "does not say what a member can do instead: 'safer_way'"
            yield Remark("no-safer-way", clause.id, message, clause.place)
        if clause.announced_at is None or clause.notice_days < NOTICE_DAYS:
            message = f"does not say that members knew of it {NOTICE_DAYS} days before: 'announced_at', 'notice_days'"
            yield Remark("no-notice-period", clause.id, message, clause.place)


def _lint_ladder(policy: Policy) -> Iterator[Remark]:
    for action, step in policy.ladder.items():
        for limit, is_kept in _LIMITS.get(action, ()):
            if not is_kept(step):
                yield Remark("unsafe-step", action.word, limit, None)


_LIMITS: Final[dict[Action, tuple[tuple[str, Callable[[Step], bool]], ...]]] = {
    Action.HOLD_MESSAGE: (
        ("a machine's hold lasts at most 4 hours", lambda step: _within(step.lasts, hours=4)),
        ("in a running contract it lasts at most 1 hour", lambda step: _within(step.lasts_in_contract, hours=1)),
        ("a hold that nobody looked at delivers the message", lambda step: step.on_overdue == "delivers"),
    ),
    Action.SUSPEND_PENDING_REVIEW: (
        ("a suspension pending review lasts at most 7 days", lambda step: _within(step.lasts, days=7)),
        ("with all renewals it lasts at most 14 days", lambda step: _within(step.longest or step.lasts, days=14)),
        ("it is renewed once at most", lambda step: step.renewals <= 1),
        ("it is announced, with 72 hours to answer", lambda step: _at_least(step.notice, hours=72)),
    ),
    Action.TERMINATE: (
        ("it needs a second person", lambda step: step.second_person),
        ("it is announced 30 days before", lambda step: _at_least(step.notice, days=30)),
    ),
}
"""What the house holds a ladder to (design, section 5), and whether a step keeps it."""


def _within(span: timedelta | None, *, days: int = 0, hours: int = 0) -> bool:
    return span is not None and span <= timedelta(days=days, hours=hours)


def _at_least(span: timedelta | None, *, days: int = 0, hours: int = 0) -> bool:
    return span is not None and span >= timedelta(days=days, hours=hours)


def _unused_names(policy: Policy) -> Iterator[Remark]:
    used = {name for rule in policy.rules for name in rule.reads_when_fired}
    used.update(name for ceiling in policy.ceilings for name in ceiling.expression.names)
    counted = {counter.name for counter in policy.counters}
    own = [name for name in policy.declarations if not (name in SHIPPED or name in counted or name.startswith("uses."))]
    named = (
        *(("option", option.id, option.name in used) for option in policy.options),
        *(("counter", name, name in used) for name in sorted(counted)),
        *(("fact", name, name in used) for name in own),
        *(("signal-class", name, name in policy.by_class) for name in policy.signal_classes),
    )
    return (_unused(kind, name, None) for kind, name, is_used in named if not is_used)
