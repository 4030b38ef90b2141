"""How long each class of record is kept, from when, on which ground (GDPR5), and what outlives an erasure (GDPR17).

A table and two questions to it. Durations are the longest that their calendar months and years can be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

APPEAL_WINDOW: Final = timedelta(days=184)
"""Six calendar months (DSA20-1), which are 181 to 184 days."""

CLAIMS: Final = timedelta(days=3 * 365 + 1)
"""Three years in which a claim can be brought and records must be shown (SEA-2)."""

UNFILED: Final = timedelta(days=30)
"""How long what was begun and never filed is kept."""


SAMPLED: Final = timedelta(days=30)
"""How long a message of the random sample is kept in which nothing was found (invariant 14)."""


class RecordClass(StrEnum):
    """What kind of record it is."""

    RECENT_TEXT = "recent_text"
    DECISION = "decision"
    NOTICE = "notice"
    MEASURE = "measure"
    CASE = "case"
    EVIDENCE = "evidence"
    SAMPLE = "sample"
    INQUIRY = "inquiry"
    REPORT = "report"
    SAFEGUARD = "safeguard"
    SANCTION = "sanction"
    APPEAL = "appeal"
    CAMPAIGN = "campaign"
    ATTACHMENT = "attachment"
    APPEAL_DRAFT = "appeal_draft"
    MANDATE = "mandate"
    LINK = "link"
    APPEAL_LIMIT = "appeal_limit"
    EVENT = "event"
    WEBHOOK = "webhook"
    AUDIT_PAYLOAD = "audit_payload"
    AUDIT_ENTRY = "audit_entry"
    ERASED_MEMBER = "erased_member"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long records of one class are kept.

    `lasts` counts from the instant that `since` names; None: as long as the log or the service is there. `rule` is the
    row of due process that says so. `outlives_erasure` is why a record that a claim may need stays when its member is
    erased, None where it goes at once.
    """

    lasts: timedelta | None
    since: str
    rule: str
    because: str
    outlives_erasure: str | None = None


_CLAIM: Final = (
    "GDPR Art. 17(3)(e): to establish, exercise or defend legal claims about a decision that restricted the member"
)

