"""Reads of sanctions and appeals."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Min

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import OPEN, Outcome
from habeas.domain.appeals.windows import appeal_window
from habeas.domain.cases.reasoning import EARLIER_COMPARED, EARLIER_OF_ALL
from habeas.domain.sanctions.sanction import EndedBecause
from habeas.domain.sanctions.termination import EarlierDecision
from habeas.policy.actions import Action
from habeas.policy.timeline.events import Event as Told
from habeas.policy.timeline.events import Fields
from habeas.server.appeals.models import Appeal
from habeas.server.appeals.queries import list_contests
from habeas.server.identity.staff import staff_id
from habeas.server.parties.keys import Keyring, read_keys
from habeas.server.parties.sealed import open_content
from habeas.server.rulings.models import Sanction
from habeas.server.rulings.sanctions import as_json


def list_earlier_reasons(by: Actor, *, is_test: bool, but_in: str | None = None) -> Mapping[str, str]:
    """Return the last reasons of a person and of everybody by decision, the latest last; erased members' are gone.

    What was decided of many at once counts once. `but_in` is the case that is decided again: its words may stay.
    """
    others = Sanction.objects.filter(is_test=is_test).exclude(case=but_in)
    latest = (
        of.values("decided_by", "decided_at").annotate(one=Min("id")).order_by("-decided_at").values("one")[:most]
        for of, most in ((others.filter(decided_by=staff_id(by)), EARLIER_COMPARED), (others, EARLIER_OF_ALL))
    )
    ids = {row["one"] for found in latest for row in found}
    rows = list(Sanction.objects.filter(pk__in=ids).order_by("decided_at"))
    keys = read_keys({row.member_id for row in rows})
    readable = [row for row in rows if keys.has(row.member_id)]
    return {row.id: str(open_content(row.member_id, row.sealed, keys=keys)["reasons"]) for row in readable}


def map_conduct(members: Collection[str], *, is_test: bool) -> Mapping[str, datetime]:
    """Return when that happened which people decided on about these members, by decision."""
    return dict(Sanction.objects.filter(member__in=members, is_test=is_test).values_list("id", "conduct_at"))


def count_reversed(member: str, *, is_test: bool) -> int:
    """Return how many decisions of people about a member were undone."""
    return Sanction.objects.filter(member=member, is_test=is_test, reversed_at__isnull=False).count()


def list_suspended_on(member: str, *, is_test: bool, keys: Keyring) -> frozenset[str]:
    """Return the events on which a member was suspended before, but where that was undone."""
    rows = Sanction.objects.filter(
        member=member, is_test=is_test, action=Action.SUSPEND_PENDING_REVIEW.word, reversed_at=None
    ).exclude(effective_at=None)
    facts = (fact for row in rows for fact in open_content(member, row.sealed, keys=keys)["facts"])
    return frozenset(event for fact in facts for event in fact["evidence"])


def list_earlier_decisions(member: str, *, is_test: bool) -> tuple[EarlierDecision, ...]:
    """Return what people decided about a member before, as far as it can show repeated infringement (P2B4-4c)."""
    rows = Sanction.objects.filter(member=member, is_test=is_test).exclude(notified_at=None).order_by("decided_at")
    appeals = Appeal.objects.filter(decision__in=rows.values("id"), member=member)
    return tuple(_earlier(row, [one for one in appeals if one.decision == row.id]) for row in rows)


def _earlier(row: Sanction, appeals: Sequence[Appeal]) -> EarlierDecision:
    decided = [one for one in appeals if one.outcome]
    return EarlierDecision(
        id=row.id,
        notified_at=row.notified_at,
        window_ends_at=_window_end(row),
        is_reversed=row.reversed_at is not None or row.ended_because == EndedBecause.WITHDRAWN,
        is_contested=any(one.state in OPEN for one in appeals),
        appeal_decided=bool(decided) and all(one.outcome != Outcome.OVERTURNED for one in decided),
    )


def _window_end(row: Sanction) -> datetime | None:
    if row.notified_at is None:
        return None
    return appeal_window(row.id, informed_at=row.notified_at, zone=ZoneInfo(row.zone)).due_at


def get_sanction(sanction_id: str, *, is_test: bool) -> Mapping[str, Any] | None:
    """Return a sanction as interfaces show it; None where there is none of this id."""
    row = Sanction.objects.filter(id=sanction_id, is_test=is_test).first()
    return None if row is None else as_json(row)


def list_sanctions_of(case_id: str) -> Sequence[Mapping[str, Any]]:
    """Return the sanctions that were decided in a case, the oldest first."""
    return [as_json(row) for row in Sanction.objects.filter(case=case_id).order_by("decided_at", "id")]


_TOLD: Final = ("member", "clause", "finding", "action", "decided_at", "effective_at")
"""What the timeline counts: a draft with something to be judged asks for it while its writer waits."""


def list_told_of(members: Collection[str], *, is_test: bool) -> list[Told]:
    """Return what people decided about these members, as the timeline counts it (S14): a strike from its effect on."""
    rows = Sanction.objects.filter(member__in=members, is_test=is_test, effective_at__isnull=False)
    told = [event for row in rows.only(*_TOLD) for event in _told_of(row)]
    return told + list_contests(members, is_test=is_test)


def _told_of(row: Sanction) -> list[Told]:
    made: dict[str, object] = {
        "decision": row.id,
        "member": row.member_id,
        "recipients": [],
        "clause": row.clause or None,
        "finding": row.finding,
        "allowed": False,
        "action": row.action,
        "exceptions": [],
    }
    events = [_tell("decision.made", row.id, row.decided_at, made)]
    if row.effective_at is not None:
        events.append(_tell("notice.delivered", row.id, row.effective_at, {"decision": row.id}))
    return events


def _tell(kind: str, subject: str, at: datetime, content: Mapping[str, object]) -> Told:
    name = f"{kind}:{subject}"
    return Told(id=name, type=kind, occurred_at=at, platform=None, said=Fields(name, content))
