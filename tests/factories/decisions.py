"""What is typed into the console's forms."""

from typing import Any

from habeas.server.console.decision_form import MEASURES
from habeas.server.console.leaving_out import LEFT_OUT
from tests.factories.casework import ANSWERS, REASONS

EMPTY_MEASURES = {
    f"m{number}-{name}": ""
    for number in range(1, MEASURES + 1)
    for name in ("roles", "territory", "days", "reviewed_within_days", "indefinite_because")
} | {f"m{number}-restriction": "account" for number in range(1, MEASURES + 1)}
NOTHING_ELSE = {
    f"{part}-{name}": ""
    for part, names in {
        "law": ("reference", "text", "url"),
        "named": ("name", "because"),
        **{f"w{number}": ("what", "basis", "recheck_on") for number in range(1, LEFT_OUT + 1)},
    }.items()
    for name in names
}
"""A ground in law, what is left out, who is named: fields that are there and empty."""


def a_decision(evidence: list[str], *, step: str = "check", **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return what is sent to suspend a member until it is reviewed, as a browser sends it: empty fields, too."""
    return {
        "step": step,
        "action": "suspend_pending_review",
        "relied_on": evidence,
        "clause": "payment-inside",
        "element": "Offering, asking for and agreeing to payment elsewhere count alike",
        "reasons": REASONS,
        "gravity": "middle: a whole project was to be paid outside",
        "intent": "the message says that the fee is to be saved",
        "why_not_nudge": "",
        "why_not_warn": "the member was warned for the same a minute before",
        "why_not_restrict": "",
        "why_not_suspend_pending_review": "",
        "why_not_enough": "it does not change what this message asks for",
        "allowed_would_be": "Being paid here.\nAgreeing on a price.",
        "how_to_fix": "Answer within three days.",
        "urgency": "ordinary",
        "urgent_because": "",
        "egregious_because": "",
        "exemption": "",
        "exemption_law": "",
        "exemption_law_text": "",
        "exemption_evidence": "",
        "language": "en",
        "zone": "UTC",
        "note": "Looks like a new account.",
        **EMPTY_MEASURES,
        **NOTHING_ELSE,
        "m1-capabilities": ["propose", "hire"],
        "m1-days": "7",
        **changes,
    }


def an_outcome(*, step: str = "check", **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return what is sent to overturn a decision."""
    return {
        "step": step,
        "outcome": "overturned",
        "reasons": "They met elsewhere, as the first message of the room shows.",
        "expected_action": "none",
        "answer_a1": ANSWERS["a1"],
        "answer_a2": ANSWERS["a2"],
        **changes,
    }
