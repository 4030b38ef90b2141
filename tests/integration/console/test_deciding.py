"""Deciding a case on the page: nothing typed is lost, nothing is done before it was shown."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils.html import escape

from habeas.domain.cases.case import LEASE
from habeas.files.catalogues import read_catalogues
from habeas.policy.load import load_policy
from habeas.server.cases.models import Case
from habeas.server.console.evidence import pieces_of
from habeas.server.console.words import read_words
from habeas.server.decisions.models import Decision
from habeas.server.holds.models import Claim
from habeas.server.identity.roles import Role
from habeas.server.policies.models import Activation, PolicyVersion
from habeas.server.rulings.models import Sanction
from habeas.server.usecases.erase_member import erase_member
from tests.factories.casework import be_proposed, report_ana
from tests.factories.decisions import a_decision
from tests.factories.enforcement import placed
from tests.factories.holds import PAYMENT
from tests.factories.market import NOW, another_version, event, message, open_market, send, started
from tests.factories.money import said
from tests.factories.staff import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market() -> Iterator[None]:
    open_market()
    with time_machine.travel(NOW, tick=False):
        yield


def announce_talk_inside() -> None:
    """Let a policy act whose clause on conversations holds only from a day to come."""
    texts = another_version(lenient=False)
    before, clause, after = texts["clauses.yaml"].partition("  - id: talk-inside\n")
    texts["clauses.yaml"] = before + clause + after.replace("2024-01-01", "2026-04-01", 1)
    policy = load_policy(texts).identity
    version = PolicyVersion.objects.create(
        digest=policy.digest, policy=policy.id, version=policy.version, texts=texts, installed_at=NOW
    )
    Activation.objects.create(version=version, activated_at=NOW - timedelta(days=9), activated_by="Ana Ruiz")


class Reviewing:
    """A reviewer who holds a case and opened it."""

    def __init__(self) -> None:
        be_proposed(now=NOW)
        self.case = Case.objects.get()
        self.evidence = [str(one) for one in Decision.objects.filter(case=self.case).values_list("id", flat=True)]
        self.desk = Desk("ada", Role.REVIEWER)
        self.desk.send(f"cases/{self.case.id}/claim")
        self.desk.send(f"cases/{self.case.id}/evidence")
        self.path = f"cases/{self.case.id}/decide"

    def send(self, step: str = "check", changes: Mapping[str, object] | None = None, *, status: int = 200) -> str:
        sent = a_decision(self.evidence, step=step) | dict(changes or {})
        answer = self.desk.send(self.path, sent, status=status)
        return answer.content.decode()


class TestDecide:
    def test_leads_back_to_the_evidence_where_it_was_not_opened(self) -> None:
        be_proposed(now=NOW)
        case, desk = Case.objects.get(), Desk("ada", Role.REVIEWER)
        desk.send(f"cases/{case.id}/claim")

        answer = desk.get(f"cases/{case.id}/decide")

        assert answer.headers["Location"] == f"/console/cases/{case.id}"

    def test_loses_nothing_typed_where_the_member_was_erased_meanwhile(self) -> None:
        reviewing, own = Reviewing(), a_decision([])["reasons"]
        erase_member(member="ana", by="operator", now=NOW)

        for step in ("check", "confirm"):
            assert escape(str(own)) in reviewing.send(step, status=409)
        question = {"question": "Is it yours?", "language": "en"}
        asked = reviewing.desk.send(f"cases/{reviewing.case.id}/ask_member", question, status=409)
        assert "Is it yours?" in asked.content.decode()

    def test_shows_what_the_member_will_read_and_every_effect_and_does_nothing_yet(self) -> None:
        """DSA17-3, invariant 3."""
        page = Reviewing().send()

        assert "We suspend your account for a time while we look into it." in page
        assert "it is announced. The member can answer until 5 March 2026, 12:00" in page
        assert "the member cannot hire, send proposals" in page
        assert "The member can appeal until 5 September 2026." in page
        assert not Sanction.objects.exists()

    def test_starts_in_the_language_that_the_member_reads_and_shows_it_in_that(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """DSA17-4: a choice that is kept with what is typed; English, with why, where nobody signed the words."""
        for offers in ("habeas.files.catalogues.list_offered", "habeas.server.console.reading.list_offered"):
            monkeypatch.setattr(offers, lambda: ("en", "es"))
        send(event("member.record", member="ana", language="es-MX"))
        reviewing = Reviewing()

        begun = reviewing.desk.read(reviewing.path)
        quoted = {"language": "es", "element": "Ofrecer, pedir y aceptar un pago en otro sitio cuentan igual"}
        shown, kept = reviewing.send("check", quoted), reviewing.send("change", {"language": "en"})
        in_english = reviewing.send("check", {"language": "es"})
        send(event("member.record", member="ana", language="de"))
        unsigned = reviewing.desk.read(reviewing.path)

        assert '<option value="es" selected>Spanish</option>' in begun
        assert "The member reads Spanish, by the marketplace&#x27;s record." in begun
        assert "Ofrecer, pedir y aceptar un pago en" in begun
        assert "In Spanish." in shown
        assert "In Spanish." in in_english
        assert '<div class="preview" lang="es">' in shown
        assert read_catalogues()["es"].texts["heading.decided"] in shown
        assert '<option value="en" selected>English</option>' in kept
        assert '<option value="en" selected>English</option>' in unsigned
        assert "reads German, by the marketplace&#x27;s record. Nobody has signed our words in it yet, so" in unsigned

    def test_decides_once_it_was_confirmed(self) -> None:
        reviewing = Reviewing()

        reviewing.send("confirm", status=302)

        made = Sanction.objects.get()
        assert (made.action, made.decided_by_id) == ("suspend_pending_review", reviewing.desk.staff.pk)
        page = reviewing.desk.read(f"decisions/{made.id}")
        assert "Looks like a new account." in page
        assert "We suspend your account" in page

    def test_gives_back_all_that_was_typed_to_be_changed(self) -> None:
        page = Reviewing().send("change", {"gravity": "rather <grave>", "m1-days": "5"})

        assert "rather &lt;grave&gt;" in page
        assert 'name="m1-days" value="5"' in page
        assert 'value="propose" id="id_m1-capabilities_5" checked' in page

    def test_says_at_each_field_what_is_missing_and_keeps_the_others(self) -> None:
        page = Reviewing().send(changes={"reasons": "", "action": "", "urgency": "urgent", "why_not_warn": ""})

        assert '<a href="#id_action_0">' in page or '<a href="#id_action">' in page
        assert (
            '<a href="#id_reasons">Your reasons, to the member: Say to the member why, and name a fact such as [f1]</a>'
            in page
        )
        assert 'href="#id_urgent_because"' in page
        assert 'href="#id_why_not_warn"' in page
        assert "middle: a whole project" in page

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"reasons": "Your message was against the rules of our marketplace, again."}, "name none of the facts f1"),
            ({"element": "these words are nowhere"}, "quote the words of it that the fact meets"),
            ({"clause": ""}, "name the clause of the terms that was broken, or else the law"),
            ({"m1-territory": "Spain"}, "write two capital letters for each, such as ES"),
            ({"w1-what": "a report"}, "Name the law or the right that forbids to show it"),
            ({"law-reference": "Penal Code", "clause": ""}, "Quote the words of the law that the facts meet"),
            ({"named-name": "Bob", "named-because": "it is his"}, "0 reports are relied on"),
            ({"m1-capabilities": []}, "say what is taken, from which role, until when"),
            ({"m1-days": ""}, "has neither an end nor a date of review"),
            ({"m1-days": "x"}, "Give a whole number of days"),
            ({"action": "warn"}, "decide &#x27;restrict&#x27; instead"),
            ({"urgency": "urgent"}, "Say which harm the wait would let happen"),
            ({"why_not_warn": ""}, "Say why at least one milder step was not enough"),
            (
                {"action": "terminate", "urgency": "urgent", "urgent_because": "harm"},
                "an account is not ended in a hurry",
            ),
            ({"relied_on": []}, "Choose at least one piece of evidence"),
        ],
    )
    def test_says_what_the_core_refuses_and_what_to_do(self, changes: dict[str, object], says: str) -> None:
        """DSA17-3, DSA17-3a, DSA17-3e, DSA14-4: a decision without reasons, a statement with a part missing."""
        page = Reviewing().send(changes=changes)

        assert 'role="alert"' in page
        assert says in page
        assert "Looks like a new account." in page
        assert not Sanction.objects.exists()

    def test_refuses_a_clause_that_was_not_in_force_yet_and_keeps_what_was_typed(self) -> None:
        """P2B3-2, DSA14-2: nobody is judged by a clause that came after what they did."""
        announce_talk_inside()

        page = Reviewing().send(
            changes={"clause": "talk-inside", "element": "interviews and talks are held here", "gravity": "so so"}
        )

        assert 'href="#id_clause"' in page
        assert "the clause talk-inside may be cited from 2026-04-01 on" in page
        assert "the conduct was on 2026-03-02: cite one in force then" in page
        assert 'value="so so"' in page
        assert "Looks like a new account." in page
        assert not Sanction.objects.exists()

    def test_says_at_its_field_which_part_the_statement_lacks_and_keeps_what_was_typed(self) -> None:
        """DSA17-3: a statement with a missing part."""
        page = Reviewing().send(
            changes={"why_not_warn": "", "law-url": "", "m1-territory": "es, pt", "gravity": "so so"}
        )

        assert 'href="#id_why_not_warn"' in page
        assert 'value="so so"' in page
        assert 'name="m1-territory" value="es, pt"' in page

    def test_rests_on_a_law_in_some_countries_and_leaves_something_out_with_a_second_person(self) -> None:
        """DSA17-3a, DSA17-3d, DSA17-5."""
        reviewing = Reviewing()
        send(message(PAYMENT, delivery="pending"), now=NOW)
        reviewing.desk.send(f"cases/{reviewing.case.id}/evidence")
        evidence = [str(one) for one in Decision.objects.filter(case=reviewing.case).values_list("id", flat=True)]
        law: dict[str, object] = {
            "relied_on": evidence,
            "clause": "",
            "law-reference": "Payment Services Act, section 4",
            "law-text": "Nobody takes payments for others without a licence.",
            "element": "takes payments for others",
            "m1-territory": "es, pt",
        }
        hidden: dict[str, object] = {
            "w1-evidence": evidence[-1:],
            "w1-what": "what a payment provider told us",
            "w1-basis": "an order of the court",
            "w1-recheck_on": "2026-05-01",
        }

        page = reviewing.send(changes=law | hidden)

        for words in (
            "The law: Payment Services Act, section 4",
            "This concerns ES, PT only.",
            "in ES, PT the member cannot hire, send proposals",
            "We leave out: what a payment provider told us. The basis: an order of the court. a second person",
            "We look at this again by 1 May 2026.",
        ):
            assert words in page
        reviewing.send("confirm", law | hidden, status=302)
        made = Sanction.objects.get()
        assert (made.state, made.clause) == ("awaiting_approval", "")
        assert reviewing.desk.read(f"decisions/{made.id}")
        assert reviewing.desk.read("decisions")

    def test_after_the_claim_ran_out_loses_nothing_and_says_to_claim_again(self) -> None:
        reviewing = Reviewing()

        with time_machine.travel(NOW + LEASE, tick=False):
            page = reviewing.send("confirm")

        assert "claim it again, nothing you wrote is lost" in page
        assert "middle: a whole project" in page

    def test_keeps_what_was_typed_when_more_came_meanwhile_and_says_that_it_is_not_decided(self) -> None:
        """GDPR22-b."""
        reviewing = Reviewing()
        report_ana(now=NOW)

        page = reviewing.send()
        made = reviewing.send("confirm", status=302)

        assert "More came about this member since you opened the evidence." in page
        assert "We suspend your account for a time while we look into it." in page
        assert made == ""
        waiting = Case.objects.get(closed_at=None)
        assert (waiting.reasons, Sanction.objects.get().case_id) == (["report"], reviewing.case.id)

    def test_takes_several_restrictions_each_with_its_roles(self) -> None:
        reviewing = Reviewing()
        second = {"m2-capabilities": ["message"], "m2-days": "3", "m2-roles": "client, freelancer"}

        reviewing.send("confirm", {"action": "restrict", **second}, status=302)

        first, other = Sanction.objects.get().measures
        assert (first["id"], first["roles"]) == ("m1", [])
        assert (other["id"], other["roles"], other["lasts"]) == (
            "m2",
            ["client", "freelancer"],
            timedelta(days=3).total_seconds(),
        )

    def test_lets_running_contracts_go_on_unless_harm_in_them_is_the_ground(self) -> None:
        """Invariant 11."""
        reviewing, taken = Reviewing(), {"m1-in_contracts": ["contract_files"]}
        harm = "in k1 a file was sent that spies on whoever opens it"

        refused = reviewing.send("check", taken)
        assert "Say which harm in them is the ground, or let running contracts go on" in refused
        groundless = reviewing.send("check", {"m1-harm_in_contracts": harm})
        assert "Choose what is taken in running contracts" in groundless
        assert harm in groundless
        shown = reviewing.send("check", taken | {"m1-harm_in_contracts": harm})
        assert f"This touches them because of harm in them: {harm}" in shown
        reviewing.send("confirm", taken | {"m1-harm_in_contracts": harm}, status=302)

        [measure] = Sanction.objects.get().measures
        assert "contract_files" in measure["capabilities"]


def earn() -> None:
    """Let Ana earn $80, of which $30 are disputed, have $500 in a milestone, and let another contract of hers run."""
    told: dict[str, Any] = {"contract": "k1", "milestone": "m1", "amount": said(8_000)}
    earlier = NOW - timedelta(days=9)
    due: dict[str, Any] = {"due_at": (NOW + timedelta(days=14)).isoformat()}
    send(
        started(at=NOW - timedelta(days=30)),
        started(at=NOW - timedelta(days=30), contract="k2", client="carl"),
        event("milestone.funded", at=earlier, **told),
        event("milestone.released", at=earlier, **told),
        event("milestone.funded", at=earlier, contract="k2", milestone="m2", amount=said(50_000), **due),
        event("dispute.opened", at=NOW - timedelta(days=1), dispute="d1", contract="k1", amount=said(3_000)),
    )


def money(**changes: object) -> dict[str, object]:
    """Return that the disputed $30 wait and the rest is paid, the milestone on its date, and k2 rests."""
    claim = Claim.objects.get(reference="d1").id
    return {
        "a1-answer": "hold",
        "a1-claim": claim,
        "a1-because": "your client says that a page is missing",
        "a2-answer": "pay_on",
        "a2-at": "2026-03-16T12:00",
        "a2-because": "",
        "c1-fate": "goes_on",
        "c2-fate": "paused",
        "c2-until": "2026-03-08T00:00",
        "c2-because": "its room is looked at",
        "c2-harm": "abuse",
        "c2-shown_by": "f1",
        **changes,
    }


class TestMoney:
    """FUND-10."""

    @pytest.fixture(autouse=True)
    def _earned(self) -> None:
        earn()

    def test_gets_an_answer_for_each_amount_and_the_member_reads_it(self) -> None:
        """FUND-3, FUND-4, invariant 7."""
        reviewing = Reviewing()

        page = reviewing.send(changes=money())
        reviewing.send("confirm", money(), status=302)

        assert "30.00" in page
        assert "your client says that a page is missing" in page
        assert "because it is due then" in page
        assert "The contract k2 rests until 8 March 2026, 00:00" in page or "rests until" in page
        assert "The ground is harm in it, shown by f1: Somebody in it was threatened, harassed or put under" in page
        assert "The ground is harm in it, which (1) shows: somebody in it was threatened" in page
        assert Sanction.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"a1-answer": ""}, "Say what becomes of this amount"),
            ({"a1-claim": ""}, "Say for which claim it waits"),
            ({"a1-because": ""}, '<a href="#id_a1-because">'),
            ({"a1-because": "disputed"}, "the reasons have 8 letters, at least 20"),
            ({"a1-answer": "pay_on", "a1-at": "2026-03-09T12:00"}, "pay_on is not one of the available"),
            ({"a2-at": ""}, "Say on which date it is paid"),
            ({"a2-at": "2026-03-01T00:00", "a2-because": "the work goes on"}, "pay now, or on a date after"),
            ({"a2-at": "2026-03-09T12:00"}, "Say why, to the member"),
            ({"a2-answer": "pay_now"}, "pay_now is not one of the available"),
            (
                {"a2-answer": "refund", "a2-because": "it ends", "c2-fate": "goes_on"},
                "end k2, let it rest or hand it over, or give the date",
            ),
            ({"a2-answer": "refund", "a2-because": "so"}, "the reasons have 2 letters, at least 20"),
            ({"c2-harm": ""}, "Contracts go on unless harm in them is the ground. Say which harm there is in this"),
            ({"c2-shown_by": ""}, "Say which of the facts that you rely on show the harm"),
            ({"c2-fate": "ended", "c2-harm": ""}, "Contracts go on unless harm in them is the ground"),
            ({"c2-until": ""}, "Say until when it rests"),
            ({"c2-because": ""}, "the reasons have 0 letters, at least 20"),
            ({"c2-because": "it rests"}, "the reasons have 8 letters, at least 20"),
            ({"c2-fate": "handed_over"}, "Say who goes on with it"),
        ],
    )
    def test_that_is_left_open_is_named_where_it_stands(self, changes: dict[str, object], says: str) -> None:
        page = Reviewing().send(changes=money(**changes))

        assert 'role="alert"' in page
        assert says in page
        assert not Sanction.objects.exists()

    def test_that_is_open_no_more_takes_its_answer_along_and_none_is_taken_for_another(self) -> None:
        """Invariant 7: an amount was paid, a contract ended, and another was made while somebody wrote."""
        reviewing = Reviewing()
        shown = re.findall(r'name="(shown_\w+)" value="([^"]+)"', reviewing.desk.read(reviewing.path))
        assert [name for name, _ in shown] == ["shown_amount", "shown_amount", "shown_contract", "shown_contract"]
        named = {name: [one for each, one in shown if each == name] for name, _ in shown}
        typed = money(**named, **{"c1-fate": "ended", "c1-because": "nobody is threatened in it", "a2-at": ""})
        more: dict[str, Any] = {"contract": "k0", "milestone": "m0", "amount": said(5_000)}
        send(
            event("dispute.resolved", dispute="d1", contract="k1", outcome="rejected", at=NOW),
            event("contract.ended", contract="k1", at=NOW),
            started(at=NOW - timedelta(days=30), contract="k0"),
            event("milestone.funded", at=NOW - timedelta(days=9), **more),
        )

        page = reviewing.send(changes=typed)

        assert re.search(r'<textarea name="c1-because"[^>]*>nobody is threatened in it', page)
        assert "Some of what you wrote about is not open any more" in page
        assert re.search(r'name="c2-because"[^>]*>\s*its room is looked at', page)
        assert not re.search(r'name="c3-fate"[^>]*value="(ended|paused)"[^>]*checked', page)
        assert re.findall(r'name="shown_contract" value="([^"]+)"', page)[:2] == named["shown_contract"]
        assert not Sanction.objects.exists()

    def test_offers_a_date_only_for_what_has_one(self) -> None:
        """Invariant 7."""
        page = Reviewing().send(changes=money(**{"a2-at": ""}))

        assert 'name="a2-at"' in page
        assert 'name="a1-at"' not in page

    def test_lets_no_more_wait_for_a_claim_than_no_other_about_its_contract_holds(self) -> None:
        """FUND-4."""
        more: dict[str, Any] = {"contract": "k0", "milestone": "m1", "amount": said(5_000)}
        send(
            event("dispute.opened", at=NOW - timedelta(days=1), dispute="d2", contract="k1", amount=said(6_000)),
            started(at=NOW - timedelta(days=30), contract="k0"),
            event("milestone.funded", at=NOW - timedelta(days=9), **more),
            event("milestone.released", at=NOW - timedelta(days=9), **more),
        )
        placed(claim=Claim.objects.get(reference="d2").id, amount=6_000)
        reviewing = Reviewing()

        claim = Claim.objects.get(reference="d1").id
        assert f"{claim}: 20.00 USD" in reviewing.send(changes={"a1-answer": ""})
        page = reviewing.send(changes=money(**{"c3-fate": "goes_on"}))

        assert "20.00 USD" in page
        assert "50.00 USD" in page
        assert 'role="alert"' not in page

    def test_offers_no_refund_of_work_that_was_handed_in(self) -> None:
        """FUND-5."""
        offered = 'value="refund"'
        assert offered in Reviewing().send(changes=money(**{"a2-at": ""}))
        send(event("milestone.submitted", at=NOW - timedelta(days=1), contract="k2", milestone="m2"))

        page = Reviewing().send(changes=money(**{"a2-answer": "refund"}))

        assert 'role="alert"' in page
        assert offered not in page
        assert not Sanction.objects.exists()

    @pytest.mark.parametrize("fate", [{"c2-fate": "ended"}, {"c2-fate": "handed_over", "c2-to": "dora"}])
    def test_goes_on_with_others_or_ends_where_somebody_says_so(self, fate: dict[str, object]) -> None:
        Reviewing().send("confirm", money(**fate), status=302)

        assert Sanction.objects.exists()

    def test_is_not_asked_for_where_the_account_goes_on(self) -> None:
        Reviewing().send("confirm", {"action": "restrict", "m1-days": "3"}, status=302)

        assert Sanction.objects.get().action == "restrict"


class TestPieces:
    def test_are_the_whole_text_with_what_is_found_and_what_only_looks_like_it(self) -> None:
        text = "Order 4155552671: call +44 20 7946 0958!"
        answer = {
            "findings": [
                {"part": 0, "start": 23, "end": 39, "kind": "phone"},
                {"part": 0, "start": 24, "end": 30, "kind": "phone"},
                {"part": 1, "start": 0, "end": 3, "kind": "link"},
            ],
            "dismissals": [
                {"part": 0, "start": 6, "end": 16, "because": "an order number"},
                {"part": 1, "start": 0, "end": 3, "because": "a date"},
            ],
        }

        pieces = list(pieces_of(text, 0, answer, read_words()))

        assert "".join(one.text for one in pieces) == text
        assert [(one.text, one.found) for one in pieces if one.found] == [("+44 20 7946 0958", "a phone number")]
        assert [(one.text, one.innocent) for one in pieces if one.innocent] == [
            ("4155552671", "only looks like contact: an order number")
        ]
