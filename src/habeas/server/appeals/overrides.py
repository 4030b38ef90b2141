"""Overrides of independence: why the same person allowed others, which tells their own words from boilerplate."""

from collections.abc import Mapping

from habeas.domain.actors import Actor
from habeas.domain.cases.reasoning import EARLIER_COMPARED
from habeas.server.appeals.models import Appeal
from habeas.server.identity.staff import staff_id
from habeas.server.parties.keys import read_keys
from habeas.server.parties.sealed import open_content


def list_override_reasons(by: Actor, *, but_to: str, is_test: bool) -> Mapping[str, str]:
    """Return why a person lately let somebody who took part hear other members' appeals, by appeal."""
    allowed = Appeal.objects.filter(override_by=staff_id(by), is_test=is_test).exclude(member=but_to)
    rows = list(allowed.order_by("-filed_at", "id")[:EARLIER_COMPARED])
    keys = read_keys({row.member_id for row in rows})
    readable = (row for row in rows if keys.has(row.member_id))
    return {row.id: open_content(row.member_id, row.sealed, keys=keys)["override"] for row in readable}
