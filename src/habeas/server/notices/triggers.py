"""What databases refuse of notices: a document that was sent is not another one afterwards (P2B4-1)."""

from typing import Final

from habeas.server.triggers import Trigger, differing

_SENT: Final = ("kind", "decision_id", "sanction_id", "is_test", "digest", "sent_at")
"""What was sent to whom about what. Its words are sealed, anew where a member is erased; their digest stays."""


def triggers_of(_vendor: str) -> tuple[Trigger, ...]:
    """Return all of them; both databases write them alike."""
    words = "what was sent stays as it was sent; tell what changed in another notice"
    refuses = f"OLD.sent_at IS NOT NULL AND ({differing(_SENT)})"
    return (Trigger("notice_is_kept", "notices_notice", "UPDATE", refuses, words),)
