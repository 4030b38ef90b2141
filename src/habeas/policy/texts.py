"""The nudge and the notice that a policy writes for an outcome, filled in for one case."""

from typing import Any, Final

from habeas.policy.actions import Action
from habeas.policy.rules import Clause
from habeas.policy.templates import Template
from habeas.policy.unknown import UNKNOWN
from habeas.policy.verdicts import RuleOutcome


class _UnknownText(str):
    """What a text shows of an unknown value; it is neither more nor less than any other."""

    __slots__ = ()

    def _compare(self, _other: object) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _compare


_UNKNOWN: Final = _UnknownText("unknown")


def write_nudge(outcome: RuleOutcome, *, language: str | None = None) -> str | None:
    """Return the rule's nudge for the member, None where the policy has none."""
    return _write(outcome.rule.nudge, outcome, language)


def write_notice(outcome: RuleOutcome, *, language: str | None = None) -> str | None:
    """Return the rule's notice for the member, None where the policy has none."""
    return _write(outcome.rule.notice, outcome, language)


def write_answer(outcome: RuleOutcome, *, language: str | None = None) -> str | None:
    """Return what the member is told with what is done: the nudge with a hint, else the notice; None with nothing."""
    if outcome.action is Action.NONE:
        return None
    return (write_nudge if outcome.action is Action.NUDGE else write_notice)(outcome, language=language)


def _write(template: Template | None, outcome: RuleOutcome, language: str | None) -> str | None:
    if template is None:
        return None
    return template.render(_values(outcome, language), language=language)


def _values(outcome: RuleOutcome, language: str | None) -> dict[str, Any]:
    known = {name: _UNKNOWN if value is UNKNOWN else value for name, value in outcome.values.items()}
    return {**known, **_of_clause(outcome.rule.clause, language), "rule.title": outcome.rule.title.text(language)}


def _of_clause(clause: Clause, language: str | None) -> dict[str, str]:
    return {
        "clause.title": clause.title.text(language),
        "clause.text": clause.text.text(language),
        "clause.url": clause.url,
        "clause.safer_way": "" if clause.safer_way is None else clause.safer_way.text(language),
    }
