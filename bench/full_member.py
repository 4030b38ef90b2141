"""A member who has all that a money page can show, made by the service's own code. Imported once Django is set up."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

from django.db import transaction
from django.test import Client
from django.utils import timezone

from habeas.domain.actors import Actor
from habeas.domain.holds.answers import Harm, HarmKind, Paused
from habeas.domain.holds.deductions import Item
from habeas.domain.holds.defaults import UsualReasons
from habeas.domain.holds.freezes import LegalBasis
from habeas.domain.holds.hold import Provider
from habeas.domain.holds.wind_down import Before
from habeas.money import Money
from habeas.server.events.incoming import IncomingEvent
from habeas.server.holds.models import Claim
from habeas.server.holds.plans import Said, make_plan
from habeas.server.holds.settling import pay_what_is_theirs, settle
from habeas.server.holds.stating import Reader
from habeas.server.identity.models import Staff
from habeas.server.identity.staff import actor_of
from habeas.server.parties.keys import lock_members
from habeas.server.usecases.deduct_from_hold import deduct_from_hold
from habeas.server.usecases.freeze_by_law import Order, freeze_by_law
from habeas.server.usecases.ingest_events import ingest_events
from habeas.server.usecases.make_link import LASTS, make_link
from habeas.server.usecases.place_hold import Wanted, place_hold
from habeas.server.usecases.reverse_holds import reverse_holds

_DAY: Final = timedelta(days=1)
_PROVIDER: Final = Provider(name="the payment provider")
_READER: Final = Reader("en", UTC)
_CONTRACTS: Final = 8


def full_visitor(name: str) -> Client:
    """Return a browser with the session of a member who has each state of money, and all that can be said of it.

    Eight contracts, holds, a deduction, a wrong wait, a plan, two freezes, and what a host reports otherwise.
    """
    now = timezone.now().replace(microsecond=0)
    _make(name, now)
    link = make_link(member=name, by="bench", now=now, lasts=LASTS, vouched=True)
    visitor = Client()
    visitor.post(f"/portal/open/{link.text}", {"do": "open"}, HTTP_HOST="localhost")
    return visitor


def _make(name: str, now: datetime) -> None:
    _work(name, now)
    holds = {one: _hold(name, one, now) for one in ("runs", "proven", "wrong")}
    reverse_holds(decision=holds["wrong"], yearly_rate=800, by="bench", is_test=False, now=now + _DAY)
    upheld = {"dispute": f"{name}-proven", "contract": f"{name}-k0", "outcome": "upheld"}
    _tell(now, (f"{name}-upheld", "dispute.resolved", upheld))
    item = Item(
        amount=Money(1_000, "USD"),
        clause="refunds v2",
        evidence=("file-1",),
        words=_reasons("A page was missing", name),
    )
    deduct_from_hold(
        hold=holds["proven"],
        items=[item],
        by=_person("ana"),
        approved_by=_person("ben"),
        is_test=False,
        now=now + timedelta(hours=1),
    )
    _tell(now, (f"{name}-details", "payout_details.changed", {"member": name}))
    _settle(name, now)
    order = Order(
        member=name, basis=LegalBasis.COURT_ORDER, reference="1/26", review_at=now + 20 * _DAY, is_silent=False
    )
    freeze_by_law(order=order, officer=_person("ana"), is_test=False, now=now)


def _person(name: str) -> Actor:
    """Return somebody of the staff."""
    known = Staff.objects.filter(name=name).first()
    return actor_of((known or Staff.objects.create_user(email=f"{name}@bench.example", name=name)).pk)


def _work(name: str, now: datetime) -> None:
    contracts = [f"{name}-k{number}" for number in range(_CONTRACTS)]
    for contract in contracts:
        sides = {"contract": contract, "client": f"client-of-{contract}", "freelancer": name}
        _tell(now - 30 * _DAY, (f"{contract}-start", "contract.started", sides))
        for milestone in ("m1", "m2"):
            told = {"contract": contract, "milestone": milestone, "amount": _said(50_000)}
            _tell(now - 20 * _DAY, (f"{contract}-{milestone}-funded", "milestone.funded", told))
        released = {"contract": contract, "milestone": "m1", "amount": _said(50_000), "fee": _said(5_000)}
        _tell(now - 9 * _DAY, (f"{contract}-released", "milestone.released", released))
    for dispute in ("runs", "wrong", "proven"):
        claimed = {"dispute": f"{name}-{dispute}", "contract": contracts[0], "amount": _said(2_000)}
        _tell(now - _DAY, (f"{name}-{dispute}", "dispute.opened", claimed))
    payout = {"member": name, "amount": _said(10_000)}
    _tell(now, (f"{name}-way", "payout.scheduled", payout | {"payout": f"{name}-way"}))
    _tell(now, (f"{name}-paid", "payout.paid", payout | {"payout": f"{name}-paid"}))
    _tell(now, (f"{name}-report", "balance.reported", {"member": name, "available": _said(1)}))


def _hold(name: str, dispute: str, now: datetime) -> str:
    placed = place_hold(
        wanted=Wanted(
            claim=Claim.objects.get(reference=f"{name}-{dispute}").id,
            amount=Money(1_500, "USD"),
            provider=_PROVIDER,
            by=_person("ana"),
            because=_reasons("Your client says that a page is missing", f"{name}-{dispute}"),
            reader=_READER,
        ),
        is_test=False,
        now=now - timedelta(hours=1),
    )
    return str(placed["decision"])


def _settle(name: str, now: datetime) -> None:
    """Carry out a plan that pays each amount on its date and lets a contract rest."""
    harm = Harm(kind=HarmKind.ABUSE, shown_by=("f1",))
    fates = {f"{name}-k1": Paused(_reasons("its room is looked at", name), now + 9 * _DAY, harm)}
    with transaction.atomic():
        keys = lock_members([name], now=now)
        plan = make_plan(
            Said(fates=fates, is_usual=True),
            decision=f"san_{name}",
            member=name,
            provider=_PROVIDER,
            reasons=UsualReasons(its_date="it is due then", no_work="no work was handed in"),
            before=Before(facts=harm.shown_by),
            is_test=False,
            now=now,
        )
        pay_what_is_theirs(plan, is_test=False, now=now)
        settle(plan, by=_person("ana"), reader=_READER, keys=keys, is_test=False, now=now)


def _tell(at: datetime, told: tuple[str, str, dict[str, Any]]) -> None:
    name, kind, content = told
    event = IncomingEvent(id=name, type=kind, occurred_at=at, platform="", data=content)
    ingest_events(events=[event], is_test=False, now=at)


def _reasons(what: str, name: str) -> str:
    """Return reasons that nobody else is given."""
    drawn = Random(name)
    return f"{what}, says the paper {drawn.getrandbits(64):x} {drawn.getrandbits(64):x}"


def _said(amount: int) -> dict[str, object]:
    return {"amount": amount, "currency": "USD"}
