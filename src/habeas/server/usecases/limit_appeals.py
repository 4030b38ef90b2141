"""Warns about misuse of appeals, and limits them for a time if it goes on: a person's decision each (DSA23-2)."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.appeals.misuse import ThrottleWithoutWarning, check_warning, throttle
from habeas.domain.appeals.windows import appeal_window, last_day_to_appeal
from habeas.domain.refusals import Refused
from habeas.domain.statements.content import Decider
from habeas.domain.statements.outcomes import AppealsLimited, render_limit
from habeas.files.catalogues import choose_offered, read_catalogues
from habeas.server.appeals.models import AppealLimit
from habeas.server.audit.operations import Happening, append
from habeas.server.cases.languages import get_reads
from habeas.server.cases.redress import contact_of, pseudonym, redress_of
from habeas.server.identity.staff import staff_id
from habeas.server.notices.documents import words_of_document
from habeas.server.notices.handing import LIMIT
from habeas.server.notices.operations import send_about
from habeas.server.notices.queries import get_told_about
from habeas.server.outbox.operations import write_messages
from habeas.server.parties.keys import Keyring, lock_members
from habeas.server.parties.sealed import open_content, seal_content
from habeas.server.recourse.misuse import count_unfounded

WARNING: Final = "misuse_warning"
"""The kind of notice of a warning about misuse."""


class WarnedAlready(Refused):
    """A second warning while the first stands."""

    rule = "DSA23-2"
    says = "{member} was warned on {day}; one warning stands until something follows from it"


@transaction.atomic
def warn_of_misuse(*, member: str, reasons: str, language: str, by: Actor, is_test: bool, now: datetime) -> str:
    """Warn a member, who is told why; return the warning's id. Raises WarningTooEarly, WarnedAlready.

    Where no language is named it is the one that the member reads.
    """
    keys = lock_members([member], now=now)
    standing = AppealLimit.objects.filter(member=member, is_test=is_test, limited_at=None).first()
    if standing is not None:
        raise WarnedAlready(member=member, day=standing.warned_at.date().isoformat())
    last = AppealLimit.objects.filter(member=member, is_test=is_test).order_by("-limited_at").first()
    since = None if last is None else last.limited_at
    check_warning(unfounded=count_unfounded(member, is_test=is_test, since=since))
    row = AppealLimit(
        id=f"lim_{secrets.token_hex(13)}",
        member_id=member,
        is_test=is_test,
        language=language or get_reads(member, is_test=is_test).told,
        warned_at=now,
        warned_by_id=staff_id(by),
        sealed=seal_content(member, {"warning": reasons}, keys=keys),
    )
    row.save(force_insert=True)
    _tell(row, WARNING, reasons, keys=keys, now=now)
    append([Happening(at=now, action="misuse.warned", actor=by.id, subject=f"limit:{row.id}")], seal=keys.seal)
    return row.id


@transaction.atomic
def limit_appeals(*, member: str, reasons: str, lasts: timedelta, by: Actor, is_test: bool, now: datetime) -> str:
    """Limit a member's appeals after a warning that did not help; return the decision's id. It can be appealed.

    Raises ThrottleWithoutWarning, ThrottledByMachine, ThrottleTooLong.
    """
    keys = lock_members([member], now=now)
    row = AppealLimit.objects.select_for_update().filter(member=member, is_test=is_test, limited_at=None).first()
    warned_at = None if row is None else get_told_about(row.id, kind=WARNING)
    if row is None or warned_at is None:
        raise ThrottleWithoutWarning(member=member)
    made = throttle(
        member=member,
        decision=row.id,
        by=by,
        warned_at=warned_at,
        unfounded_since=count_unfounded(member, is_test=is_test, since=warned_at),
        lasts=lasts,
        now=now,
    )
    content = open_content(member, row.sealed, keys=keys) | {"limit": reasons}
    row.limited_at, row.limited_by_id, row.until, row.days = now, staff_id(by), made.until, max(lasts.days, 1)
    row.sealed = seal_content(member, content, keys=keys)
    row.save()
    _tell(row, LIMIT, reasons, keys=keys, now=now)
    append([Happening(at=now, action="appeals.limited", actor=by.id, subject=f"limit:{row.id}")], seal=keys.seal)
    return row.id


def _tell(row: AppealLimit, kind: str, reasons: str, *, keys: Keyring, now: datetime) -> None:
    """Tell the member with the reasons; of a limit, which is a decision, till when it can be appealed, too."""
    catalogue = read_catalogues()[choose_offered(row.language)]
    window = appeal_window(row.id, informed_at=now, zone=UTC)
    appeal_until = None if row.until is None else last_day_to_appeal(window, zone=UTC)
    by = row.warned_by_id if row.until is None else row.limited_by_id
    limit = AppealsLimited(
        decision=row.id,
        reasons=reasons,
        decided_by=Decider(catalogue.say("role.reviewer"), pseudonym(str(by)), is_human=True),
        contact=contact_of(),
        redress=redress_of(row.id),
        until=None if row.until is None else row.until.date(),
        appeal_until=appeal_until,
    )
    words = {
        **words_of_document(kind, render_limit(limit, catalogue=catalogue)),
        "text": reasons,
        "until": None if row.until is None else row.until.isoformat(),
        "appeal_until": None if appeal_until is None else appeal_until.isoformat(),
    }
    told = send_about(row.id, words, member=row.member_id, is_test=row.is_test, keys=keys, now=now)
    write_messages([told], now=now)
