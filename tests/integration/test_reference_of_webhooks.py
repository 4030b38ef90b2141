"""The reference of webhooks has a part for each type, with a row for each field that is really sent."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from habeas.domain.actors import Actor
from habeas.domain.holds.freezes import LegalBasis
from habeas.domain.holds.hold import ReleasedBecause
from habeas.domain.sanctions.safeguards import SafeguardKind
from habeas.server.adapters.webhooks import Answer, RememberingSender
from habeas.server.appeals.models import Remedy
from habeas.server.cases.models import Inquiry
from habeas.server.decisions.models import Decision
from habeas.server.holds.models import Claim
from habeas.server.leases import MOST_ATTEMPTS, Lease
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.models import Message
from habeas.server.usecases.add_to_appeal import add_to_appeal
from habeas.server.usecases.answer_inquiry import answer_as_member
from habeas.server.usecases.check_acknowledged import check_acknowledged
from habeas.server.usecases.deduct_from_hold import deduct_from_hold
from habeas.server.usecases.deliver_messages import deliver_messages
from habeas.server.usecases.end_measure import end_measure
from habeas.server.usecases.end_safeguard import recover_account
from habeas.server.usecases.file_appeal import Paper, file_appeal
from habeas.server.usecases.freeze_by_law import Order, freeze_by_law, review_freeze
from habeas.server.usecases.give_instructions import BY_WEBHOOK, give_instructions
from habeas.server.usecases.give_mandate import give_mandate
from habeas.server.usecases.give_remedy import give_remedy
from habeas.server.usecases.make_promise import keep_promise, make_promise
from habeas.server.usecases.place_safeguard import Wanted, place_safeguard
from habeas.server.usecases.recover_details import recover_details
from habeas.server.usecases.register_endpoint import register_endpoint
from habeas.server.usecases.release_hold import release_hold
from habeas.server.usecases.renew_hold import renew_hold
from habeas.server.usecases.restore_rule import restore_rule
from habeas.server.usecases.revoke_mandate import revoke_mandate
from habeas.server.usecases.send_notice import send_notice
from tests.factories.campaigns import decided, overturn_one_of
from tests.factories.casework import (
    DAY,
    agree,
    answer_a_report,
    ask_about_a_case,
    hire,
    overturn_a_suspension,
    overturn_a_warning,
    sanction_in_force,
    upheld_before,
    withdraw_from_a_warning,
)
from tests.factories.claims import ANA, BEN, an_item
from tests.factories.enforcement import disputed, paid, placed
from tests.factories.holds import HOLD, be_held, hold, warn
from tests.factories.market import NOW, event, open_market, send, started
from tests.factories.money import said
from tests.factories.plans import stops

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "webhooks.md"
URL = "https://host.example"
REASONS_FOR_MANY = (
    "The same offer stands in [f1] and in all the others: drawings, for money that goes to a bank abroad."
)
OTHER_REASONS = "What [f1] asks of a stranger is their bank details, and it names a service where nobody is protected."


def parts() -> Mapping[str, str]:
    """Return the parts of the page by their headings."""
    _, *found = re.split(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(found[::2], found[1::2], strict=True))


def fields_of(kind: str) -> list[str]:
    """Return the fields that the page names for a type, its own or those of the type that it refers to."""
    part = parts()[kind]
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", part, re.MULTILINE)
    own = [field for row in rows for field in re.findall(r"\w+", row)]
    referred = re.search(r"The fields of `(.+?)`\.", part)
    return own or fields_of(referred[1] if referred else "")


def freeze_and_free(*, now: datetime) -> None:
    """Let details change while money waits, the owner confirm them, and a freeze by law be late and lifted."""
    send(event("dispute.opened", at=now, dispute="d2", contract="k1", amount=said(1_000)), now=now)
    placed(claim=Claim.objects.get(reference="d2").id, amount=1_000, now=now)
    send(event("payout_details.changed", at=now + timedelta(hours=1), member="fred"), now=now + timedelta(hours=1))
    recover_details(member="fred", by=Actor("fred"), is_test=False, now=now + timedelta(hours=2))
    order = Order(
        member="fred",
        basis=LegalBasis.COURT_ORDER,
        reference="1234/26",
        review_at=now + timedelta(days=9),
        is_silent=False,
    )
    officer = hire("olga")
    freeze = freeze_by_law(order=order, officer=officer, is_test=False, now=now)["id"]
    review_freeze(freeze=freeze, still_binds=False, review_at=now, by=officer, is_test=False, now=now)


def take_and_give_back(*, now: datetime) -> None:
    """Deduct for a claim that was upheld, for less than was claimed first, and is rejected after all."""
    about = {"dispute": "d3", "contract": "k1"}
    send(event("dispute.opened", at=now, amount=said(1_000), **about), now=now)
    hold = placed(claim=Claim.objects.get(reference="d3").id, amount=1_000, now=now)["id"]
    send(event("dispute.opened", at=now, amount=said(600), **about), now=now)
    send(event("dispute.resolved", at=now, outcome="upheld", **about), now=now)
    deduct_from_hold(hold=hold, items=[an_item(100)], by=ANA, approved_by=BEN, is_test=False, now=now)
    later = now + DAY
    send(event("dispute.resolved", at=later, outcome="rejected", **about), now=later)


def keep_word(inquiry: str, *, now: datetime) -> None:
    """Let a member answer, be promised something and have it, add to an appeal, and let somebody act for them."""
    answer_as_member(inquiry=inquiry, member="eve", words="The second one.", is_test=False, now=now)
    case, lea = Inquiry.objects.get(id=inquiry).case_id, hire("lea")
    made = make_promise(case=case, by=lea, words="You hear from me.", until=now + DAY, is_test=False, now=now)
    keep_promise(case=case, number=made, by=lea, is_test=False, now=now)
    give_remedy(remedy=Remedy.objects.earliest("owed_at").id, by=lea, is_test=False, now=now)
    mandate = give_mandate(member="eve", representative="her-union", now=now)
    revoke_mandate(mandate=mandate, member="eve", now=now)
    be_held(at=now, member="pam")
    warning = Decision.objects.get(member="pam", action="warn")
    paper = Paper(arguments=["That was the name of a tool."])
    appeal = file_appeal(decision=warning.id, member="pam", paper=paper, is_test=False, now=now)
    add_to_appeal(appeal=appeal, by="pam", words="It is called so by all.", is_test=False, now=now)


@pytest.mark.django_db
class TestReferenceOfWebhooks:
    def test_has_a_part_for_each_type(self) -> None:
        assert sorted(parts()) == sorted(WebhookType.values)

    def test_names_the_fields_that_are_sent(self) -> None:
        open_market()
        register_endpoint(url=URL, types=WebhookType.values, by="Kim", now=NOW)
        measure, notice = hold(), warn(member="eve")
        check_acknowledged(measure=measure.id, now=NOW + timedelta(minutes=5))
        check_acknowledged(measure=measure.id, now=NOW + timedelta(hours=1))
        end_measure(measure=measure.id, now=NOW + HOLD)
        send_notice(notice=notice.id, now=NOW + HOLD)
        send(*paid(), disputed())
        waits = placed()["id"]
        longer = "The bank asks for more of the papers."
        renew_hold(hold=waits, until=NOW + 60 * DAY, by=BEN, because=longer, is_test=False, now=NOW + HOLD)
        release_hold(hold=waits, because=ReleasedBecause.LIFTED, by="Kim", now=NOW + HOLD)
        give_instructions(provider=BY_WEBHOOK, lease=Lease(worker="w", until=NOW + 2 * HOLD), now=NOW + HOLD, most=9)
        Message.objects.filter(type="notice.delivered").update(attempts=MOST_ATTEMPTS - 1)
        later = NOW + 2 * HOLD
        deliver_messages(
            sender=RememberingSender({URL: Answer("answered 500")}),
            lease=Lease("one", later + HOLD),
            now=later,
            clock=lambda: later,
            most=50,
        )

        send(started(at=later, contract="k9"), now=later)
        rests = stops("k9", "paused", until=later + timedelta(days=6))
        overturn_a_suspension(now=later + timedelta(days=1), money={"contracts": [rests]})
        upheld_before(times=60, now=later + timedelta(days=2))
        overturn_a_warning(now=later + timedelta(days=3))
        harm = {"urgency": "imminent_harm", "urgent_because": "members are asked for their bank details"}
        confirmed = sanction_in_force(now=later + 2 * DAY, member="mia", reasons=OTHER_REASONS, **harm)
        agree(confirmed, by=hire("ben"), now=later + 2 * DAY)
        withdraw_from_a_warning(now=later + timedelta(days=4))

        keep_word(ask_about_a_case(now=later + timedelta(days=4)), now=later + timedelta(days=4))
        told = Message.objects.filter(type="rule.restrained").latest("id").payload
        acts = {"policy": told["policy"], "rule": told["rule"]}
        restore_rule(**acts, by="Kim", reason="It is narrower now.", now=later + timedelta(days=4))
        wanted = Wanted(member="lu", kind=SafeguardKind.SESSION_LOCK, because="signed in from elsewhere")
        safeguard = place_safeguard(wanted=wanted, by=None, is_test=False, now=later)
        recover_account(safeguard=safeguard, member="lu", is_test=False, now=later)
        freeze_and_free(now=later)
        take_and_give_back(now=later)
        answer_a_report(now=later + timedelta(days=5), member="rex")
        later += timedelta(days=8)
        many = decided(("ida", "jon"), by=hire("uma"), now=later, reasons=REASONS_FOR_MANY)
        overturn_one_of(many, "ida", now=later + timedelta(days=5))

        sent = {message.type: sorted(message.payload) for message in Message.objects.all()}

        assert sent == {kind: sorted(fields_of(kind)) for kind in WebhookType.values}
