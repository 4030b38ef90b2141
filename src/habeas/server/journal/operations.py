"""Writes of the journal: facts are kept, what they come to is booked, and the difference alone is posted."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.db.models import Sum

from habeas.domain.journal import entries as core
from habeas.domain.journal import facts as told
from habeas.domain.journal.booking import Booked, book, list_new
from habeas.domain.journal.reconciliation import Report
from habeas.domain.journal.set_aside import SetAside, past_most
from habeas.money import Money
from habeas.server.journal.limits import find_full
from habeas.server.journal.models import BalanceReport, Entry, Fact, Matter, Owner, Posting
from habeas.server.journal.overdrawn import note_overdrawn

_BATCH: Final = 500
"""Rows a statement: SQLite takes so many values at once, and more gain nothing."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of facts: all that is known of each matter, what it comes to, and which of the facts were set aside."""

    facts: Mapping[str, Sequence[told.Fact]] = field(default_factory=dict)
    booked: Mapping[str, Booked] = field(default_factory=dict)
    set_aside: tuple[SetAside, ...] = ()


def post_facts(facts: Sequence[told.Fact], *, is_test: bool, now: datetime) -> Posted:
    """Keep facts and post what they change, in the caller's transaction; what was heard before changes nothing.

    The matters are locked till its end, in the order of their names. A fact that would take somebody's account past the
    most that is kept exactly is set aside and is not kept, for whether it fits hangs on other matters than its own.
    """
    if not facts:
        return Posted()
    owners = find_owners({party for fact in facts for party in _parties(fact)}, is_test=is_test)
    matters = _lock_matters({fact.matter for fact in facts}, is_test=is_test)
    known = _known_facts(matters.values())
    posted = _posted([matters[name] for name in known])
    fresh: list[told.Fact] = []
    made: list[core.Entry] = []
    refused: list[SetAside] = []
    booked: dict[str, Booked] = {}
    for fact in facts:
        heard = known[fact.matter]
        if fact.id in heard:
            continue
        result = book([*heard.values(), fact])
        changes = core.entries_between(
            posted[fact.matter], result.amounts, matter=fact.matter, cause=fact.id, occurred_at=fact.occurred_at
        )
        full = find_full(changes, before=made, is_test=is_test)
        if full is not None:
            whose = f"what is {full.state} of {full.member}'s money"
            refused.append(past_most(fact, currency=full.currency, whose=whose))
            continue
        heard[fact.id] = fact
        fresh.append(fact)
        made += changes
        booked[fact.matter], posted[fact.matter] = result, result.amounts
    _write(fresh, made, matters=matters, owners=owners, now=now)
    new = {fact.id for fact in fresh}
    aside = [one for result in booked.values() for one in list_new(result.set_aside, causes=new)]
    return Posted({name: tuple(known[name].values()) for name in booked}, booked, (*aside, *refused))


def find_owners(parties: Collection[str], *, is_test: bool) -> Mapping[str, Owner]:
    """Return the owners of these ids; unknown ones get a row."""
    found = _owners(parties, is_test)
    missing = sorted(set(parties) - found.keys())
    if missing:
        rows = [Owner(party=party, is_test=is_test) for party in missing]
        Owner.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
        found = _owners(parties, is_test)
    return found


def _owners(parties: Collection[str], is_test: bool) -> dict[str, Owner]:  # noqa: FBT001  # shared by the two above
    return {row.party: row for row in Owner.objects.filter(party__in=parties, is_test=is_test)}


def _parties(fact: told.Fact) -> Iterable[str]:
    return (party for party in (fact.member, fact.payer, fact.payee) if party)


def _lock_matters(keys: Collection[str], *, is_test: bool) -> Mapping[str, Matter]:
    known = set(Matter.objects.filter(key__in=keys, is_test=is_test).values_list("key", flat=True))
    missing = sorted(set(keys) - known)
    if missing:
        rows = [Matter(key=key, is_test=is_test) for key in missing]
        Matter.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
    locked = Matter.objects.select_for_update(no_key=True).filter(key__in=keys, is_test=is_test).order_by("key")
    return {row.key: row for row in locked}


def _known_facts(matters: Iterable[Matter]) -> dict[str, dict[str, told.Fact]]:
    known: dict[str, dict[str, told.Fact]] = defaultdict(dict)
    rows = Fact.objects.filter(matter__in=list(matters)).select_related("matter", "member", "payer", "payee")
    for row in rows:
        known[row.matter.key][row.event] = as_told(row)
    return known


def as_told(row: Fact) -> told.Fact:
    """Return a fact as the core takes it; its row was read with its matter and its owners."""
    return told.Fact(
        id=row.event,
        kind=told.FactKind(row.kind),
        matter=row.matter.key,
        occurred_at=row.occurred_at,
        part=row.part,
        member=row.member.party if row.member else "",
        payer=row.payer.party if row.payer else "",
        payee=row.payee.party if row.payee else "",
        money=None if row.amount is None else Money(row.amount, row.currency),
        fee=None if row.fee is None else Money(row.fee, row.currency),
        due_at=row.due_at,
        outcome=row.outcome,
    )


