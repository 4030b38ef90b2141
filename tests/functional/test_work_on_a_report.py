"""A report from its receipt to its answer, through the API: queued, looked at, asked about, decided, told."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from tests.factories.api import Caller, new_key, read
from tests.factories.casework import DAY, a_ruling, hire, listen, work
from tests.factories.market import NOW, event, open_market, send

pytestmark = pytest.mark.django_db

ANA, BEN = {"by": "ana@market.example"}, {"by": "ben@market.example"}
SAID = "Mia asked me, Bob Marley, to pay her by bank outside of here, twice this week."
MINUTE = timedelta(minutes=1)


class Host:
    """The host's side: every act by a key, at a time."""

    def __init__(self) -> None:
        self.caller = Caller(new_key(now=NOW - DAY))

    def act(self, path: str, content: dict[str, Any], *, at: datetime = NOW, status: int = 200) -> dict[str, Any]:
        with time_machine.travel(at, tick=False):
            answer = self.caller.post(f"/v1/{path}", content)
        assert answer.status_code == status, answer.content
        return dict(read(answer))

    def get(self, path: str, *, at: datetime = NOW, status: int = 200) -> dict[str, Any]:
        with time_machine.travel(at, tick=False):
            answer = self.caller.get(f"/v1/{path}")
        assert answer.status_code == status, answer.content
        return dict(read(answer))


@pytest.fixture
def host() -> Host:
    open_market()
    listen()
    send(event("member.joined", member="mia"))
    hire("ana")
    hire("ben")
    return Host()


def report(host: Host) -> tuple[str, str]:
    """Let Bob report Mia; return the report's number and the case about her."""
    said = {"reporter": "bob", "accused": "mia", "content": SAID, "names": ["Bob Marley"]}
    receipt = host.act("reports", said, status=201)
    [case] = host.get("cases")["items"]
    return receipt["report"], case["id"]


