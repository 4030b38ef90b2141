"""Reads of the journal: balances, milestones, differences from what hosts report, facts that were set aside."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum, Value

from habeas.domain.journal.ages import Credit, oldest_left
from habeas.domain.journal.booking import Booked, book, moved
from habeas.domain.journal.entries import Account, Amounts, Balances, State, balances_of
from habeas.domain.journal.facts import STARTED, FactKind
from habeas.domain.journal.facts import Fact as FactTold
from habeas.domain.journal.lines import Line, list_lines
from habeas.domain.journal.milestones import Milestone
from habeas.domain.journal.reconciliation import Difference, Report, compare
from habeas.money import Money
from habeas.server.journal.models import BalanceReport, Fact, Posting
from habeas.server.journal.operations import as_told
from habeas.server.journal.overdrawn import list_overdrawn

MOST_MATTERS: Final = 300
"""So many contracts, and so many payouts and holds, are listed one by one; the sums count all."""

_OWN: Final = [
    kind.value
    for kind in (
        FactKind.SCHEDULED,
        FactKind.PAID,
        FactKind.RETURNED,
        FactKind.HELD,
        FactKind.LET_GO,
        FactKind.DEDUCTED,
        FactKind.RESTORED,
    )
]
"""Facts about payouts and holds: those that name a member as whose money it is."""

_LEAVES_MILESTONE: Final = frozenset({FactKind.RELEASED, FactKind.REFUNDED})

_REPORTS: Final = 200
"""Reports that are compared at once."""


def get_amounts(member: str, *, is_test: bool) -> Amounts:
    """Return what a member has in each state and currency."""
    mine = Posting.objects.filter(owner__party=member, owner__is_test=is_test)
    sums = mine.values_list("state", "currency").annotate(Sum("amount"))
    return {Account(member, State(state), currency): amount for state, currency, amount in sums if amount}


def list_balances(member: str, *, is_test: bool) -> Mapping[str, Balances]:
    """Return a member's balances by currency."""
    amounts = get_amounts(member, is_test=is_test)
    currencies = sorted({account.currency for account in amounts})
    return {currency: balances_of(amounts, member=member, currency=currency) for currency in currencies}


def get_available(member: str, *, currency: str, is_test: bool) -> Money:
    """Return what a member has available in one currency."""
    return balances_of(get_amounts(member, is_test=is_test), member=member, currency=currency).available


def map_credited(member: str, *, is_test: bool, until: datetime) -> Mapping[str, int]:
    """Return how much a member was credited in all by an instant, in minor units by currency."""
    mine = Posting.objects.filter(
        owner__party=member, owner__is_test=is_test, state=State.OUTSIDE, amount__lt=0, entry__occurred_at__lte=until
    )
    return {currency: -amount for currency, amount in mine.values_list("currency").annotate(Sum("amount"))}


def get_credited_since(member: str, *, currency: str, is_test: bool) -> datetime | None:
    """Return since when a member has the oldest of what they have, available or in holds; None where that is nothing.

    Payouts take the oldest away. What waits in a milestone is its payer's, and is no part of it.
    """
    mine = Posting.objects.filter(owner__party=member, owner__is_test=is_test, currency=currency)
    there = mine.filter(Q(state=State.AVAILABLE) | Q(state=State.HELD, entry__matter__key__startswith="hold:"))
    left = there.aggregate(left=Sum("amount"))["left"] or 0
    came = mine.filter(state=State.AVAILABLE, entry__matter__key__startswith="contract:")
    rows = came.order_by("-entry__occurred_at", "-pk").values_list("entry__matter", "entry__occurred_at", "amount")
    return oldest_left((Credit(*row) for row in rows.iterator()), left=left)


@dataclass(frozen=True, slots=True)
class ContractMoney:
    """What is known of the money of one contract of a member, and on which side they stand, or stood last.

    `since` is of the first that names them as a side, which may be an offer; `started_at` is None where nobody told of
    a start with both sides. `is_party`: nobody took it over from them. `booked` is of all who were ever a side.
    """

    contract: str
    since: datetime
    started_at: datetime | None
    pays: bool
    counterpart: str
    is_party: bool
    milestones: Sequence[Milestone]
    booked: Booked
    facts: Sequence[FactTold]


def list_contract_money(member: str, *, is_test: bool) -> Sequence[ContractMoney]:
    """Return the money of each contract of a member, by the contract's id."""
    matters = {matter for matter, _ in _matters_of_contracts(member, is_test=is_test)}
    return _contracts(_facts_by_matter(matters), member)


