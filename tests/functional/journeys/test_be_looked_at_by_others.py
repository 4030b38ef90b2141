"""What one person decided, escalated or broke is looked at by somebody else, over the API as on the pages."""

from datetime import timedelta
from typing import Any, Final

import pytest
from django.contrib.auth.models import Group

from habeas.server.cases.models import Case
from habeas.server.identity.models import Staff
from habeas.server.identity.roles import Role
from tests.factories.casework import ANSWERS, DAY, HOUR, be_proposed, hire, listen, work
from tests.factories.hosts import Host, appealed_by, by, decided_by_ana
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db

REPORT: Final = {
    "reporter": "bob",
    "accused": "ana",
    "content": "Ana asked me, Marley, to pay her by bank outside of here, twice this week.",
    "names": ["Marley"],
}
NOTHING_SEEN: Final = {
    "because": "there was nothing to see",
    "to_reporters": "We read the conversation and saw no such message.",
}
OVERTURNED: Final[dict[str, Any]] = {
    "outcome": "overturned",
    "reasons": "The messages of Friday were not looked at.",
    "answers": ANSWERS,
}


def work_as(name: str, *roles: Role) -> None:
    """Let somebody work here in these roles and no others."""
    row = Staff.objects.create_user(email=f"{name}@market.example", name=name)
    for role in roles:
        row.groups.add(Group.objects.get_or_create(name=role.group)[0])


class TestAReportLookedAtAnew:
    def test_is_answered_by_others_than_those_whose_answer_was_overturned(self) -> None:
        """DSA20-6: who gave the answer neither takes the case again nor is handed it."""
        open_market()
        listen()
        for name in ("rosa", "ana"):
            hire(name)
        hire("cleo", hears_appeals=True)
        host = Host()
        for member in ("ana", "bob"):
            host.tell("member.joined", at=NOW - 90 * DAY, member=member)
        report = host.act("reports", REPORT, at=NOW, status=201)["report"]
        path = f"cases/{Case.objects.get().id}"
        for step in ("claim", "evidence"):
            host.act(f"{path}/{step}", by("rosa"), at=NOW)
        host.act(f"{path}/close", by("rosa") | NOTHING_SEEN, at=NOW)
        work(now=NOW)
        said = {"decision": report, "member": "bob", "arguments": ["I have the messages.", "All of Friday's."]}
        appeal = host.act("appeals", said, at=NOW + DAY, status=201)["id"]
        host.act(f"appeals/{appeal}/assign", by("cleo"), at=NOW + DAY)
        host.act(f"appeals/{appeal}/decide", by("cleo") | OVERTURNED, at=NOW + 2 * DAY)
        work(now=NOW + 2 * DAY)

        again = NOW + 3 * DAY
        assert host.refused(f"{path}/claim", by("rosa"), at=again) == "decided-before"
        for step in ("claim", "evidence"):
            host.act(f"{path}/{step}", by("ana"), at=again)
        handed = by("ana") | {"to": "rosa@market.example", "because": "she knows it"}
        assert host.refused(f"{path}/hand-over", handed, at=again) == "decided-before"
        host.act(f"{path}/close", by("ana") | NOTHING_SEEN, at=again)


class TestAnEscalatedCase:
    def test_waits_for_a_senior_whoever_looked_at_it_since(self) -> None:
        """Who has no more to say does not take back what somebody found too much for them."""
        open_market()
        be_proposed(now=NOW)
        work_as("jun", Role.REVIEWER)
        work_as("kit", Role.REVIEWER)
        work_as("sen", Role.SENIOR_REVIEWER)
        host, path = Host(), f"cases/{Case.objects.get().id}"
        host.act(f"{path}/claim", by("jun"), at=NOW)
        host.act(f"{path}/escalate", by("jun") | {"because": "a court is asked about it, too"}, at=NOW)

        for name in ("jun", "kit"):
            assert host.refused(f"{path}/claim", by(name), at=NOW + HOUR) == "escalated-above"
        host.act(f"{path}/claim", by("sen"), at=NOW + HOUR)
        host.act(f"{path}/release", by("sen"), at=NOW + HOUR)
        assert host.get(path, at=NOW + HOUR)["state"] == "escalated"
        assert host.refused(f"{path}/claim", by("kit"), at=NOW + HOUR) == "escalated-above"

    def test_waits_for_another_where_nobody_has_a_role(self) -> None:
        open_market()
        be_proposed(now=NOW)
        for name in ("jun", "kit"):
            work_as(name)
        host, path = Host(), f"cases/{Case.objects.get().id}"
        host.act(f"{path}/claim", by("jun"), at=NOW)
        host.act(f"{path}/escalate", by("jun") | {"because": "a court is asked about it, too"}, at=NOW)

        assert host.refused(f"{path}/claim", by("jun"), at=NOW) == "escalated-above"
        host.act(f"{path}/claim", by("kit"), at=NOW)


class TestAnAppeal:
    def test_is_neither_asked_about_nor_made_good_by_who_may_not(self) -> None:
        """DSA20-6, invariant 5: an access that is over is over for every act, and no decider clears themselves."""
        open_market()
        listen()
        hire("ana")
        hire("cleo", hears_appeals=True)
        work_as("ext")
        work_as("jun", Role.REVIEWER)
        be_proposed(now=NOW)
        host = Host()
        decision = decided_by_ana(host, at=NOW)
        work(now=NOW)
        work(now=NOW + 3 * DAY)
        at = NOW + 4 * DAY
        path = f"appeals/{appealed_by('ana', host, decision, at=at)}"
        until = {"ends_at": (at + DAY).isoformat(), "qualification": "arbitrator"}
        host.act(f"{path}/admit", by("cleo") | {"reviewer": "ext@market.example"} | until, at=at)
        host.act(f"{path}/assign", by("ext"), at=at)
        asked = {"words": "Where did you meet the client first?"}

        late = at + DAY + timedelta(minutes=1)
        assert host.refused(f"{path}/ask", by("ext") | asked, at=late) == "reviewer-not-qualified"

        assert host.refused(f"{path}/assign", by("cleo"), at=late) == "heard-by-other"
        instead = {"instead_of": host.get(path, at=late)["reviewer"], "because": "their access is over since today"}
        host.act(f"{path}/assign", by("cleo") | instead, at=late)
        host.act(f"{path}/decide", by("cleo") | OVERTURNED, at=late)
        work(now=late)
        [owed] = host.get("remedies?", at=late)["items"]
        assert host.refused(f"remedies/{owed['id']}/give", by("ana"), at=late) == "given-by-decider"
        for give in (f"remedies/{owed['id']}/give", f"{path}/remedy"):
            host.act(give, by("jun"), at=late, status=403)
        assert host.act(f"remedies/{owed['id']}/give", by("cleo"), at=late)["given_at"]
