"""Why a case is opened: what queues may name, what is kept with the case, and what each means."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """Why a person has to look."""

    PROPOSAL = "proposal"
    UNKNOWN = "unknown"
    LATE_FACT = "late_fact"
    HELD_OFTEN = "held_often"
    SIGNAL = "signal"
    REPORT = "report"
    EXTERNAL_MEASURE = "external_measure"
    SAFEGUARD = "safeguard"
    SAMPLE = "sample"
    CAMPAIGN = "campaign"


MEANS: Final[Mapping[Reason, str]] = {
    Reason.PROPOSAL: "the policy proposes more than a machine may do",
    Reason.UNKNOWN: "a fact that would decide it is unknown",
    Reason.LATE_FACT: "a fact that arrived late would make the answer harsher",
    Reason.HELD_OFTEN: "more than three messages were held in a day",
    Reason.SIGNAL: "an outside detector raised a signal",
    Reason.REPORT: "a member reported it",
    Reason.EXTERNAL_MEASURE: "a measure was taken elsewhere and owes a statement",
    Reason.SAFEGUARD: "a machine placed a safeguard, and a person looks whether that was right",
    Reason.SAMPLE: "it belongs to the random sample at which a person looks whatever was found",
    Reason.CAMPAIGN: "the criterion of a campaign selects it",
}
"""Each in words, as a member reads them in what is held about them."""
