"""Money that no plan answers for any more: it was dated for work, and the contract ended before that was handed in.

It stays in its milestone till the marketplace tells where it goes. A money officer sees it till then.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from habeas.domain.holds.changes import ChangedBecause
from habeas.domain.journal.booking import book
from habeas.domain.journal.facts import Fact as FactTold
from habeas.domain.journal.milestones import Milestone
from habeas.money import Money
from habeas.server.decisions.histories import list_over
from habeas.server.holds.asked import map_asked_of_milestones
from habeas.server.holds.models import Payment
from habeas.server.holds.views import money_as_json
from habeas.server.journal.models import Fact
from habeas.server.journal.operations import as_told

Place = tuple[str, str]
"""A milestone by its contract and its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """What a milestone holds of which a plan's payment was withdrawn, `since` when, and who paid it in.

    `member` is whose plan it was. `handed_in_at` is when work for it was handed in after all, as far as that was heard.
    """

    contract: str
    milestone: str
    left: Money
    member: str
    paid_in_by: str
    since: datetime
    handed_in_at: datetime | None


def list_unanswered(*, is_test: bool, now: datetime, most: int) -> Sequence[Unanswered]:
    """Return what no plan answers for any more and is still there, the oldest first; at most so many.

    In a contract that began anew it goes its ordinary way.
    """
    dropped = Payment.objects.filter(dropped_because=ChangedBecause.CONTRACT_ENDED, is_test=is_test)
    first: dict[Place, Payment] = {}
    for row in dropped.select_related("owner").order_by("dropped_at", "id"):
        first.setdefault((row.contract, row.milestone), row)
    over = list_over({contract for contract, _ in first}, is_test=is_test, now=now) if first else set()
    left = {place: row for place, row in first.items() if row.contract in over}
    return list(islice(_found(left, contracts=over, is_test=is_test), most))


def _found(first: Mapping[Place, Payment], *, contracts: Collection[str], is_test: bool) -> Iterator[Unanswered]:
    if not first:
        return
    facts = _map_facts(contracts, is_test=is_test)
    milestones = {name: {one.id: one for one in book(about).milestones} for name, about in facts.items()}
    asked, planned = map_asked_of_milestones(contracts, is_test=is_test), _list_planned(contracts, is_test=is_test)
    for (contract, milestone), row in first.items():
        one = milestones.get(contract, {}).get(milestone)
        left = 0 if one is None else one.held - asked.get((contract, milestone), 0)
        if one is not None and left > 0 and (contract, milestone) not in planned:
            payer = next(fact.payer for fact in facts[contract] if fact.payer)
            yield _unanswered(row, one, left=left, payer=payer)


def _unanswered(row: Payment, milestone: Milestone, *, left: int, payer: str) -> Unanswered:
    return Unanswered(
        contract=row.contract,
        milestone=row.milestone,
        left=Money(left, milestone.currency),
        member=row.owner.party,
        paid_in_by=payer,
        since=row.dropped_at or row.planned_at,
        handed_in_at=milestone.submitted_at,
    )


def _map_facts(contracts: Collection[str], *, is_test: bool) -> Mapping[str, Sequence[FactTold]]:
    """Return all facts about the money of some contracts, by contract."""
    rows = Fact.objects.filter(matter__key__in=[f"contract:{one}" for one in contracts], matter__is_test=is_test)
    facts = defaultdict(list)
    for row in rows.select_related("matter", "member", "payer", "payee").order_by("occurred_at", "event"):
        facts[row.matter.key.removeprefix("contract:")].append(as_told(row))
    return facts


def _list_planned(contracts: Collection[str], *, is_test: bool) -> set[Place]:
    """Return the milestones for which some plan still answers."""
    rows = Payment.objects.filter(contract__in=contracts, is_test=is_test, asked_at=None, dropped_at=None)
    return set(rows.values_list("contract", "milestone"))


def unanswered_as_json(one: Unanswered) -> dict[str, Any]:
    """Return it as interfaces show it."""
    return {
        "contract": one.contract,
        "milestone": one.milestone,
        "amount": money_as_json(one.left),
        "member": one.member,
        "paid_in_by": one.paid_in_by,
        "since": one.since.isoformat(),
        "handed_in_at": None if one.handed_in_at is None else one.handed_in_at.isoformat(),
    }
