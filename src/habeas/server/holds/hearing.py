"""What events tell about money, taken in with them: booked, compared, claims kept, claims that fell let go of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from habeas.domain.holds.claims import Claim as ClaimTold
from habeas.domain.holds.told import list_claims
from habeas.domain.journal.facts import Fact
from habeas.domain.journal.reconciliation import Report
from habeas.domain.journal.set_aside import SetAside
from habeas.server.audit.operations import Happening
from habeas.server.holds.operations import free_rejected, keep_claims
from habeas.server.journal.operations import Posted, keep_reports, post_facts


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of it: facts set aside by the id of their event, and what the audit log says of freed money."""

    set_aside: Mapping[str, SetAside] = field(default_factory=dict)
    happenings: Sequence[Happening] = ()


def hear_money(read: Sequence[Fact | Report], *, is_test: bool, now: datetime) -> Heard:
    """Book what events tell and keep the claims in it, in the caller's transaction."""
    keep_reports([one for one in read if isinstance(one, Report)], is_test=is_test)
    posted = post_facts([one for one in read if isinstance(one, Fact)], is_test=is_test, now=now)
    claims, refused = _claims(posted)
    rejected = keep_claims(claims, is_test=is_test, now=now)
    new = {one.id for one in read if isinstance(one, Fact)}
    aside = [*posted.set_aside, *(one for one in refused if one.fact.id in new)]
    return Heard({one.fact.id: one for one in aside}, free_rejected(rejected, now=now))


def _claims(posted: Posted) -> tuple[list[ClaimTold], list[SetAside]]:
    found = [one for name, booked in posted.booked.items() for one in list_claims(posted.facts[name], booked)]
    claims = [one for one in found if isinstance(one, ClaimTold)]
    return claims, [one for one in found if isinstance(one, SetAside)]
