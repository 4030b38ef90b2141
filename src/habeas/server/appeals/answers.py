"""What other members were answered to their appeals lately, which tells a reviewer's own words from a template."""

from collections.abc import Mapping

from habeas.domain.appeals.appeal import AppealState
from habeas.domain.appeals.hearing import Answered
from habeas.domain.cases.reasoning import EARLIER_OF_ALL
from habeas.server.appeals.models import Appeal
from habeas.server.parties.keys import read_keys
from habeas.server.parties.sealed import open_content


def list_answered(*, but_to: str, is_test: bool) -> Mapping[str, Answered]:
    """Return the last rulings on other members' appeals, whoever decided them, by appeal; erased members' are gone."""
    decided = Appeal.objects.filter(state=AppealState.DECIDED, is_test=is_test).exclude(member=but_to)
    rows = list(decided.order_by("-ended_at", "id")[:EARLIER_OF_ALL])
    keys = read_keys({row.member_id for row in rows})
    contents = {row.id: open_content(row.member_id, row.sealed, keys=keys) for row in rows if keys.has(row.member_id)}
    return {
        appeal: Answered(said["reasons"], tuple(said["answers"].values()))
        for appeal, said in contents.items()
        if "reasons" in said
    }
