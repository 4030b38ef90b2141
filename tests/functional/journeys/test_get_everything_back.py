"""The story: seven years, 170 contracts, and one morning suspended. Read, contested with two files, put right, learned.

What people do, they do on the pages; what the marketplace does, it does through the API.
"""

import json
import re
from datetime import datetime
from typing import Any

import pytest
import time_machine

from habeas.domain.policy_cases import load_cases
from habeas.policy.actions import Action
from habeas.server.appeals.models import Appeal
from habeas.server.cases.models import Case
from habeas.server.decisions.models import Decision
from habeas.server.identity.roles import Role
from habeas.server.journal.queries import list_unbalanced
from habeas.server.notices.models import Notice
from habeas.server.parties.keys import read_keys
from habeas.server.policies.rulebook import read_rulebook
from habeas.server.rulings.models import Sanction
from habeas.server.usecases.activate_policy import PrecedentsUnmet, activate_policy
from tests.factories.casework import DAY, HOUR, be_proposed, listen, work
from tests.factories.decisions import a_decision, an_outcome
from tests.factories.hosts import Host, Person, entries
from tests.factories.market import NOW, another_version, open_market
from tests.factories.money import said
from tests.factories.staff import Desk

pytestmark = pytest.mark.django_db

EFFECT = NOW + 72 * HOUR
CONTRACTS = [f"k{number}" for number in range(1, 9)]
DUE = NOW + 14 * DAY
PAID_ON_THEIR_DATES = {
    "a1-answer": "pay_on",
    "a1-at": "2026-03-22T12:00",
    "a1-because": "the work goes on as before",
    "a2-answer": "pay_on",
    "a2-at": "2026-03-16T12:00",
    "a2-because": "",
}
CERTIFICATE = "My certificate: https://certificates.example.org/verify/447911123456. This isn't for contact purposes."
SKYPE = "Let us move to Skype, I can share my screen there: live:ana.draws"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
_TICKED = re.compile(r'name="wrong" value="([^"]+)"[^>]* checked')


class Colleague:
    """A person of the staff at the console, who comes and goes."""

    def __init__(self, name: str, role: Role, *, at: datetime) -> None:
        with time_machine.travel(at, tick=False):
            self.desk = Desk(name, role)

    def sends(self, path: str, fields: dict[str, Any] | None = None, *, at: datetime, status: int = 302) -> str:
        """Send a form and return the page that answers."""
        with time_machine.travel(at, tick=False):
            return self.desk.send(path, fields, status=status).content.decode()

    def reads(self, path: str, *, at: datetime) -> str:
        """Return a page."""
        with time_machine.travel(at, tick=False):
            return self.desk.read(path)


