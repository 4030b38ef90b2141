"""What a decision is called where members read of it: by the title of its rule, and the day on which it happened."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from habeas.server.notices.queries import Sent, list_sent


@dataclass(frozen=True, slots=True)
class Called:
    """The title of a decision's rule, with its language; the decision's id where no statement of it names a rule."""

    title: str
    language: str
    at: datetime


def name_decisions(member: str, decisions: Collection[str]) -> dict[str, Called]:
    """Return what decisions are called of which a member was sent something."""
    return name_sent(list_sent(member, decisions=decisions)) if decisions else {}


def name_sent(sent: Iterable[Sent]) -> dict[str, Called]:
    """Return what the decisions are called that statements are about; the last that names a rule says which."""
    called: dict[str, Called] = {}
    for one in sent:
        title, language = _title_of(one), str(one.statement["language"])
        if title or one.decision not in called:
            called[one.decision] = Called(title or one.decision, language, one.occurred_at)
    return called


def _title_of(sent: Sent) -> str:
    full = sent.statement.get("statement") or {}
    clause = sent.statement.get("clause") or full.get("ground") or {}
    return str(clause.get("title") or clause.get("reference") or "")