RETENTION: Final[Mapping[RecordClass, Retention]] = {
    RecordClass.RECENT_TEXT: Retention(
        lasts=timedelta(hours=24),
        since="it was sent",
        rule="GDPR5",
        because="a contact may be split over several messages",
    ),
    RecordClass.DECISION: Retention(
        lasts=APPEAL_WINDOW + CLAIMS,
        since="it was made",
        rule="record_retention",
        because="it can be appealed, and claimed on",
        outlives_erasure=_CLAIM,
    ),
    RecordClass.NOTICE: Retention(
        lasts=APPEAL_WINDOW + CLAIMS,
        since="the decision was made",
        rule="record_retention",
        because="it is the statement of reasons of a decision (P2B4-1)",
        outlives_erasure=_CLAIM,
    ),
    RecordClass.MEASURE: Retention(
        lasts=APPEAL_WINDOW + CLAIMS,
        since="the decision was made",
        rule="record_retention",
        because="it is what a decision led to",
        outlives_erasure=_CLAIM,
    ),
    RecordClass.CASE: Retention(
        lasts=APPEAL_WINDOW + CLAIMS,
        since="it was closed",
        rule="record_retention",
        because="it is how a decision came about",
        outlives_erasure=_CLAIM,
    ),
    RecordClass.EVIDENCE: Retention(
        lasts=APPEAL_WINDOW + CLAIMS,
        since="it was heard",
        rule="record_retention",
        because="a person may decide on it, or decided",
        outlives_erasure=_CLAIM,
    ),
    RecordClass.SAMPLE: Retention(
        lasts=SAMPLED,
        since="it was heard",
        rule="GDPR5",
        because="a person looks at a declared share of messages, to see what detectors miss",
    ),
    RecordClass.INQUIRY: Retention(
        lasts=APPEAL_WINDOW + CLAIMS,
        since="it was asked",
        rule="record_retention",
        because="it is what a decision turned on",
        outlives_erasure=_CLAIM,
    ),
    RecordClass.REPORT: Retention(
        lasts=APPEAL_WINDOW + CLAIMS,
        since="it was received",
        rule="record_retention",
        because="its reporter can appeal what came of it",
    ),
    RecordClass.SAFEGUARD: Retention(
        lasts=APPEAL_WINDOW + CLAIMS,
        since="it was placed",
        rule="record_retention",
        because="what was done while it ran is nothing of its member's",
    ),
    RecordClass.SANCTION: Retention(
        lasts=APPEAL_WINDOW + CLAIMS,
        since="it was decided",
        rule="record_retention",
        because="a person decided it: it can be appealed, and claimed on",
        outlives_erasure=_CLAIM,
    ),
    RecordClass.APPEAL: Retention(
        lasts=APPEAL_WINDOW + CLAIMS,
        since="the decision that it contests was made",
        rule="record_retention",
        because="it is what was said against a decision, and how that was answered",
        outlives_erasure=_CLAIM,
    ),
    RecordClass.CAMPAIGN: Retention(
        lasts=APPEAL_WINDOW + CLAIMS,
        since="the criterion selected the member",
        rule="record_retention",
        because="it is how a decision about many came about, or why one was not taken",
        outlives_erasure=_CLAIM,
    ),
    RecordClass.ATTACHMENT: Retention(
        lasts=APPEAL_WINDOW + CLAIMS,
        since="the decision that it was sent against was made; one that was never filed goes after 30 days",
        rule="record_retention",
        because="it is what was shown against a decision",
        outlives_erasure=_CLAIM,
    ),
    RecordClass.APPEAL_DRAFT: Retention(
        lasts=UNFILED,
        since="it was last written to",
        rule="GDPR5",
        because="nothing typed is lost while an appeal is being written",
    ),
    RecordClass.MANDATE: Retention(
        lasts=APPEAL_WINDOW + CLAIMS,
        since="it was revoked or ended",
        rule="record_retention",
        because="it shows who could act for the member",
    ),
    RecordClass.LINK: Retention(
        lasts=UNFILED,
        since="it ended",
        rule="GDPR5",
        because="it shows who was let in without a login, while somebody may still ask",
    ),
    RecordClass.APPEAL_LIMIT: Retention(
        lasts=APPEAL_WINDOW + CLAIMS,
        since="it was decided, or the warning was given",
        rule="record_retention",
        because="a person decided it: it can be appealed, and claimed on",
        outlives_erasure=_CLAIM,
    ),
    RecordClass.EVENT: Retention(
        lasts=APPEAL_WINDOW + CLAIMS,
        since="it was received",
        rule="record_retention",
        because="decisions are made, and made again, on its facts",
        outlives_erasure=f"{_CLAIM}; and what is the other party's record too, without the erased member's id",
    ),
    RecordClass.WEBHOOK: Retention(
        lasts=timedelta(days=30),
        since="it was delivered or given up",
        rule="GDPR5",
        because="the receiver may ask for it again",
    ),
    RecordClass.AUDIT_PAYLOAD: Retention(
        lasts=APPEAL_WINDOW + CLAIMS,
        since="it happened",
        rule="record_retention",
        because="it shows what an entry of the log commits to",
    ),
    RecordClass.AUDIT_ENTRY: Retention(
        lasts=None,
        since="it happened",
        rule="GDPR17",
        because="the log is append-only; an entry holds no personal data",
        outlives_erasure="a commitment without its salt and payload says nothing of anybody",
    ),
    RecordClass.ERASED_MEMBER: Retention(
        lasts=None,
        since="the erasure",
        rule="GDPR17",
        because="nothing may be stored anew about a member who was erased",
        outlives_erasure="the id with the date of the erasure, so that it can be honoured and shown (GDPR Art. 5(2))",
    ),
}


def kept_until(record_class: RecordClass, *, since: datetime) -> datetime | None:
    """Return when a record of which the clock started at an instant is due to go, None where it stays."""
    lasts = RETENTION[record_class].lasts
    return None if lasts is None else since + lasts


def due_before(record_class: RecordClass, *, now: datetime) -> datetime | None:
    """Return the instant such that records whose clock started no later are due to go, None where none ever is."""
    lasts = RETENTION[record_class].lasts
    return None if lasts is None else now - lasts
