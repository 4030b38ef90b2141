"""What people work on: decisions of people as lists, and the words of one, for colleagues who may read them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from habeas.domain.sanctions.sanction import State
from habeas.server.parties.keys import read_keys
from habeas.server.parties.sealed import open_content
from habeas.server.rulings.models import Sanction
from habeas.server.rulings.sanctions import as_json


def list_sanctions(
    *, is_test: bool, states: Collection[State], most: int, members: Collection[str] | None = None
) -> Sequence[Mapping[str, Any]]:
    """Return decisions of people in these states, the latest first."""
    rows = Sanction.objects.filter(is_test=is_test, state__in=states).order_by("-decided_at", "id")
    chosen = rows if members is None else rows.filter(member__in=members)
    return [as_json(row) for row in chosen[:most]]


def read_ruling(sanction_id: str) -> Mapping[str, Any]:
    """Return what was written and gathered for a decision of a person; nothing where its member was erased."""
    row = Sanction.objects.get(id=sanction_id)
    keys = read_keys([row.member_id])
    return open_content(row.member_id, row.sealed, keys=keys) if keys.has(row.member_id) else {}