def get_contract_money(contract: str, *, member: str, is_test: bool) -> ContractMoney | None:
    """Return the money of one contract of a member; None where it is not known as theirs."""
    found = Fact.objects.filter(matter__key=f"contract:{contract}", matter__is_test=is_test, kind=FactKind.SIDES)
    return next(iter(_contracts(_facts_by_matter(set(found.values_list("matter", flat=True))), member)), None)


def list_all_money(member: str, *, is_test: bool) -> tuple[Sequence[ContractMoney], Sequence[Line]]:
    """Return the money of each contract of a member, and the lines of their payouts and holds, in two questions.

    Of very many, of the newest contracts, and of the newest payouts and holds.
    """
    own = Fact.objects.filter(member__party=member, member__is_test=is_test, kind__in=_OWN)
    facts = _facts_by_matter(_newest(_matters_of_contracts(member, is_test=is_test).union(_of(own, is_own=1))))
    lines = [
        line
        for key, about in facts.items()
        if not key.startswith("contract:")
        for line in list_lines(about, member=member)
    ]
    return _contracts({key: about for key, about in facts.items() if key.startswith("contract:")}, member), lines


def _contracts(facts: Mapping[str, Sequence[FactTold]], member: str) -> Sequence[ContractMoney]:
    found = []
    for key, about in facts.items():
        booked = book(about)
        turn = None if booked.parties is None else booked.parties.of(member)
        if turn is not None and booked.parties is not None:
            named = [fact for fact in about if member in {fact.payer, fact.payee} and fact.kind is FactKind.SIDES]
            seen = [one.seen_by(member) for one in booked.milestones]
            found.append(
                ContractMoney(
                    contract=key.removeprefix("contract:"),
                    since=named[0].occurred_at,
                    started_at=next((fact.occurred_at for fact in named if fact.outcome == STARTED), None),
                    pays=turn.payer == member,
                    counterpart=turn.payee if turn.payer == member else turn.payer,
                    is_party=member in {booked.parties.now.payer, booked.parties.now.payee},
                    milestones=[one for one in seen if one is not None],
                    booked=booked,
                    facts=tuple(about),
                )
            )
    return found


def _matters_of_contracts(member: str, *, is_test: bool) -> QuerySet[Fact, Any]:
    # Asked of each side apart and put together: of both at once, the database would read every fact there is.
    paying = Fact.objects.filter(payer__party=member, payer__is_test=is_test)
    earning = Fact.objects.filter(payee__party=member, payee__is_test=is_test)
    return _of(paying, is_own=0).union(_of(earning, is_own=0))


def _of(facts: QuerySet[Fact], *, is_own: int) -> QuerySet[Fact, Any]:
    return facts.annotate(is_own=Value(is_own)).values_list("matter", "is_own")


def _newest(matters: QuerySet[Fact, Any]) -> list[int]:
    """Return the newest of a member's contracts, and of their own matters."""
    # Put in order here: asked for the newest first, the database would go through the matters of everybody.
    found = sorted(set(matters), reverse=True)
    return [matter for kind in (0, 1) for matter in [one for one, is_own in found if is_own == kind][:MOST_MATTERS]]


def _facts_by_matter(matters: Collection[int]) -> Mapping[str, Sequence[FactTold]]:
    """Return all facts about some matters, by their keys."""
    rows = Fact.objects.filter(matter__in=matters)
    facts = defaultdict(list)
    for row in rows.select_related("matter", "member", "payer", "payee").order_by(
        "matter__key", "occurred_at", "event"
    ):
        facts[row.matter.key].append(as_told(row))
    return facts


def get_milestone(contract: str, milestone: str, *, member: str, is_test: bool) -> Milestone | None:
    """Return what of a milestone is a member's; None where nothing of it is, was heard, or fits."""
    found = find_milestone(contract, milestone, is_test=is_test)
    return None if found is None else found.seen_by(member)


def find_milestone(contract: str, milestone: str, *, is_test: bool) -> Milestone | None:
    """Return a whole milestone, whoever's it is; None where none was heard of, or fits."""
    facts = list_facts_of_contract(contract, is_test=is_test)
    return next((one for one in book(facts).milestones if one.id == milestone), None)


