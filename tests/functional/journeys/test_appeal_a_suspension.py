"""Wrongly suspended by a person, appealed, overturned by another: the story of due process through the API."""

from datetime import datetime
from typing import Any

import pytest
import time_machine

from habeas.domain.policy_cases import load_cases
from habeas.policy.actions import Action
from habeas.server.audit.queries import get_entry, get_size
from habeas.server.cases.models import Case
from habeas.server.notices.models import Notice
from habeas.server.outbox.models import Message
from habeas.server.policies.rulebook import read_rulebook
from tests.factories.api import Caller, new_key, read
from tests.factories.casework import ANSWERS, DAY, HOUR, a_ruling, be_proposed, hire, listen, work
from tests.factories.market import NOW, open_market
from tests.factories.visitors import Visitor

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
WHY = ["We met elsewhere.", "I lost two days of work."]

pytestmark = pytest.mark.django_db


def entries(*kinds: str) -> list[str]:
    """Return what the audit log says of some kinds of records, in its order."""
    written = [get_entry(index) for index in range(get_size())]
    return [entry.action for entry in written if entry.subject.partition(":")[0] in kinds]


class Host:
    """The host's side of the story: every act by a key, at a time."""

    def __init__(self) -> None:
        self.caller = Caller(new_key(now=NOW - DAY))

    def act(self, path: str, content: dict[str, Any], *, at: datetime, status: int = 200) -> dict[str, Any]:
        with time_machine.travel(at, tick=False):
            answer = self.caller.post(f"/v1/{path}", content)
        assert answer.status_code == status, answer.content
        return dict(read(answer))

    def get(self, path: str, *, at: datetime) -> dict[str, Any]:
        with time_machine.travel(at, tick=False):
            return dict(read(self.caller.get(f"/v1/{path}")))


def suspend(host: Host, case: Case, **changes: object) -> str:
    """Let Ana of the staff decide the case as one who looked at it; return the sanction's id."""
    ana = {"by": "ana@market.example"}
    host.act(f"cases/{case.id}/claim", ana, at=NOW)
    host.act(f"cases/{case.id}/evidence", ana, at=NOW)
    decided = host.act(f"cases/{case.id}/decide", a_ruling(**changes), at=NOW, status=201)
    return str(decided["id"])


def file_on_the_pages(sanction: str, *, at: datetime) -> str:
    """Let Ana come by her link, write, add two files, check and send; return the appeal's id as it is confirmed."""
    with time_machine.travel(at, tick=False):
        ana = Visitor("ana")
        form = f"/portal/decisions/{sanction}/appeal"
        assert f'href="{form}"' in ana.read(f"/portal/decisions/{sanction}")
        ana.post(form, {"argument": WHY, "file": [("fair ticket.pdf", PDF), ("photo.png", PNG)], "do": "check"})
        assert "fair-ticket.pdf" in ana.read(f"{form}/check")
        received = ana.post(f"{form}/check")["Location"]
        assert "19 March 2026" in ana.read(received)
    return received.split("/")[-2]


