"""Which graded answer holds, and whether an exception's uses are spent. Unknown counts are mild (S9)."""

from collections.abc import Mapping
from typing import Any

from habeas.policy.rules import MESSAGES, NUDGES, STRIKES, AnswerRow, RuleException
from habeas.policy.unknown import UNKNOWN


def choose_answer(rows: tuple[AnswerRow, ...], values: Mapping[str, Any]) -> AnswerRow:
    """Return the first row whose bounds all hold; the last has none (S9, S10)."""
    return next(row for row in rows if _holds(row, values))


def is_used_up(exception: RuleException, values: Mapping[str, Any]) -> bool:
    """Return whether a limited exception was used as often as it may be (S6)."""
    for window, limit in (("per_pair", exception.per_pair), ("per_30_days", exception.per_30_days)):
        if limit is not None and _exceeds(values.get(exception.uses_fact(window), UNKNOWN), limit - 1):
            return True
    return False


def _holds(row: AnswerRow, values: Mapping[str, Any]) -> bool:
    if row.nudges is not None and _exceeds(values.get(NUDGES, UNKNOWN), row.nudges):
        return False
    if row.strikes is None or not _exceeds(values.get(STRIKES, UNKNOWN), row.strikes):
        return True
    return row.or_share_below is not None and _share_is_below(row.or_share_below, values)


def _exceeds(count: Any, bound: int) -> bool:  # a count or UNKNOWN, as facts hold it
    return count is not UNKNOWN and count > bound


def _share_is_below(bound: float, values: Mapping[str, Any]) -> bool:
    messages = values.get(MESSAGES, UNKNOWN)
    return messages is UNKNOWN or values[STRIKES] < bound * messages
