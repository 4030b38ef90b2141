"""Reads of decisions."""

from collections.abc import Collection

from habeas.server.decisions.answers import Told
from habeas.server.decisions.contents import read_content
from habeas.server.decisions.models import Decision
from habeas.server.parties.keys import Keyring


def map_told(event_ids: Collection[str], *, is_test: bool, keys: Keyring) -> dict[str, Told]:
    """Return what callers were told of messages that were decided before: the decision that stands, by event id."""
    if not event_ids:
        return {}
    rows = Decision.objects.filter(event__id__in=event_ids, is_test=is_test).select_related("event").order_by("number")
    return {row.event.id: Told(row.id, open_answer(row, keys=keys)) for row in rows}


def open_answer(row: Decision, *, keys: Keyring) -> dict[str, object] | None:
    """Return the answer of a decision; None where its member was erased."""
    if not keys.has(row.member_id):
        return None
    answer: dict[str, object] = dict(read_content(keys.open(row.member_id, bytes(row.sealed)))["answer"])
    return answer
