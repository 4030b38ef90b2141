"""Every type of event that may come in, with the form of its data; and those that only the service makes."""

from collections.abc import Mapping
from typing import Final

from habeas.server.events.schemas import contents as says
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
    "milestone.funded": says.MilestoneMoney,
    "milestone.submitted": says.Milestone,
    "milestone.due": says.Milestone,
    "milestone.released": says.MilestoneMoney,
    "milestone.refunded": says.MilestoneMoney,
    "payout.scheduled": says.Payout,
    "payout.paid": says.Payout,
    "payout.returned": says.Payout,
    "payout_details.changed": says.PayoutDetails,
    "balance.reported": says.Balance,
    "dispute.opened": says.Dispute,
    "dispute.resolved": says.Dispute,
    "chargeback.opened": says.Chargeback,
    "chargeback.closed": says.Chargeback,
    "refund.requested": says.Refund,
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
