"""Bob reports Ana and is not believed: he reads why, contests that, and his messages are read after all."""

import json

import pytest

from habeas.domain.appeals.appeal import Outcome
from habeas.server.cases.models import Case
from habeas.server.outbox.models import Message
from habeas.server.usecases.carry_out_appeal import carry_out_appeal
from habeas.server.usecases.decide_appeal import Verdict
from habeas.server.usecases.preview_verdict import preview_verdict
from tests.factories.casework import DAY, HOUR, a_ruling, hire, listen, work
from tests.factories.hosts import Host, Person, by, entries
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db

REPORT = {
    "reporter": "bob",
    "accused": "ana",
    "content": "Ana asked me, Marley, to pay her by bank outside of here, twice this week.",
    "names": ["Marley"],
}
TOLD = {"because": "there was nothing to see", "to_reporters": "We read the conversation and saw no such message."}


def acted_on(host: Host) -> tuple[str, str]:
    """Let Ana of the staff suspend whom Bob reports; return the report and the sanction, which is in effect."""
    report = host.act("reports", REPORT, at=NOW, status=201)["report"]
    case = Case.objects.get().id
    for step in ("claim", "evidence"):
        host.act(f"cases/{case}/{step}", by("ana"), at=NOW)
    reasons = "As a member says in [f1], you asked to be paid by bank outside of here, which is not allowed."
    weighed = [{"action": "warn", "why_not": "it happened twice in a week"}]
    made = host.act(f"cases/{case}/decide", a_ruling(reasons=reasons, lesser=weighed), at=NOW, status=201)["id"]
    work(now=NOW)
    work(now=NOW + 3 * DAY)
    return str(report), str(made)


