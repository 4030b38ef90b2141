"""Tells a member of a safeguard in the transaction that places it: its effect and its reasons go out together."""

from datetime import UTC, datetime
from typing import Final

from django.conf import settings

from habeas.domain.actors import Actor
from habeas.domain.appeals.windows import appeal_window, last_day_to_appeal
from habeas.domain.sanctions.safeguards import SafeguardKind
from habeas.domain.statements.automation import Decided, Detected, automation_of
from habeas.domain.statements.protections import (
    Protection,
    ProtectionEndedBy,
    ProtectionOver,
    render_protection,
    render_protection_over,
)
from habeas.domain.statements.record import content_as_json
from habeas.files.catalogues import read_catalogues
from habeas.server.cases.redress import contact_of, redress_of
from habeas.server.notices.documents import words_of_document
from habeas.server.notices.operations import send_about
from habeas.server.notices.queries import get_language
from habeas.server.outbox.operations import NewMessage
from habeas.server.parties.keys import Keyring
from habeas.server.safeguards.models import Safeguard
from habeas.server.safeguards.standing import CLOCK, OWNER

SAFEGUARD: Final = "safeguard"
"""The kind of notice that a safeguard was placed."""

OVER: Final = "safeguard_over"
"""The kind of notice that one is over."""


def tell_of_safeguard(row: Safeguard, *, because: str, by: Actor, keys: Keyring, now: datetime) -> NewMessage:
    """Keep what the member is told, readable from now on; return the webhook that hands it over."""
    # A machine that places one saw something: what that was is what it says to the member.
    seen = [] if by.is_human else [Detected(by.id, "", because)]
    until = last_day_to_appeal(appeal_window(row.id, informed_at=now, zone=UTC), zone=UTC)
    protection = Protection(
        id=row.id,
        kind=SafeguardKind(row.kind),
        because=because,
        ends_at=row.ends_at,
        appeal_until=until,
        automation=automation_of([*seen, Decided(by)]),
        recover_url=f"{settings.HABEAS.public_url}/portal/",
        contact=contact_of(),
        redress=redress_of(row.id),
    )
    document = render_protection(protection, catalogue=read_catalogues()[get_language(row.member_id)])
    words = {
        **words_of_document(SAFEGUARD, document),
        "statement": content_as_json(protection),
        "appeal_until": until.isoformat(),
    }
    return send_about(row.id, words, member=row.member_id, is_test=row.is_test, keys=keys, now=now)


def tell_of_end(row: Safeguard, *, keys: Keyring, now: datetime) -> NewMessage:
    """Keep what the member is told of a safeguard that has ended; return the webhook that hands it over."""
    by = {OWNER: ProtectionEndedBy.OWNER, CLOCK: ProtectionEndedBy.CLOCK}
    over = ProtectionOver(
        id=row.id,
        ended_at=row.ended_at or now,
        ended_by=by.get(row.ended_by, ProtectionEndedBy.PERSON),
        contact=contact_of(),
    )
    document = render_protection_over(over, catalogue=read_catalogues()[get_language(row.member_id)])
    words = words_of_document(OVER, document)
    return send_about(row.id, words, member=row.member_id, is_test=row.is_test, keys=keys, now=now)
