"""Events as a marketplace tells them: what happened, when, and where. Checked when made, written once."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Self, cast

from habeas.client.problems import ClientError

DEADLINE_MS: Final = 300
"""How long the service takes to answer about a message that waits, where the event does not say (design, section 7)."""

_NAME: Final = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*")


class Unsendable(ClientError, ValueError):
    """An event or a draft that cannot be sent as it is, with the field and the cause."""


class EventType(StrEnum):
    """The types of events that the service reads (design, section 7)."""

    MEMBER_JOINED = "member.joined"
    MEMBER_RECORD = "member.record"
    MEMBER_REPORTED = "member.reported"
    ORG_MEMBER_ADDED = "org.member_added"
    ORG_MEMBER_REMOVED = "org.member_removed"
    CONTRACT_OFFERED = "contract.offered"
    CONTRACT_STARTED = "contract.started"
    CONTRACT_PAUSED = "contract.paused"
    CONTRACT_ENDED = "contract.ended"
    CONTRACT_DECLINED = "contract.declined"
    CONTRACT_WITHDRAWN = "contract.withdrawn"
    CONTRACT_EXPIRED = "contract.expired"
    MILESTONE_FUNDED = "milestone.funded"
    MILESTONE_SUBMITTED = "milestone.submitted"
    MILESTONE_DUE = "milestone.due"
    MILESTONE_RELEASED = "milestone.released"
    MILESTONE_REFUNDED = "milestone.refunded"
    PAYOUT_DETAILS_CHANGED = "payout_details.changed"
    PAYOUT_SCHEDULED = "payout.scheduled"
    PAYOUT_PAID = "payout.paid"
    PAYOUT_RETURNED = "payout.returned"
    BALANCE_REPORTED = "balance.reported"
    DISPUTE_OPENED = "dispute.opened"
    DISPUTE_RESOLVED = "dispute.resolved"
    CHARGEBACK_OPENED = "chargeback.opened"
    CHARGEBACK_CLOSED = "chargeback.closed"
    REFUND_REQUESTED = "refund.requested"
    MESSAGE_SENT = "message.sent"
    MESSAGE_EDITED = "message.edited"
    MESSAGE_DELETED = "message.deleted"
    PROPOSAL_SUBMITTED = "proposal.submitted"
    PROFILE_UPDATED = "profile.updated"
    JOB_POSTED = "job.posted"
    REVIEW_POSTED = "review.posted"
    ATTACHMENT_SHARED = "attachment.shared"
    RELATION_DECLARED = "relation.declared"
    CONVERSION_FEE_PAID = "conversion_fee.paid"
    SIGNAL_RAISED = "signal.raised"
    MEASURE_APPLIED = "measure.applied"
    MEASURE_UNDONE = "measure.undone"
    MEASURE_FAILED = "measure.failed"
    NOTICE_BOUNCED = "notice.bounced"
    MEASURE_EXTERNAL = "measure.external"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened on the marketplace. Raises Unsendable where a field cannot be right.

    `id` is the marketplace's own and counts once, so the same event may be sent again. `type` is an EventType; another
    dotted name is let through, for the service may know more than this client. `data` is written down when the event is
    made: what is changed in it later is not sent. It stays out of `repr`, and so out of logs, for people wrote it.
    """

    id: str
    type: str
    occurred_at: datetime
    data: Mapping[str, Any] = field(repr=False)
    platform: str | None = None
    line: bytes = field(init=False, repr=False, compare=False)
    """The event as one line of JSON."""

    def __post_init__(self) -> None:
        """Refuse what the service would refuse for its form alone."""
        # Callers without a type checker exist, so what the annotations promise is looked at.
        identity, name, moment, content = (
            cast("object", one) for one in (self.id, self.type, self.occurred_at, self.data)
        )
        if not isinstance(identity, str) or not identity:
            raise Unsendable(f"event: id: must be a text that is not empty, not {identity!r}")
        place = f"event {identity}"
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise Unsendable(f"{place}: type: must be a name such as 'message.sent', not {name!r}")
        if not isinstance(moment, datetime) or moment.utcoffset() is None:
            raise Unsendable(f"{place}: occurred_at: must be a datetime with a time zone, not {moment!r}")
        if not isinstance(content, Mapping):
            raise Unsendable(f"{place}: data: must be a mapping, not {type(content).__name__}")
        object.__setattr__(self, "line", as_json(self._fields(), place=place))

    def _fields(self) -> dict[str, Any]:
        platform = {} if self.platform is None else {"platform": self.platform}
        moment = self.occurred_at.isoformat()
        return {"id": self.id, "type": self.type, "occurred_at": moment, **platform, "data": dict(self.data)}

    @property
    def waits_for(self) -> float | None:
        """The seconds that a message waits for an answer before it is delivered; None where nothing waits."""
        if self.data.get("delivery") != "pending":
            return None
        asked = self.data.get("deadline_ms", DEADLINE_MS)
        return (asked if isinstance(asked, int) and asked > 0 else DEADLINE_MS) / 1000

    def delivered(self) -> Self:
        """Return the event of a message that waits no more: nobody can hold what has been delivered."""
        if self.waits_for is None:
            return self
        return replace(self, data={**self.data, "delivery": "delivered"})


def as_json(content: Mapping[str, Any], *, place: str) -> bytes:
    """Return an object as one line of ASCII. Raises Unsendable, which names the place."""
    try:
        return json.dumps(content, separators=(",", ":"), allow_nan=False).encode("ascii")
    except (TypeError, ValueError, RecursionError) as error:
        raise Unsendable(f"{place}: data: cannot be written as JSON: {error}") from None