class TestReportSomebody:
    def test_is_answered_can_be_contested_and_never_gives_the_author_away(self) -> None:
        """DSA16-1, DSA20-1, DSA20-6, P2B4-5, DSA17-3b."""
        open_market()
        listen()
        for name in ("rosa", "ana"):
            hire(name)
        hire("cleo", hears_appeals=True)
        host, ana, bob = Host(), Person("ana"), Person("bob")
        for member in ("ana", "bob"):
            host.tell("member.joined", at=NOW - 90 * DAY, member=member)
        report = host.act("reports", REPORT, at=NOW, status=201)["report"]
        case = Case.objects.get().id
        for step in ("claim", "evidence"):
            host.act(f"cases/{case}/{step}", by("rosa"), at=NOW)
        host.act(f"cases/{case}/close", by("rosa") | TOLD, at=NOW)
        work(now=NOW)
        assert TOLD["to_reporters"] in bob.reads(f"reports/{report}", at=NOW + HOUR)

        said = {"decision": report, "member": "bob", "arguments": ["I have the messages, of Monday and of Friday."]}
        appeal = host.act("appeals", said, at=NOW + DAY, status=201)["id"]
        host.act(f"appeals/{appeal}/assign", by("cleo"), at=NOW + DAY)
        verdict = {
            "outcome": "overturned",
            "reasons": "The messages of Friday were not looked at.",
            "answers": {"a1": "You are right: those of Friday say what you say."},
        }
        host.act(f"appeals/{appeal}/decide", by("cleo") | verdict, at=NOW + 2 * DAY)
        work(now=NOW + 2 * DAY)

        assert Case.objects.get(id=case).state == "queued"
        at = NOW + 3 * DAY
        for step in ("claim", "evidence"):
            host.act(f"cases/{case}/{step}", by("ana"), at=at)
        reasons = "As a member says in [f1], you asked to be paid by bank outside of here, which is not allowed."
        weighed = [{"action": "warn", "why_not": "it happened twice in a week"}]
        made = host.act(f"cases/{case}/decide", a_ruling(reasons=reasons, lesser=weighed), at=at, status=201)["id"]
        work(now=at)
        work(now=at + 3 * DAY)

        assert host.get(f"reports/{report}", at=at + 3 * DAY)["outcome"] == "acted"
        statement = ana.keeps(made, "statement", at=at + 3 * DAY)
        read = json.dumps(statement, ensure_ascii=False) + ana.reads(f"decisions/{made}", at=at + 3 * DAY)
        assert "to pay her by bank outside of here" in read
        assert "Marley" not in read
        assert "bob" not in read.lower()

    def test_can_contest_the_answer_for_six_months_from_when_it_was_opened(self) -> None:
        """DSA20-2: the marketplace told nobody of it."""
        open_market()
        hire("rosa")
        host, bob = Host(), Person("bob")
        for member in ("ana", "bob"):
            host.tell("member.joined", at=NOW - 90 * DAY, member=member)
        report = host.act("reports", REPORT, at=NOW, status=201)["report"]
        case = Case.objects.get().id
        for step in ("claim", "evidence"):
            host.act(f"cases/{case}/{step}", by("rosa"), at=NOW)
        host.act(f"cases/{case}/close", by("rosa") | TOLD, at=NOW)
        work(now=NOW)
        assert host.get(f"reports/{report}", at=NOW + DAY)["appeal_until"] is None

        later = NOW + 300 * DAY
        bob.reads(f"decisions/{report}/appeal", at=later, status=302)  # they read what came of it first
        assert "27 June 2027" in bob.reads(f"reports/{report}", at=later)

        assert "27 June 2027" in bob.reads(f"decisions/{report}/appeal", at=later + DAY)
        assert "27 June 2027" in bob.reads(f"reports/{report}", at=later + DAY)
        assert host.get(f"reports/{report}", at=later + DAY)["appeal_until"] == "2027-06-27"

    def test_reads_that_what_was_done_was_taken_back_after_an_appeal(self) -> None:
        """Invariant 6, DSA16-1, DSA20-1: all who were told are told, and the author can contest that, too."""
        open_market()
        listen()
        hire("ana")
        cleo = hire("cleo", hears_appeals=True)
        host, bob = Host(), Person("bob")
        for member in ("ana", "bob"):
            host.tell("member.joined", at=NOW - 90 * DAY, member=member)
        report, made = acted_on(host)
        assert "We looked at it and acted on it." in bob.reads(f"reports/{report}", at=NOW + 3 * DAY)

        at = NOW + 4 * DAY
        said = {"decision": made, "member": "ana", "arguments": ["It was Marley who asked for that."]}
        appeal = host.act("appeals", said, at=at, status=201)["id"]
        host.act(f"appeals/{appeal}/assign", by("cleo"), at=at)
        verdict = {
            "outcome": Outcome.OVERTURNED,
            "reasons": "The accounts of both were looked at again.",
            "answers": {"a1": "You are right: it was not you who asked."},
        }
        ruling = Verdict(**verdict, expect={}).ruling(by=cleo, at=at)  # type: ignore[arg-type]
        foreseen = preview_verdict(appeal=appeal, ruling=ruling, is_test=False, now=at)
        assert [one.subject for one in foreseen if one.kind == "tell"] == ["ana", report]
        host.act(f"appeals/{appeal}/decide", by("cleo") | verdict, at=at)
        work(now=at)
        carry_out_appeal(appeal=appeal, is_test=False, now=at + HOUR)

        answered = host.get(f"reports/{report}", at=at)
        assert (answered["outcome"], answered["answered_at"]) == ("taken_back", at.isoformat())
        page = bob.reads(f"reports/{report}", at=at)
        assert "We had acted on it. Another person looked again at what was decided, and it was taken back." in page
        assert "accounts of both" not in page
        assert "We acted on it, and took that back" in bob.reads("reports", at=at)
        told = Message.objects.filter(type="report.answered", payload__report=report).order_by("id")
        assert [one.payload["outcome"] for one in told] == ["acted", "taken_back"]
        assert entries("report").count("report.corrected") == 1

        said = {"decision": report, "member": "bob", "arguments": ["It was not Marley: I have the messages."]}
        contested = host.act("appeals", said, at=at + DAY, status=201)["id"]
        assert host.refused(f"appeals/{contested}/assign", by("cleo"), at=at + DAY)
