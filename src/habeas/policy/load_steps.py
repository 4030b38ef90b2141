"""Reads the ladder: how long each measure lasts and what ends it."""

from habeas.policy.actions import ACTIONS, Action
from habeas.policy.drafts import Draft
from habeas.policy.items import Item
from habeas.policy.rules import Step


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
