"""What a member is sent when something became of a sanction after its statement."""

from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from habeas.domain.appeals.windows import appeal_window, last_day_to_appeal
from habeas.domain.statements.catalogues import SOURCE_LANGUAGE
from habeas.domain.statements.clock_notices import ClockNotice, ClockNoticeKind, render_clock_notice
from habeas.domain.statements.sequels import OVER_BECAUSE, Sequel, SequelKind, render_reply, render_sequel
from habeas.files.catalogues import choose_offered, read_catalogues
from habeas.server.cases.redress import redress_of
from habeas.server.holds.models import Hold
from habeas.server.notices.documents import words_of_document, written
from habeas.server.notices.models import Notice
from habeas.server.notices.operations import send_about_decision
from habeas.server.outbox.operations import NewMessage
from habeas.server.parties.keys import Keyring
from habeas.server.rulings.models import Sanction
from habeas.server.sanctions.models import Measure

_ENDS: Final = frozenset({SequelKind.LIFTED, *OVER_BECAUSE.values()})
"""That a sanction is over, which ends what it did, and not the claims that money waits for."""


def sequel_words(row: Sanction, kind: SequelKind, *, at: datetime, reasons: str = "") -> dict[str, Any]:
    """Return what the member is sent and what is kept: since when it is so, or until when it lasts from now on."""
    zone = ZoneInfo(row.zone)
    contestable_since = None if kind is SequelKind.TAKEN_BACK else row.notified_at
    sequel = Sequel(
        decision=row.id,
        kind=kind,
        on=at.astimezone(zone).date(),
        reasons=reasons,
        appeal_until=None if contestable_since is None else _last_day(row.id, contestable_since, zone),
        appeal_url=redress_of(row.id).appeal_url,
        has_holds=kind in _ENDS and Hold.objects.filter(decision=row.id, released_at=None).exists(),
    )
    document = render_sequel(sequel, catalogue=read_catalogues()[row.language])
    return {"kind": kind.value, "language": row.language, **written(document)}


def reply_words(row: Sanction, text: str) -> dict[str, Any]:
    """Return what the member is sent in reply to their answer."""
    document = render_reply(row.id, text, catalogue=read_catalogues()[row.language])
    return {"kind": "reply", "language": row.language, **written(document)}


def tell_of_delivery(row: Measure, *, keys: Keyring, now: datetime) -> list[NewMessage]:
    """Keep that a message which a machine held was delivered, for its writer; nothing for who was erased."""
    if row.decision is None or not keys.has(row.member_id):
        return []
    told = Notice.objects.filter(decision=row.decision_id).order_by("due_at").values_list("language", flat=True).first()
    delivered = ClockNotice(kind=ClockNoticeKind.MESSAGE_DELIVERED, about=row.decision.id, on=now.date())
    catalogue = read_catalogues()[choose_offered(told or SOURCE_LANGUAGE)]
    words = words_of_document(delivered.kind, render_clock_notice(delivered, catalogue=catalogue))
    return [send_about_decision(row.decision, words, keys=keys, now=now)]


def _last_day(decision: str, informed_at: datetime, zone: ZoneInfo) -> date:
    return last_day_to_appeal(appeal_window(decision, informed_at=informed_at, zone=zone), zone=zone)
