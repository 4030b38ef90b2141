"""Closes a case without a sanction: a person looked at all of it, and says why nothing is done to the member."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.cases.case import CaseMove
from habeas.domain.cases.evidence import NotOfThisCase, check_found, check_opened
from habeas.domain.cases.reasons import Reason
from habeas.server.audit.operations import Happening, append
from habeas.server.cases.models import Case
from habeas.server.cases.operations import lock_case, move
from habeas.server.cases.queries import list_opened
from habeas.server.cases.reports import note_for_reporters
from habeas.server.decisions.error_budgets import watch_rule
from habeas.server.decisions.exhibits import list_exhibits
from habeas.server.decisions.queries import list_in_force
from habeas.server.parties.keys import Keyring, lock_members
from habeas.server.recourse.screenings import take_back


@transaction.atomic
def close_case(
    *,
    case: str,
    by: Actor,
    because: str,
    is_test: bool,
    now: datetime,
    to_reporters: str = "",
    wrong: Collection[str] = (),
) -> None:
    """Close a case; `to_reporters` is written to those who reported it, beside what came of their report.

    `wrong` are decisions of a machine in it that were wrong: each is undone, and its member is told.
    Raises NoSuchCase, EvidenceNotOpened, FavourNotOpened, FindNotOpened, NotOfThisCase, and what `move_case` refuses.
    """
    row = lock_case(case, is_test=is_test)
    reports = list(row.reports.filter(answered_at=None).order_by("id"))
    keys = lock_members([row.member_id, *(one.reporter for one in reports)], now=now)
    exhibits = list_exhibits(case, keys=keys)
    opened = list_opened(case)
    check_opened(relied_on=[one.id for one in exhibits], by=by, opened=opened)
    if row.reason == Reason.SAMPLE:
        check_found(found=[one.id for one in list_in_force(case)], by=by, opened=opened)
    note_for_reporters(reports, to_reporters, keys=keys)
    move(row, CaseMove.TAKE_NO_ACTION, by=by, now=now, because=because)
    happenings = [Happening(at=now, action="case.closed", actor=by.id, subject=f"case:{case}")]
    happenings += _take_back(row, frozenset(wrong), by=by, because=because, keys=keys, now=now)
    append(happenings, seal=keys.seal)


def _take_back(
    row: Case, wrong: frozenset[str], *, by: Actor, because: str, keys: Keyring, now: datetime
) -> list[Happening]:
    """Undo what was wrong, and weigh the rules whose decisions a person has looked at without being asked to."""
    standing = {one.id: one for one in list_in_force(row.id)}
    unknown = sorted(wrong - standing.keys())
    if unknown:
        raise NotOfThisCase(items=", ".join(unknown))
    happenings = [
        made for one in sorted(wrong) for made in take_back(standing[one], by=by, because=because, keys=keys, now=now)
    ]
    sampled = standing if row.reason == Reason.SAMPLE else ()
    return happenings + [made for one in sampled for made in watch_rule(decision=one, now=now)]
