"""Whom a criterion selects: members with decisions that it holds of, which nobody has looked at or looks at now."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from habeas.domain.campaigns.criteria import Criterion, is_met
from habeas.domain.cases.case import CaseState
from habeas.domain.refusals import Refused
from habeas.server.decisions.contents import facts_of, read_content, scan_of
from habeas.server.decisions.models import Decision, Mode
from habeas.server.parties.keys import Keyring, read_keys
from habeas.server.policies.rulebook import get_policy

LOOKED_THROUGH: Final = 20_000
"""Decisions that are opened to see whether a criterion holds: half a minute's work."""

FACTS: Final = 20
"""The latest decisions about a member that are relied on, as many as a reader of a statement gets through."""

WAITING: Final = (CaseState.QUEUED, CaseState.ESCALATED)
"""The states in which a case is nobody's."""


class TooMuchToLookThrough(Refused):
    """A span of time with more decisions than a criterion is tried on at once."""

    rule = "DSA14-4"
    says = "{decisions} decisions were made in that time, at most {most} are looked through; take a shorter one"


def select(criterion: Criterion, *, since: datetime, until: datetime, is_test: bool) -> Mapping[str, Sequence[str]]:
    """Return the members with the decisions that the criterion is known to hold of, the latest last.

    Only of what the policy did not allow; what was reversed, replaced or is in somebody's hands is left alone.
    """
    rows = list(
        open_to_all(Decision.objects.filter(is_test=is_test, occurred_at__gte=since, occurred_at__lt=until))
        .order_by("occurred_at", "id")
        .only("id", "member_id", "policy_id", "sealed")[: LOOKED_THROUGH + 1]
    )
    if len(rows) > LOOKED_THROUGH:
        raise TooMuchToLookThrough(decisions=f"more than {LOOKED_THROUGH}", most=LOOKED_THROUGH)
    keys = read_keys({row.member_id for row in rows})
    selected: dict[str, list[str]] = {}
    for row in rows:
        if _holds_of(row, criterion, keys):
            selected.setdefault(row.member_id, []).append(row.id)
    return {member: found[-FACTS:] for member, found in selected.items()}


def open_to_all(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Return those of the decisions that stand against somebody and that no person has in hand or has decided on."""
    is_nobodys = Q(case=None) | Q(case__state__in=WAITING)
    return decisions.filter(is_nobodys, mode=Mode.ACTIVE, allowed=False, reversed_at=None, replaced_by=None)


def _holds_of(row: Decision, criterion: Criterion, keys: Keyring) -> bool:
    if not keys.has(row.member_id):
        return False
    content = read_content(keys.open(row.member_id, bytes(row.sealed)))
    facts = facts_of(content, declarations=get_policy(row.policy_id).declarations)
    return is_met(criterion, facts=facts, scan=scan_of(content))