def list_facts_of_contract(contract: str, *, is_test: bool) -> Sequence[FactTold]:
    """Return all facts about the money of a contract, in order of time."""
    rows = Fact.objects.filter(matter__key=f"contract:{contract}", matter__is_test=is_test)
    known = rows.select_related("matter", "member", "payer", "payee").order_by("occurred_at", "event")
    return [as_told(row) for row in known]


def map_moved(contracts: Collection[str], *, is_test: bool) -> Mapping[tuple[str, str], Sequence[tuple[datetime, int]]]:
    """Return what was released or refunded of milestones, by contract and id: minor units, each with its time.

    What was set aside moved nothing.
    """
    keys = {f"contract:{contract}" for contract in contracts}
    rows = Fact.objects.filter(matter__key__in=keys, matter__is_test=is_test)
    facts = defaultdict(list)
    for row in rows.select_related("matter", "member", "payer", "payee").order_by("occurred_at", "event"):
        facts[row.matter.key].append(as_told(row))
    found = defaultdict(list)
    for key, about in facts.items():
        aside = {one.fact.id for one in book(about).set_aside}
        for fact in about:
            if fact.kind in _LEAVES_MILESTONE and fact.id not in aside:
                place = key.removeprefix("contract:"), fact.part.removeprefix("milestone:")
                found[place].append((fact.occurred_at, moved(fact).amount))
    return found


def list_differences(*, is_test: bool, member: str | None = None, most: int = 200) -> Sequence[Difference]:
    """Return where the latest report of a member's balance in a currency differs from the journal as of then.

    Of all members, what is less than nothing comes first: it differs from whatever there can be.
    """
    chosen = Q(owner__is_test=is_test) if member is None else Q(owner__is_test=is_test, owner__party=member)
    newer = BalanceReport.objects.filter(owner=OuterRef("owner"), currency=OuterRef("currency")).filter(
        Q(reported_at__gt=OuterRef("reported_at")) | Q(reported_at=OuterRef("reported_at"), pk__gt=OuterRef("pk"))
    )
    latest = BalanceReport.objects.filter(chosen).exclude(Exists(newer)).select_related("owner").order_by("pk")
    found = list(list_overdrawn(is_test=is_test, most=most)) if member is None else []
    rows = list(latest[:_REPORTS])
    while rows:
        found += _differences(rows)
        is_last = len(rows) < _REPORTS or len(found) >= most
        rows = [] if is_last else list(latest.filter(pk__gt=rows[-1].pk)[:_REPORTS])
    return found[:most]


def _differences(rows: Sequence[BalanceReport]) -> Iterator[Difference]:
    """Yield the differences of some reports, asking once for what was booked of all of them by their times."""
    posted = BalanceReport.objects.filter(
        pk__in=[row.pk for row in rows],
        owner__postings__currency=F("currency"),
        owner__postings__entry__occurred_at__lte=F("reported_at"),
    )
    booked: dict[int, dict[str, int]] = defaultdict(dict)
    for report, state, amount in posted.values_list("pk", "owner__postings__state").annotate(
        Sum("owner__postings__amount")
    ):
        booked[report][state] = amount
    for row in rows:
        party, currency = row.owner.party, row.currency
        amounts = {Account(party, State(state), currency): amount for state, amount in booked[row.pk].items()}
        yield from compare(_report(row), balances_of(amounts, member=party, currency=currency))


def _report(row: BalanceReport) -> Report:
    return Report(
        id=row.event,
        member=row.owner.party,
        at=row.reported_at,
        available=Money(row.available, row.currency),
        held=None if row.held is None else Money(row.held, row.currency),
        in_transit=None if row.in_transit is None else Money(row.in_transit, row.currency),
    )


def list_unbalanced() -> Sequence[str]:
    """Return the ids of entries that do not sum to nothing for each owner: always none, and looked for all the same."""
    sums = Posting.objects.values("entry", "owner").annotate(left=Sum("amount")).exclude(left=0)
    return sorted({row["entry"] for row in sums})


def list_movements(member: str) -> Sequence[Mapping[str, Any]]:
    """Return each posting of a member, the oldest first, as plain JSON: for the member to have."""
    rows = Posting.objects.filter(owner__party=member, owner__is_test=False).select_related("entry", "entry__matter")
    return [
        {
            "about": row.entry.matter.key,
            "event": row.entry.cause,
            "occurred_at": row.entry.occurred_at.isoformat(),
            "state": row.state,
            "amount": row.amount,
            "currency": row.currency,
        }
        for row in rows.order_by("entry__occurred_at", "pk")
    ]
