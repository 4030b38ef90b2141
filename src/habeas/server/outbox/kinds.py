"""The types of webhooks that the service sends, and what each tells."""

from django.db.models import TextChoices


class WebhookType(TextChoices):
    """One type of webhook; an endpoint names those that it wants."""

    DECISION_MADE = "decision.made", "a message was decided, anew or for the first time"
    MEASURE_REQUESTED = "measure.requested", "the host is asked to carry out a measure and to acknowledge it"
    MEASURE_PROLONGED = "measure.prolonged", "a measure lasts longer than the host was told"
    MEASURE_ENDED = "measure.ended", "a measure is over: what it held back is let go"
    NOTICE_DELIVERED = "notice.delivered", "a statement of reasons can be read; accepting this hands it over"
    NOTICE_FAILED = "notice.failed", "a statement of reasons could not be handed over"
    HOLD_PLACED = "hold.placed", "money waits: for which claim, how much, until when"
    HOLD_RENEWED = "hold.renewed", "money waits longer than the host was told"
    HOLD_LESSENED = "hold.lessened", "a part of money that waits is free"
    HOLD_RELEASED = "hold.released", "money that waited is free"
    DEDUCTION_RESTORED = "deduction.restored", "what was deducted is given back, and what is owed for it"
    PAYOUT_INSTRUCTED = (
        "payout.instructed",
        "the provider is asked to keep money, to let it go, to pay it or to refund it; do it once by its key",
    )
    CONTRACT_INSTRUCTED = (
        "contract.instructed",
        "the host is asked to pause a contract, to end it, to hand it over, or to let it go on",
    )
    DETAILS_FROZEN = "payout_details.frozen", "payout details changed while money waits: money goes to the ones before"
    DETAILS_FREED = (
        "payout_details.freed",
        "changed payout details were confirmed, or no hold runs any more: money goes there",
    )
    FREEZE_ORDERED = "freeze.ordered", "a law or an order freezes a member's money: keep all of it"
    FREEZE_LIFTED = "freeze.lifted", "what a law or an order froze is free"
    SANCTION_DECIDED = "sanction.decided", "a person decided about a member; it takes effect when its clocks allow"
    SANCTION_MOVED = (
        "sanction.moved",
        "a person's decision stands otherwise: agreed to, announced, in effect, lifted, over, taken back ...",
    )
    DECISION_REVERSED = "decision.reversed", "a machine's decision was taken back; it counts for nothing"
    APPEAL_RECEIVED = "appeal.received", "a member appealed a decision; it was acknowledged"
    APPEAL_ASSIGNED = "appeal.assigned", "somebody hears an appeal who took no part in its decision"
    APPEAL_ADDED = "appeal.added", "a member added to an appeal, asked or not"
    APPEAL_ASKED = "appeal.asked", "whoever hears an appeal asks the member something; the clock stands still meanwhile"
    APPEAL_DECIDED = "appeal.decided", "an appeal was upheld, varied or overturned"
    CASE_OPENED = "case.opened", "something about a member waits for a person"
    CASE_CLOSED = "case.closed", "a person decided a case, or closed it without a sanction"
    MEMBER_ASKED = "member.asked", "a person asks a member something; it can be read and answered until a time"
    MEMBER_ANSWERED = "member.answered", "a member answered what a person asked them"
    RULE_RESTRAINED = "rule.restrained", "a rule was wrong too often and only opens cases until a person restores it"
    RULE_RESTORED = "rule.restored", "a person gave a restrained rule its power to act back"
    CAMPAIGN_DECIDED = "campaign.decided", "the same was decided about many members, of each by itself"
    CAMPAIGN_QUESTIONED = "campaign.questioned", "one decision of a campaign was overturned; the others are looked at"
    REPORT_RECEIVED = "report.received", "a report by a member arrived: its receipt"
    REPORT_ANSWERED = "report.answered", "what came of a report, which its author can appeal"
    APPEAL_WITHDRAWN = "appeal.withdrawn", "a member took an appeal back"
    REMEDY_OWED = "remedy.owed", "a decision was undone: what is owed to its member, and by when"
    REMEDY_GIVEN = "remedy.given", "a person says that what was owed to a member was given"
    PROMISE_MADE = "promise.made", "a person promised a member something about a case, by a time"
    PROMISE_KEPT = "promise.kept", "a person says that what was promised to a member was done"
    MANDATE_GIVEN = "mandate.given", "a member lets somebody act for them in appeals"
    MANDATE_REVOKED = "mandate.revoked", "a member lets somebody act for them no more"
    SAFEGUARD_PLACED = "safeguard.placed", "the host is asked to protect an account or other members for hours"
    SAFEGUARD_ENDED = "safeguard.ended", "a safeguard is over: what it locked is free"
    DEADLINE_WARNED = "deadline.warned", "something promised is about to be late"
    DEADLINE_BREACHED = "deadline.breached", "something promised was not done in time"


def list_types() -> list[tuple[str, str]]:
    """Return the types with their words. Migrations name this function, so that another one changes no table."""
    return WebhookType.choices
