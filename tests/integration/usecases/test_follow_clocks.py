"""Each row of the table of clocks, through the service: who is warned, who is told, what is escalated, what ends."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from habeas.domain.appeals.appeal import Outcome
from habeas.domain.clocks.table import ClockId
from habeas.server.appeals.models import Appeal, Remedy
from habeas.server.cases.models import Case, CaseEntry
from habeas.server.deadlines.models import Clock
from habeas.server.decisions.models import Decision
from habeas.server.identity.models import Staff
from habeas.server.identity.staff import actor_of
from habeas.server.notices.models import Notice
from habeas.server.outbox.models import Message
from habeas.server.sanctions.models import Measure
from habeas.server.usecases.activate_policy import activate_policy
from habeas.server.usecases.decide_appeal import decide_appeal
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.file_appeal import Paper, file_appeal
from habeas.server.usecases.give_remedy import give_remedy
from habeas.server.usecases.open_evidence import open_evidence
from habeas.server.usecases.withdraw_appeal import withdraw_appeal
from tests.factories.casework import (
    DAY,
    HOUR,
    a_verdict,
    agree,
    answer_a_report,
    appealed,
    be_proposed,
    hire,
    listen,
    overturn_a_suspension,
    sanction_in_force,
    work,
)
from tests.factories.enforcement import disputed, milestone, paid, placed
from tests.factories.holds import hold
from tests.factories.hosts import Host, Person, by, decided_by_ana
from tests.factories.market import NOW, another_version, event, open_market, send
from tests.factories.money import said

pytestmark = pytest.mark.django_db

RESTRICTION: dict[str, Any] = {
    "action": "restrict",
    "measures": [{"restriction": "service", "capabilities": ["propose"], "days": 30}],
}
END: dict[str, Any] = {
    "action": "terminate",
    "egregious_because": "the same offer was made to hundreds of people by a machine",
    "measures": [
        {
            "restriction": "account",
            "capabilities": ["propose", "message"],
            "reviewed_within_days": 365,
            "indefinite_because": "a machine writes from this account",
        }
    ],
}
CLOSES = datetime(2026, 9, 3, 12, tzinfo=NOW.tzinfo)
"""Six calendar months after the second of March, its last day included."""


@pytest.fixture(autouse=True)
def market() -> None:
    open_market()
    listen()


def told(clock: ClockId, what: str = "warned") -> list[Mapping[str, Any]]:
    """Return what the host was told of a clock."""
    found = Message.objects.filter(type=f"deadline.{what}", payload__deadline=clock).order_by("id")
    return list(found.values_list("payload", flat=True))


def notices(kind: str, **about: object) -> list[str]:
    """Return who was sent this kind of notice, about anything or what is named."""
    return list(Notice.objects.filter(kind=kind, **about).order_by("sent_at").values_list("member", flat=True))


class TestAppealWindow:
    def test_is_announced_to_the_member_two_weeks_before_it_closes(self) -> None:
        """DSA20-1, DSA20-2, invariant 12."""
        sanction = sanction_in_force(now=NOW, **RESTRICTION)
        work(now=CLOSES - 15 * DAY)
        assert notices("window_closes") == []

        work(now=CLOSES - 14 * DAY)
        work(now=CLOSES - 13 * DAY)

        [warned] = [one for one in told(ClockId.APPEAL_WINDOW) if one["decision"]["matter"] == "sanction"]
        assert (warned["tell"], warned["decision"]["id"]) == (["member"], sanction)
        assert warned["decision"]["appeal_until"] == "2026-09-02"
        assert notices("window_closes", sanction=sanction) == ["ana"]
        page = Person("ana").reads(f"decisions/{sanction}", at=CLOSES - DAY)
        assert "The time to appeal ends soon" in page
        assert "2 September 2026" in page
        assert file_appeal(
            decision=sanction, member="ana", paper=Paper(arguments=["No."]), is_test=False, now=CLOSES - HOUR
        )
        work(now=CLOSES + DAY)
        assert told(ClockId.APPEAL_WINDOW, "breached") == []

    def test_runs_for_what_a_machine_decided_for_money_and_for_reports(self) -> None:
        """DSA20-1: also against monetisation limits, and decisions not to act."""
        send(*paid(), disputed())
        money = placed()["id"]
        be_proposed(now=NOW, member="mia")
        report = answer_a_report(now=NOW)

        work(now=NOW)

        running = set(Clock.objects.filter(clock=ClockId.APPEAL_WINDOW).values_list("subject", "member"))
        decided = {(one.id, "mia") for one in Decision.objects.exclude(action__in=("none", "nudge"))}
        assert running >= {(money, "fred"), (report, "bob")}
        assert running & decided
        assert not running & {(one.id, "mia") for one in Decision.objects.filter(action="nudge")}

    @pytest.mark.parametrize("how", ["appealed", "withdrawn", "erased"])
    def test_is_announced_only_to_who_can_still_use_it(self, how: str) -> None:
        sanction = sanction_in_force(now=NOW, **RESTRICTION)
        if how == "erased":
            erase_member(member="ana", by="operator", now=NOW + DAY)
        else:
            appealed(sanction, now=NOW + DAY)
        if how == "withdrawn":
            withdraw_appeal(appeal=Appeal.objects.get().id, by="ana", is_test=False, now=NOW + 2 * DAY)

        work(now=CLOSES - 14 * DAY)

        assert notices("window_closes", sanction=sanction) == (["ana"] if how == "withdrawn" else [])


class TestAnswer:
    @pytest.mark.parametrize("how", ["late", "replied", "withdrawn", "erased"])
    def test_is_replied_to_in_three_days_or_the_lead_and_the_member_are_told(self, how: str) -> None:
        """DSA14-4, P2B4-3, invariant 12: a person reads what she wrote and replies to it."""
        hire("ana")
        be_proposed(now=NOW)
        host, ana = Host(), Person("ana")
        decision = decided_by_ana(host, at=NOW)
        work(now=NOW)
        ana.sends(f"decisions/{decision}/answer", {"words": "It was my own account, for an old job."}, at=NOW + HOUR)
        ana.sends(f"decisions/{decision}/answer", {"words": "And it was in May."}, at=NOW + 2 * HOUR)
        if how == "replied":
            said = {"words": "I read it: the job was found here."}
            host.act(f"sanctions/{decision}/reply", by("ana") | said, at=NOW + DAY)
        elif how == "withdrawn":
            said = {"reasons": "She is right: it was an old job."}
            host.act(f"sanctions/{decision}/withdraw", by("ana") | said, at=NOW + DAY)
        elif how == "erased":
            erase_member(member="ana", by="operator", now=NOW + DAY)

        for days in (2, 3, 4):
            work(now=NOW + days * DAY + HOUR)

        assert [one["tell"] for one in told(ClockId.ANSWER_REPLIED)] == [["assignee", "lead"]] * (
            how in {"late", "erased"}
        )
        late = told(ClockId.ANSWER_REPLIED, "breached")
        assert [one["sanction"]["id"] for one in late] == [decision] * (how in {"late", "erased"})
        assert notices("reply_late") == (["ana"] if how == "late" else [])
        if how == "late":
            assert late[0]["tell"] == ["lead", "member"]
            page = ana.reads(f"decisions/{decision}", at=NOW + 4 * DAY + HOUR)
            assert "Nothing of what we intend takes effect before you have our reply" in page
            assert host.get(f"sanctions/{decision}", at=NOW + 4 * DAY + HOUR)["state"] == "announced"


class TestSecondApproval:
    def test_is_given_in_three_days_or_the_lead_is_told(self) -> None:
        """PWD10-5, invariant 5, invariant 12."""
        hire("ana")
        be_proposed(now=NOW)
        host = Host()
        decision = decided_by_ana(host, at=NOW, **END)

        work(now=NOW + 2 * DAY)
        work(now=NOW + 3 * DAY)
        work(now=NOW + 60 * DAY)

        assert [one["sanction"]["state"] for one in told(ClockId.SECOND_APPROVAL)] == ["awaiting_approval"]
        assert [one["tell"] for one in told(ClockId.SECOND_APPROVAL, "breached")] == [["assignee", "lead"]]
        agree(decision, by=hire("ben"), now=NOW + 60 * DAY)
        assert Clock.objects.get(clock=ClockId.SECOND_APPROVAL).met_at == NOW + 60 * DAY
        assert {"warn", "breach"} <= set(CaseEntry.objects.values_list("what", flat=True))

    @pytest.mark.parametrize("agrees", [True, False])
    def test_warns_of_nothing_once_the_second_person_has_said_a_word(self, agrees: bool) -> None:
        hire("ana")
        be_proposed(now=NOW)
        decision = decided_by_ana(Host(), at=NOW, **END)
        said = {"agrees": agrees, "reasons": "I read all of it, from the first to the last message."}
        case = Case.objects.get().id
        open_evidence(case=case, by=hire("ben"), is_test=False, now=NOW)
        Host().act(f"sanctions/{decision}/approve", by("ben") | said, at=NOW + DAY)

        work(now=NOW + 2 * DAY)
        work(now=NOW + 9 * DAY)

        assert told(ClockId.SECOND_APPROVAL) == []


class TestHold:
    def test_warns_who_placed_it_and_the_lead_and_tells_the_member_when_it_is_over(self) -> None:
        """FUND-4, invariant 12."""
        send(*paid(), disputed())
        placed_now = placed()

        work(now=NOW + 12 * DAY)
        work(now=NOW + 13 * DAY)

        [warned] = told(ClockId.HOLD_MAX)
        assert warned["tell"] == ["assignee", "lead"]
        assert (warned["hold"]["id"], warned["hold"]["placed_by"]) == (placed_now["id"], "ana")
        work(now=NOW + 14 * DAY)
        assert notices("money_free") == ["fred"]
        assert Clock.objects.get(clock=ClockId.HOLD_MAX).met_at == NOW + 14 * DAY


class TestMessageHold:
    def test_tells_the_writer_that_the_message_was_delivered(self) -> None:
        """DSA17-1, invariant 12."""
        held = hold()

        work(now=NOW + timedelta(hours=4))

        assert Measure.objects.get(id=held.id).ended_because == "time_over"
        assert notices("message_delivered") == ["ana"]


class TestSuspension:
    def test_warns_before_it_ends_and_says_nothing_of_one_that_was_undone(self) -> None:
        """DSA14-4, invariant 12."""
        sanction_in_force(now=NOW, member="ben", reviewer="lea")
        overturn_a_suspension(now=NOW)

        work(now=NOW + 5 * DAY)

        [warned] = told(ClockId.SUSPENSION_INTERIM)
        assert (warned["sanction"]["member"], warned["tell"]) == ("ben", ["assignee", "lead"])
        work(now=NOW + 7 * DAY)
        ended = Clock.objects.get(clock=ClockId.SUSPENSION_INTERIM, member="ben")
        assert ended.met_at == NOW + 7 * DAY


class TestReinstate:
    def test_warns_in_time_then_escalates_and_tells_the_member(self) -> None:
        """DSA20-4, P2B4-3, invariant 12."""
        appeal = overturn_a_suspension(now=NOW)
        owed_at = NOW + DAY

        work(now=owed_at + 18 * HOUR)
        work(now=owed_at + DAY)
        work(now=owed_at + 2 * DAY)

        [warned], [late] = told(ClockId.REINSTATE), told(ClockId.REINSTATE, "breached")
        assert (warned["tell"], late["tell"]) == (["assignee", "lead"], ["lead", "member"])
        assert (late["appeal"]["appeal"], late["remedy"]["member"]) == (appeal, "ana")
        assert notices("remedy_late") == ["ana"]
        page = Person("ana").reads(f"decisions/{Appeal.objects.get().decision}", at=owed_at + 2 * DAY)
        assert "We are late with what we owe you" in page
        assert "You should have had it by" in page

    def test_says_nothing_of_what_was_given(self) -> None:
        overturn_a_suspension(now=NOW)
        give_remedy(remedy=Remedy.objects.get().id, by=hire("lea"), is_test=False, now=NOW + DAY + HOUR)

        work(now=NOW + 4 * DAY)

        assert told(ClockId.REINSTATE) == told(ClockId.REINSTATE, "breached") == []


class TestRemedy:
    def test_gives_back_the_fees_of_the_days_lost_and_says_how_earnings_were_estimated(self) -> None:
        """PWD11-3, FUND-8."""
        parties = {"contract": "k1", "client": "cleo", "freelancer": "ana"}
        send(event("contract.started", at=NOW - 40 * DAY, **parties))
        for name, at, amount, fee in (("before", NOW - 30 * DAY, 90_000, 9_000), ("while", NOW + HOUR, 5_000, 500)):
            funded = milestone("funded", amount, milestone=name, at=at - HOUR)
            released = milestone("released", amount, milestone=name, at=at, fee=said(fee))
            send(funded, released, now=max(at, NOW))

        overturn_a_suspension(now=NOW, **RESTRICTION)

        [payload] = Message.objects.filter(type="remedy.owed").values_list("payload", flat=True)
        badge, ranking, fee, earnings = payload["owed"]
        assert (badge["kind"], ranking["kind"]) == ("badge", "ranking")
        assert (fee["kind"], fee["subject"], fee["amount"], fee["currency"]) == ("fee_credit", "k1", 500, "USD")
        assert (earnings["kind"], earnings["amount"]) == ("lost_earnings", 1_800)
        assert earnings["estimated_from"] == {"earned": 81_000, "in_days": 90, "days_lost": 2}
        assert payload["unknown"] == []
        page = Person("ana").reads(f"appeals/{payload['appeal']}", at=NOW + DAY)
        assert "The fee that we kept, back: 5.00 USD (contract k1)" in page
        assert "you earned 810.00 USD in the 90 days before, and we count that for 2 days" in page

    def test_asks_for_fees_that_nobody_told(self) -> None:
        send(event("contract.started", at=NOW - DAY, contract="k1", client="cleo", freelancer="ana"))
        send(milestone("funded", 900, at=NOW), milestone("released", 900, at=NOW + HOUR), now=NOW + HOUR)

        overturn_a_suspension(now=NOW, **RESTRICTION)

        assert Remedy.objects.get().unknown == ["fees"]

    def test_is_listed_and_given_over_the_api(self) -> None:
        overturn_a_suspension(now=NOW)
        host, at = Host(), NOW + DAY + HOUR

        [owed] = host.get("remedies?is_open=true&member=ana", at=at)["items"]
        given = host.act(f"remedies/{owed['id']}/give", {"by": "cleo@market.example"}, at=at)

        assert (owed["given_at"], given["given_at"]) == (None, at.isoformat())
        assert host.get("remedies?is_open=true", at=at)["items"] == []
        with time_machine.travel(at, tick=False):
            assert host.caller.post("/v1/remedies/rem_none/give", {"by": "ana@market.example"}).status_code == 404


class TestAppeal:
    def test_runs_by_the_clocks_of_the_policy_in_force(self) -> None:
        """Invariant 12: a policy may tighten a clock, and what is published is what runs."""
        texts = another_version(lenient=False)
        texts["policy.yaml"] = texts["policy.yaml"].replace("appeal_decided: 14 days", "appeal_decided: 10 days")
        activate_policy(texts=texts, by="Kim", now=NOW - HOUR)
        sanction = sanction_in_force(now=NOW, **RESTRICTION)

        appealed(sanction, now=NOW)
        work(now=NOW + 11 * DAY)

        assert told(ClockId.APPEAL_LIMIT, "breached")[0]["tell"] == ["lead", "member"]
        assert Measure.objects.get(sanction=sanction).ended_because == "appeal_overdue"
        assert notices("overdue") == ["ana"]
        kept = {one["clock"]: one for one in Host().get("rules/kept", at=NOW + 11 * DAY)["clocks"]}
        assert kept["appeal_limit"] == {"clock": "appeal_limit", "started": 1, "kept": 0, "late": 1}
        acknowledged = Clock.objects.get(clock=ClockId.APPEAL_ACKNOWLEDGED)
        assert acknowledged.met_at == acknowledged.started_at == NOW

    def test_that_is_over_hurries_nobody(self) -> None:
        appeal = appealed(sanction_in_force(now=NOW, **RESTRICTION), now=NOW)
        cleo = actor_of(Staff.objects.get(name="cleo").pk)
        verdict = a_verdict(Outcome.UPHELD)
        decide_appeal(appeal=appeal, verdict=verdict, by=cleo, is_test=False, now=NOW + DAY)

        work(now=NOW + 15 * DAY)

        assert told(ClockId.APPEAL_TIMELY) == told(ClockId.APPEAL_LIMIT) == []