class TestAppealASuspension:
    def test_undoes_all_of_a_decision_that_another_person_finds_wrong(self) -> None:
        """DSA17-2, DSA20-1, DSA20-4, DSA20-5, DSA20-6, P2B4-3, PWD10-5, invariant 3, invariant 5, invariant 6."""
        open_market()
        listen()
        hire("ana", hears_appeals=True)
        hire("cleo", hears_appeals=True)
        be_proposed(now=NOW)
        case, host = Case.objects.get(), Host()

        sanction = suspend(host, case)

        # Announced at once, with 72 hours to answer; no effect before its statement.
        work(now=NOW)
        assert host.get(f"sanctions/{sanction}", at=NOW)["state"] == "announced"
        work(now=NOW + 71 * HOUR)
        assert host.get(f"sanctions/{sanction}", at=NOW)["state"] == "announced"
        effect = NOW + 72 * HOUR
        work(now=effect)
        standing = host.get(f"sanctions/{sanction}", at=effect)
        assert standing["state"] == "effective"
        assert standing["notified_at"] <= standing["effective_at"]
        [measure] = host.get("measures?in_force=true&member=ana", at=effect)["items"]
        assert (measure["kind"], measure["decision"]) == ("suspend_pending_review", sanction)
        assert self.strikes(host, effect)[sanction] == "counts"
        statement = host.get(f"statements/{sanction}", at=effect)
        assert statement["statement"]["appeal_until"] == "2026-09-05"
        assert "<blockquote" in statement["html"]

        appeal = self.appeal(host, sanction, at=effect + HOUR)
        work(now=effect + 2 * DAY)
        after = effect + 2 * DAY
        self.check_restored(host, sanction, appeal, at=after)

    def appeal(self, host: Host, sanction: str, *, at: datetime) -> str:
        """Let the member file it on her pages with two files, then assign and overturn it; return the appeal's id."""
        name = file_on_the_pages(sanction, at=at)
        path = f"appeals/{name}"
        filed = host.get(path, at=at)
        assert (filed["state"], filed["due_at"][:10]) == ("acknowledged", "2026-03-20")
        assert [one["text"] for one in filed["arguments"]] == WHY
        with time_machine.travel(at, tick=False):
            sent = {one["name"]: host.caller.get(f"/v1/files/{one['id']}").content for one in filed["files"]}
        assert sent == {"fair-ticket.pdf": PDF, "photo.png": PNG}
        refused = host.act(f"{path}/assign", {"by": "ana@market.example"}, at=at, status=409)
        assert refused["errors"][0]["rule"] == "DSA20-6"
        host.act(f"{path}/assign", {"by": "cleo@market.example"}, at=at)
        ruling = {"by": "cleo@market.example", "outcome": "overturned", "reasons": "They met elsewhere."}
        unanswered = host.act(f"{path}/decide", {**ruling, "answers": {"a1": ANSWERS["a1"]}}, at=at, status=409)
        assert unanswered["errors"][0]["code"] == "argument-unanswered"
        host.act(f"{path}/decide", {**ruling, "answers": ANSWERS}, at=at + DAY)
        return name

    def check_restored(self, host: Host, sanction: str, appeal: str, *, at: datetime) -> None:
        assert host.get(f"sanctions/{sanction}", at=at)["state"] == "reversed"
        assert [
            one for one in host.get("measures?in_force=true&member=ana", at=at)["items"] if one["decision"] == sanction
        ] == []
        assert self.strikes(host, at)[sanction] == "reversed"
        decided = host.get(f"appeals/{appeal}", at=at)
        assert all(step["done_at"] for step in decided["steps"])
        assert decided["remedy"]["days_lost"] == 3
        [precedent] = load_cases({"precedent.yaml": decided["precedent"]}, policy=read_rulebook().policy)
        assert precedent.expected == {"allowed": True, "action": Action.NONE}
        assert set(
            Notice.objects.filter(sanction=sanction).filter(delivered_at__isnull=False).values_list("kind", flat=True)
        ) == {
            "announcement",
            "statement",
            "appeal_decided",
        }
        assert {"appeal.received", "appeal.decided", "measure.ended"} <= set(
            Message.objects.values_list("type", flat=True)
        )
        assert entries("sanction", "appeal") == [
            "sanction.decided",
            "announcement.sent",
            "sanction.announced",
            "statement.sent",
            "sanction.notified",
            "sanction.took_effect",
            "appeal.received",
            "appeal.assigned",
            "appeal.decided",
            "sanction.reversed",
            "remedy.owed",
            "appeal.answered",
            "precedent.offered",
        ]

    def strikes(self, host: Host, at: datetime) -> dict[str, str]:
        """Return how each decision stands that is or was a strike."""
        listed = host.get("members/ana/standing", at=at)["strikes"]["items"]
        return {one["decision"]: one["standing"] for one in listed}
