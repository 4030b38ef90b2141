"""Members: where each stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Router

from habeas.policy.timeline.strikes import StrikeEntry
from habeas.server.api.authorization import Requires, caller_of
from habeas.server.api.paging import MOST
from habeas.server.api.parameters import Id
from habeas.server.api.replies import reply
from habeas.server.api.shapes import StandingShape
from habeas.server.decisions.standing import MemberStanding, Remembered, get_standing
from habeas.server.identity.scopes import Scope
from habeas.server.sanctions.queries import list_measures

router = Router(tags=["members"])


@router.get("/members/{path:member}/standing", auth=Requires(Scope.READ), response=StandingShape)
def get_member_standing(request: HttpRequest, member: Path[Id]) -> HttpResponse:
    """Return a member's strikes with when each ends, the nudges that are remembered, the measures in force."""
    is_test, now = caller_of(request).is_test, timezone.now()
    standing = get_standing(member, is_test=is_test, now=now)
    measures = list_measures(is_test=is_test, now=now, most=MOST, in_force=True, member=member)
    return reply(_as_json(member, standing) | {"measures": list(measures)})


def _as_json(member: str, standing: MemberStanding) -> dict[str, Any]:
    return {
        "member": member,
        "as_of": standing.at.isoformat(),
        "strikes": {"count": standing.counting, "items": [_strike(one) for one in standing.strikes]},
        "nudges": {"count": len(standing.nudges), "items": [_nudge(one) for one in standing.nudges]},
    }


def _strike(strike: StrikeEntry) -> dict[str, Any]:
    return {
        "decision": strike.decision,
        "clause": strike.clause,
        "standing": strike.standing.value,
        "counts_from": strike.counts_from.isoformat() if strike.counts_from else None,
        "ends_at": strike.ends_at.isoformat() if strike.ends_at else None,
    }


def _nudge(nudge: Remembered) -> dict[str, Any]:
    return {
        "decision": nudge.decision,
        "clause": nudge.clause,
        "made_at": nudge.made_at.isoformat(),
        "remembered_until": nudge.until.isoformat(),
    }