def _posted(matters: Sequence[Matter]) -> dict[str, core.Amounts]:
    """Return what is posted about each matter; about one of which nothing was heard, nothing is."""
    found: dict[str, dict[core.Account, int]] = defaultdict(dict)
    if not matters:
        return defaultdict(dict)
    rows = Posting.objects.filter(entry__matter__in=matters).values_list(
        "entry__matter__key", "owner__party", "state", "currency"
    )
    for key, party, state, currency, amount in rows.annotate(Sum("amount")):
        if amount:
            found[key][core.Account(party, core.State(state), currency)] = amount
    return defaultdict(dict, found)


def _write(
    facts: Sequence[told.Fact],
    made: Sequence[core.Entry],
    *,
    matters: Mapping[str, Matter],
    owners: Mapping[str, Owner],
    now: datetime,
) -> None:
    Fact.objects.bulk_create([_fact_row(one, matters, owners, now) for one in facts], batch_size=_BATCH)
    rows = [_entry_row(one, matters[one.matter], now) for one in made]
    owners = {**owners, **_others(made, matters, owners)}
    postings = [
        Posting(entry=row, owner=owners[account.member], state=account.state, currency=account.currency, amount=amount)
        for row, one in zip(rows, made, strict=True)
        for account, amount in one.amounts.items()
    ]
    # Postings first: the database closes an entry when it is written, and checks it then.
    Posting.objects.bulk_create(postings, batch_size=_BATCH)
    Entry.objects.bulk_create(rows, batch_size=_BATCH)
    note_overdrawn(postings)


def _others(
    made: Sequence[core.Entry], matters: Mapping[str, Matter], owners: Mapping[str, Owner]
) -> Mapping[str, Owner]:
    """Return owners that no new fact names: those of a contract whose sides were heard of before."""
    missing = {account.member for one in made for account in one.amounts} - owners.keys()
    is_test = any(matter.is_test for matter in matters.values())
    return _owners(missing, is_test) if missing else {}


def _fact_row(fact: told.Fact, matters: Mapping[str, Matter], owners: Mapping[str, Owner], now: datetime) -> Fact:
    return Fact(
        event=fact.id,
        matter=matters[fact.matter],
        kind=fact.kind.value,
        part=fact.part,
        occurred_at=fact.occurred_at,
        heard_at=now,
        member=owners.get(fact.member),
        payer=owners.get(fact.payer),
        payee=owners.get(fact.payee),
        amount=None if fact.money is None else fact.money.amount,
        currency="" if fact.money is None else fact.money.currency,
        fee=None if fact.fee is None else fact.fee.amount,
        due_at=fact.due_at,
        outcome=fact.outcome,
    )


def _entry_row(entry: core.Entry, matter: Matter, now: datetime) -> Entry:
    named = f"{matter.pk}\n{entry.cause}\n{entry.currency}"
    return Entry(
        id=sha256(named.encode()).hexdigest()[:32],
        matter=matter,
        cause=entry.cause,
        currency=entry.currency,
        occurred_at=entry.occurred_at,
        posted_at=now,
    )


def keep_reports(reports: Sequence[Report], *, is_test: bool) -> None:
    """Keep what hosts say that members have, each once."""
    if not reports:
        return
    owners = find_owners({report.member for report in reports}, is_test=is_test)
    BalanceReport.objects.bulk_create(
        [
            BalanceReport(
                event=one.id,
                owner=owners[one.member],
                currency=one.available.currency,
                reported_at=one.at,
                available=one.available.amount,
                held=None if one.held is None else one.held.amount,
                in_transit=None if one.in_transit is None else one.in_transit.amount,
            )
            for one in reports
        ],
        batch_size=_BATCH,
        ignore_conflicts=True,
    )


def lock_owner(party: str, *, is_test: bool) -> Owner:
    """Return the owner of an id, locked till the transaction ends, so that what is available stays so.

    Others may go on to point at the row: whoever does is checked at the end, while nobody else can append to the log.
    """
    return Owner.objects.select_for_update(no_key=True).get(pk=find_owners([party], is_test=is_test)[party].pk)


def lock_contracts(contracts: Collection[str], *, is_test: bool) -> None:
    """Lock what is known of the money of contracts till the transaction ends, so that what milestones hold stays so.

    Whoever hears of a contract locks it before any payment, hold or owner: so does everybody else.
    """
    keys = {f"contract:{one}" for one in contracts}
    rows = Matter.objects.select_for_update(no_key=True).filter(key__in=keys, is_test=is_test).order_by("key")
    list(rows.values_list("pk", flat=True))


def rename_owner(party: str, *, name: str) -> None:
    """Put a name in the place of an erased member's id. No entry changes: they name owners by number.

    What is still to be paid to the member keeps the id, without which nobody could be paid.
    """
    owners = Owner.objects.filter(party=party)
    open_states = [core.State.AVAILABLE.value, core.State.HELD.value, core.State.IN_TRANSIT.value]
    owed = Posting.objects.filter(owner__in=owners, state__in=open_states).values("owner", "state", "currency")
    unsettled = owed.annotate(left=Sum("amount")).exclude(left=0).values("owner")
    owners.exclude(pk__in=unsettled).update(party=name)


def list_owners(parties: Collection[str]) -> frozenset[str]:
    """Return which of these ids own, or owned, money here."""
    if not parties:
        return frozenset()
    return frozenset(Owner.objects.filter(party__in=parties).values_list("party", flat=True))
