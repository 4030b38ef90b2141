"""Reads what ends by itself: the steps of the ladder, and snoozes."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from habeas.policy.actions import ACTIONS, Action
from habeas.policy.drafts import Draft
from habeas.policy.items import Item
from habeas.policy.rules import Step
from habeas.policy.snoozes import Snooze


def read_ladder(items: list[Item], draft: Draft) -> dict[Action, Step]:
    """Return the steps by action. A measure that restrains must end by itself."""
    named = draft.unique(items, "action", "step")
    return {ACTIONS[name]: _read_step(ACTIONS[name], item, draft) for name, item in named.items()}


def _read_step(action: Action, item: Item, draft: Draft) -> Step:
    step = Step(
        action=action,
        lasts=item.plain("lasts"),
        lasts_in_contract=item.plain("lasts_in_contract"),
        renewals=item.plain("renewals", 0),
        longest=item.plain("longest"),
        notice=item.plain("notice"),
        second_person=item.plain("second_person", default=False),
        on_overdue=item.plain("on_overdue", "ends"),
    )
    if action in _MUST_END and step.lasts is None:
        draft.refuse(item, f"every measure ends: '{action.word}' needs 'lasts'")
    if step.longest is not None and step.lasts is not None and step.longest < step.lasts:
        draft.refuse(item["longest"], "'longest' is shorter than 'lasts'")
    return step


_MUST_END = frozenset({Action.HOLD_MESSAGE, Action.RESTRICT, Action.SUSPEND_PENDING_REVIEW})


def read_snoozes(items: list[Item], rules: Mapping[str, Item], draft: Draft) -> tuple[Snooze, ...]:
    """Return the snoozes. Each is for one member or one pair, and names a rule that is there."""
    named = {item["rule"].value: draft.known(item["rule"], rules, "rule") for item in items}
    found = [_read_snooze(item, draft) for item in items if named[item["rule"].value] is not None]
    return tuple(sorted(found, key=lambda snooze: (snooze.id, snooze.until)))


def _read_snooze(item: Item, draft: Draft) -> Snooze:
    pair = frozenset(member.value for member in item.items("pair"))
    if (item.get("member") is None) == (not pair):
        draft.refuse(item, "a snooze is for one 'member' or one 'pair'; for everybody a rule has 'mode: shadow'")
    if len(pair) == 1:
        draft.refuse(item["pair"], "a pair is two members, these are one and the same")
    until: date = item["until"].value
    return Snooze(
        rule=item["rule"].value,
        until=datetime.combine(until, time(), tzinfo=UTC),
        by=item["by"].value,
        reason=item["because"].value,
        member=item.plain("member"),
        pair=pair or None,
        place=item["rule"].place,
    )