class TestWorkOnAReport:
    def test_from_its_receipt_to_what_came_of_it(self, host: Host) -> None:
        """DSA16-1, DSA17-3b, P2B4-5, GDPR22-b, invariant 12."""
        number, case = report(host)
        [queue] = host.get("queues")["items"]
        assert (queue["queue"], queue["waiting"], queue["overdue"]) == ("general", 1, 0)

        host.act(f"cases/{case}/claim", ANA)
        refused = host.act(f"cases/{case}/proposal", ANA, status=409)
        assert refused["errors"][0]["code"] == "proposal-before-evidence"
        shown = host.act(f"cases/{case}/evidence", ANA)
        assert [one["text"] for one in shown["evidence"]] == [SAID.replace("Bob Marley", "[…]")]
        assert not shown["reports"][0]["retaliation"]["is_visible"]

        helped = host.act(
            f"cases/{case}/ask-colleague", {**ANA, "to": BEN["by"], "question": "Seen before?"}, status=201
        )
        host.act(f"inquiries/{helped['id']}/answer-colleague", {**BEN, "words": "Never."})
        asked = host.act(f"cases/{case}/ask-member", {**ANA, "question": "Is that so?"}, status=201)
        assert host.get(f"cases/{case}")["state"] == "waiting_on_member"
        host.act(f"inquiries/{asked['id']}/answer", {"member": "bob", "words": "It is not mine."}, status=404)
        host.act(f"inquiries/{asked['id']}/answer", {"member": "mia", "words": "Yes, I did."}, at=NOW + DAY)
        assert [one["answer"] for one in host.get("inquiries?member=mia")["items"]] == ["Yes, I did."]

        at = NOW + DAY
        host.act(f"cases/{case}/claim", BEN, at=at)
        host.act(f"cases/{case}/evidence", BEN, at=at)
        ruling = a_ruling(
            **BEN,
            reasons="As a member says in [f1] and as you say yourself, you asked to be paid by bank outside of here.",
            lesser=[{"action": "warn", "why_not": "it happened twice in a week"}],
        )
        stale = host.act(f"cases/{case}/decide", ruling, at=at + 16 * MINUTE, status=409)
        assert stale["errors"][0]["code"] == "lease-expired"
        assert "nothing you wrote is lost" in stale["detail"]
        host.act(f"cases/{case}/claim", BEN, at=at + 16 * MINUTE)
        preview = host.act(f"cases/{case}/preview", ruling, at=at + 17 * MINUTE)
        assert "Marley" not in preview["reads"]["html"]
        assert {"announced", "statement_sent", "takes_effect", "measure"} <= {one["what"] for one in preview["effects"]}
        host.act(f"cases/{case}/decide", ruling, at=at + 17 * MINUTE, status=201)
        work(now=at + 17 * MINUTE)

        found = host.get(f"reports/{number}", at=at + DAY)
        assert (found["outcome"], found["appeal_until"]) == ("acted", "2026-09-03")
        assert [clock["state"] for clock in host.get(f"cases/{case}", at=at + DAY)["clocks"]] == ["met"]

    def test_refuses_what_breaks_a_rule_and_says_what_to_do(self, host: Host) -> None:
        _, case = report(host)
        host.act(f"cases/{case}/claim", ANA)
        host.act(f"cases/{case}/evidence", ANA)

        for path, content, code in (
            ("claim", BEN, "claimed-by-other"),
            ("evidence", BEN, "not-the-holder"),
            ("decide", a_ruling(reasons="bad"), "reasons-too-short"),
            ("decide", a_ruling(clause="no-such"), "unknown-clause"),
            ("hand-over", {**ANA, "to": ANA["by"], "because": "I go"}, "hand-over-to-nobody"),
            ("promises", {**ANA, "words": "soon", "until": "2026-03-01T00:00:00Z"}, "promise-in-the-past"),
            ("close", {**BEN, "because": "nothing"}, "evidence-not-opened"),
        ):
            answer = host.act(f"cases/{case}/{path}", content, status=409)
            assert answer["errors"][0]["code"] == code, path

        assert host.get(f"cases/{case}")["state"] == "claimed"
        missing = host.act(f"cases/{case}/decide", {**ANA, "action": "warn"}, status=422)
        assert {"/reasons", "/element"} <= {one["field"] for one in missing["errors"]}

    def test_orders_its_queue_by_what_is_at_stake(self, host: Host) -> None:
        """P2B11-1, DSA22-1."""
        _, first = report(host)
        notice = {"reporter": "eva", "accused": "leo", "kind": "art16_notice", "content": SAID}
        send(event("member.joined", member="eva", language="es"), event("member.joined", member="leo", language="es"))
        receipt = host.act("reports", notice, status=201)

        assert receipt["language"] == "es"
        assert [one["language_source"] for one in host.get("cases")["items"]] == ["record", None]
        assert [one["member"] for one in host.get("cases")["items"]] == ["leo", "mia"]
        assert [one["member"] for one in host.get("cases?queue=general")["items"]] == ["mia"]
        for listed in ("cases", "appeals"):
            [wrong] = host.get(f"{listed}?queue=generel", status=400)["errors"]
            assert wrong["field"] == "queue"
            assert wrong["message"] == "is none of appeals, illegality, general; did you mean 'general'?"
        stakes = {**ANA, "harms_others": True, "is_sole_income": False, "because": "she wrote threats"}
        host.act(f"cases/{first}/stakes", stakes)

        listed = host.get("cases")["items"]
        assert [one["member"] for one in listed] == ["mia", "leo"]
        assert listed[0]["priority"]["parts"][0] == {
            "part": "harm",
            "points": 400,
            "because": "others may be harmed meanwhile",
        }

    def test_gives_a_taken_over_account_back(self, host: Host) -> None:
        """PWD10-5."""
        wanted = {"member": "mia", "kind": "session_lock", "because": "signed in from elsewhere"}
        placed = host.act("safeguards", {**wanted, "taken_over_since": "2026-03-02T11:00:00Z"}, status=201)
        again = host.act("safeguards", wanted | {"kind": "rate_limit"}, status=409)
        assert again["errors"][0]["code"] == "safeguard-too-soon"

        path = f"safeguards/{placed['safeguard']}"
        host.act(f"{path}/recover", {"member": "bob"}, status=409)
        back = host.act(f"{path}/recover", {"member": "mia"}, at=NOW + MINUTE)

        assert back["ended_by"] == "owner"
        assert host.get("safeguards?member=mia&in_force=true", at=NOW + MINUTE)["items"] == []
        host.act("safeguards/saf_none/lift", ANA, status=404)