class TestGetEverythingBack:
    def test_through_the_pages_to_the_end(self) -> None:
        """DSA17-2, DSA17-4, DSA20-1, DSA20-3, DSA20-4, DSA20-6, PWD10-5, PWD11-3.

        Invariant 3, invariant 5, invariant 6, invariant 11, invariant 15.
        """
        open_market()
        listen()
        host, ana = Host(), Person("ana")
        self.work_for_seven_years(host)
        decision = self.be_suspended(host, ana)
        appeal = self.appeal_with_two_files(ana, decision)
        self.be_heard(appeal)
        self.have_it_all_back(host, ana, decision, appeal)
        self.teach_the_policy(host, appeal)

    def work_for_seven_years(self, host: Host) -> None:
        """Let her work: what looks like contact is none, or allowed by then, and nothing ever happens to her."""
        host.tell("member.joined", at=NOW - 7 * 365 * DAY, member="ana")
        host.tell("member.record", at=NOW - 2 * DAY, member="ana", tenure_days=2555, completed_contracts=170)
        for number, contract in enumerate(CONTRACTS, start=1):
            host.tell("contract.started", at=NOW - 30 * DAY, contract=contract, client=f"c{number}", freelancer="ana")
        for contract, due in (("k1", None), ("k2", DUE.isoformat())):
            funded: dict[str, Any] = {"contract": contract, "milestone": "m1", "amount": said(50_000)}
            host.tell("milestone.funded", at=NOW - 20 * DAY, **funded | ({"due_at": due} if due else {}))
        certified = host.pass_on(CERTIFICATE, at=NOW - 20 * DAY, to="new-client", conversation="proposal")
        assert certified.get("decision") is None or certified["decision"]["action"] == "none"
        skype = host.pass_on(SKYPE, at=NOW - 19 * DAY, to="c1", conversation="room-1", contract="k1")
        assert skype["decision"]["action"] == "none"
        assert host.get("members/ana/standing", at=NOW - DAY)["strikes"]["items"] == []

    def be_suspended(self, host: Host, ana: Person) -> str:
        """Let a person decide too fast: she is told all of it before it takes effect, and her contracts go on."""
        be_proposed(now=NOW)
        case, rosa = Case.objects.get(), Colleague("rosa", Role.REVIEWER, at=NOW)
        evidence = [str(one) for one in Decision.objects.filter(case=case).values_list("id", flat=True)]
        goes_on = {f"c{number}-fate": "goes_on" for number in range(1, len(CONTRACTS) + 1)}
        typed = a_decision(evidence, **goes_on | PAID_ON_THEIR_DATES)
        for step in ("claim", "evidence"):
            rosa.sends(f"cases/{case.id}/{step}", at=NOW)
        shown = rosa.sends(f"cases/{case.id}/decide", typed, at=NOW, status=200)
        assert "We suspend your account for a time while we look into it." in shown
        rosa.sends(f"cases/{case.id}/decide", typed | {"step": "confirm"}, at=NOW)
        decision = Sanction.objects.get().id
        work(now=NOW, rounds=6)
        work(now=NOW + DAY)
        assert "Nothing is restricted" in ana.reads(at=NOW + DAY)
        work(now=EFFECT, rounds=6)

        assert "Your account is suspended until 12 March 2026" in ana.reads(at=EFFECT)
        page = ana.reads(f"decisions/{decision}", at=EFFECT)
        for told in ("You completed 170 contracts.", "You can appeal until the end of", "Your contract “k1” goes on."):
            assert told in page
        for paid_on in ("16 March 2026", "22 March 2026"):
            assert f"500.00 USD is paid to you on {paid_on}" in page
            assert f"500.00 USD of it is paid to you on {paid_on}" in ana.reads("money", at=EFFECT)
        [measure] = host.get("measures?in_force=true&member=ana", at=EFFECT)["items"]
        assert measure["decision"] == decision
        return decision

    def appeal_with_two_files(self, ana: Person, decision: str) -> str:
        """Contest it on her pages: a file that is not what it says is refused and nothing typed is lost; two are kept."""
        at, form = EFFECT + HOUR, f"decisions/{decision}/appeal"
        words = ["We met elsewhere.", "I lost two days of work."]
        refused = ana.sends(form, {"argument": words, "file": [("page.png", PDF)], "do": "check"}, at=at, status=400)
        assert "is not what its name says" in refused
        assert "We met elsewhere." in refused
        files = [("first-message.png", PNG), ("contract.pdf", PDF)]
        ana.sends(form, {"argument": words, "file": files, "do": "check"}, at=at)
        shown = ana.reads(f"{form}/check", at=at)
        for given in ("We met elsewhere.", "first-message.png", "contract.pdf"):
            assert given in shown
        ana.sends(f"{form}/check", at=at)
        appeal = Appeal.objects.get()
        confirmed = ana.reads(f"appeals/{appeal.id}/received", at=at)
        assert appeal.id in confirmed
        assert "19 March 2026" in confirmed
        return appeal.id

    def be_heard(self, appeal: str) -> None:
        """Refuse it to who decided; somebody else takes it, sees what would be undone, and overturns."""
        at = EFFECT + DAY
        rosa = Colleague("rosa", Role.APPEALS_REVIEWER, at=at)
        rosa.sends(f"appeals/{appeal}/take", at=at, status=409)
        cleo = Colleague("cleo", Role.APPEALS_REVIEWER, at=at)
        cleo.sends(f"appeals/{appeal}/take", at=at)
        shown = cleo.reads(f"appeals/{appeal}", at=at)
        for given in ("We met elsewhere.", "first-message.png", "contract.pdf"):
            assert given in shown
        ticked = _TICKED.findall(cleo.reads(f"appeals/{appeal}/decide", at=at))
        did_something = Decision.objects.exclude(action="none").order_by("occurred_at")
        assert ticked == list(did_something.values_list("id", flat=True))
        outcome = an_outcome(wrong=ticked)
        undone = cleo.sends(f"appeals/{appeal}/decide", outcome, at=at, status=200)
        assert "The strike counts no more." in undone
        said = "Decided by a machine, taken back: [^,]+, for a message of 2 March 2026, "
        assert len(re.findall(said, undone)) == len(ticked)
        cleo.sends(f"appeals/{appeal}/decide", outcome | {"step": "confirm"}, at=at)
        assert Appeal.objects.get(id=appeal).outcome == "overturned"
        work(now=at, rounds=6)
        assert "A test for the policy" in cleo.reads(f"appeals/{appeal}", at=at)
        cleo.sends(f"appeals/{appeal}/remedy", at=at + HOUR)

    def have_it_all_back(self, host: Host, ana: Person, decision: str, appeal: str) -> None:
        """Find everything as before: she is told why, and the days that she lost are counted."""
        after = EFFECT + DAY + HOUR
        work(now=after, rounds=6)
        assert "You can do everything. Nothing is restricted." in ana.reads(at=after)
        assert "They met elsewhere, as the first message of the room shows." in ana.reads(f"appeals/{appeal}", at=after)
        assert "It counts for nothing." in ana.reads(f"decisions/{decision}", at=after)
        assert host.get("measures?in_force=true&member=ana", at=after)["items"] == []
        strikes = host.get("members/ana/standing", at=after)["strikes"]["items"]
        assert {one["decision"]: one["standing"] for one in strikes}[decision] == "reversed"
        assert len(strikes) > 1
        assert {one["standing"] for one in strikes} == {"reversed"}
        assert "Counts until" not in ana.reads(at=after)
        heard = host.get(f"appeals/{appeal}", at=after)
        assert all(step["done_at"] for step in heard["steps"])
        assert heard["remedy"]["days_lost"] == 2
        answered = ana.reads(f"appeals/{appeal}", at=after)
        for owed in (
            "Your badges, as they were before",
            "Your place in search, as it was before",
            "It was given to you",
        ):
            assert owed in answered
        self.tell_all_who_were_told()
        self.keep_her_money(host, ana)
        assert {"sanction.reversed", "appeal.decided", "remedy.owed"} <= set(entries("sanction", "appeal"))

    def tell_all_who_were_told(self) -> None:
        """Tell the client whose money was to come on another date, once, and nothing of hers; what stands is not told."""
        told = Notice.objects.filter(kind="contract_changed")
        assert list(told.values_list("member", "subject")) == [("c1", "k1")]
        page = json.loads(read_keys(["c1"]).open("c1", bytes(told.get().sealed)))["html"]
        assert "500.00 USD of the milestone “m1” is released on 22 March 2026. That no longer applies." in page
        for private in ("suspen", "appeal was", "decision fell", "Skype"):
            assert private not in page

    def keep_her_money(self, host: Host, ana: Person) -> None:
        """Leave what had no date where it was, pay what was due all along on its day, and lose no cent between."""
        money = ana.reads("money", at=EFFECT + DAY + HOUR)
        assert "22 March 2026" not in money
        assert money.count("500.00 USD is put in for this.") == 2
        assert "500.00 USD of it is paid to you on 16 March 2026." in money
        work(now=DUE)
        asked = "The payment provider was asked on 16 March 2026 to pay you 500.00 USD of it."
        assert asked in ana.reads("money", at=DUE)
        funded: dict[str, Any] = {"contract": "k2", "milestone": "m1", "amount": said(50_000)}
        host.tell("milestone.released", at=DUE + HOUR, **funded)
        assert "Available 500.00 USD" in ana.reads("money", at=DUE + HOUR)
        assert list_unbalanced() == []

    def teach_the_policy(self, host: Host, appeal: str) -> None:
        """Make the case a test of the policy: a version that would do it again is not activated."""
        precedent = host.get(f"appeals/{appeal}", at=EFFECT + 2 * DAY)["precedent"]
        cases = load_cases({"precedent.yaml": precedent}, policy=read_rulebook().policy)
        assert {(case.expected["allowed"], case.expected["action"]) for case in cases} == {(True, Action.NONE)}
        with pytest.raises(PrecedentsUnmet) as refused:
            activate_policy(texts=another_version(lenient=False), by="Kim", now=EFFECT + 3 * DAY)
        assert {one.appeal for one in refused.value.unmet} == {appeal}
        activate_policy(texts=another_version(lenient=True), by="Kim", now=EFFECT + 3 * DAY)
