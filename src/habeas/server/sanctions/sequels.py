"""What a member is sent when something became of a sanction after its statement."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from habeas.domain.clocks.lengths import end_of, last_day
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId
from habeas.domain.statements.sequels import Sequel, SequelKind, render_reply, render_sequel
from habeas.files.catalogues import read_catalogues
from habeas.server.cases.redress import redress_of
from habeas.server.notices.documents import written
from habeas.server.rulings.models import Sanction


def sequel_words(row: Sanction, kind: SequelKind, *, at: datetime, reasons: str = "") -> dict[str, Any]:
    """Return what the member is sent and what is kept: since when it is so, or until when it lasts from now on."""
    zone = ZoneInfo(row.zone)
    contestable_since = None if kind is SequelKind.TAKEN_BACK else row.notified_at
    sequel = Sequel(
        decision=row.id,
        kind=kind,
        on=at.astimezone(zone).date(),
        reasons=reasons,
        appeal_until=None if contestable_since is None else last_day(_window_end(contestable_since, zone), zone=zone),
        appeal_url=redress_of(row.id).appeal_url,
    )
    document = render_sequel(sequel, catalogue=read_catalogues()[row.language])
    return {"kind": kind.value, "language": row.language, **written(document)}


def reply_words(row: Sanction, text: str) -> dict[str, Any]:
    """Return what the member is sent in reply to their answer."""
    document = render_reply(row.id, text, catalogue=read_catalogues()[row.language])
    return {"kind": "reply", "language": row.language, **written(document)}


def _window_end(informed_at: datetime, zone: ZoneInfo) -> datetime:
    clock = CLOCKS[ClockId.APPEAL_WINDOW]
    return end_of(informed_at, length=clock.length, counting=clock.counting, zone=zone)
