"""How often people decide as a machine proposed: a look that never disagrees is none (GDPR22-b)."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from habeas.policy.actions import Action
from habeas.server.cases.models import Case, CaseEntry
from habeas.server.decisions.models import Decision
from habeas.server.rulings.models import Sanction


@dataclass(frozen=True, slots=True)
class Heeding:
    """Of the cases that ended after somebody saw the proposal: how many as it said or harsher, how many otherwise."""

    followed: int
    departed: int


def count_heeding(*, since: datetime) -> Heeding:
    """Return both for the cases with a proposal that ended since an instant. Test events never count."""
    of_case = {"case": OuterRef("pk")}
    seen = Exists(CaseEntry.objects.filter(**of_case, what="opened_proposal"))
    proposed = Exists(Decision.objects.filter(**of_case).exclude(proposed=""))
    ended = Case.objects.filter(seen, proposed, is_test=False, closed_at__gte=since)
    followed = ended.filter(Exists(Sanction.objects.filter(_at_least_as_proposed(), **of_case))).count()
    return Heeding(followed=followed, departed=ended.count() - followed)


def _at_least_as_proposed() -> Q:
    pairs = (
        Q(case__decisions__proposed=proposed.word, action__in=[one.word for one in Action if one >= proposed])
        for proposed in Action
    )
    return reduce(or_, pairs)
