"""Every type of event that may come in, with the form of its data; and those that only the service makes."""

from collections.abc import Mapping
from typing import Final

from habeas.server.events.schemas import contents as says
from habeas.server.events.schemas import money as tells
from habeas.server.events.schemas.values import Form

_CONTRACT_MOVES: Final = ("offered", "started", "paused", "ended", "declined", "withdrawn", "expired")

CONTENTS: Final[Mapping[str, type[Form]]] = {
    "member.joined": says.Joined,
    "member.record": says.Record,
    "member.reported": says.Report,
    "org.member_added": says.Belonging,
    "org.member_removed": says.Belonging,
    **{f"contract.{move}": says.ContractMove for move in _CONTRACT_MOVES},
    "relation.declared": says.PairWord,
    "conversion_fee.paid": says.PairWord,
    "milestone.funded": tells.MilestoneMoney,
    "milestone.submitted": tells.Milestone,
    "milestone.due": tells.Milestone,
    "milestone.released": tells.MilestoneRelease,
    "milestone.refunded": tells.MilestoneRefund,
    "payout.scheduled": tells.Payout,
    "payout.paid": tells.Payout,
    "payout.returned": tells.Payout,
    "payout_details.changed": tells.PayoutDetails,
    "balance.reported": tells.Balance,
    "dispute.opened": tells.Dispute,
    "dispute.resolved": tells.Dispute,
    "chargeback.opened": tells.ChargebackOpened,
    "chargeback.closed": tells.Chargeback,
    "refund.requested": tells.Refund,
    "message.sent": says.Message,
    "message.edited": says.MessageEdited,
    "message.deleted": says.MessageDeleted,
    "proposal.submitted": says.Writing,
    "profile.updated": says.Writing,
    "job.posted": says.Writing,
    "review.posted": says.Writing,
    "attachment.shared": says.Attachment,
    "signal.raised": says.Signal,
    "measure.applied": says.MeasureStep,
    "measure.undone": says.MeasureStep,
    "measure.failed": says.MeasureStep,
    "notice.bounced": says.NoticeStep,
    "measure.external": says.ExternalMeasure,
}
"""The form of `data` by the event's type."""

OWN_TYPES: Final = frozenset(
    {
        "decision.made",
        "measure.requested",
        "measure.prolonged",
        "measure.ended",
        "notice.delivered",
        "notice.failed",
        "appeal.received",
        "appeal.decided",
        "appeal.withdrawn",
        "hold.placed",
        "hold.renewed",
        "hold.lessened",
        "hold.released",
        "deduction.restored",
        "payout.instructed",
        "contract.instructed",
        "payout_details.frozen",
        "payout_details.freed",
        "freeze.ordered",
        "freeze.lifted",
        "deadline.warned",
        "deadline.breached",
    }
)
"""Types that the service tells and nobody may tell it: they would count against members."""
