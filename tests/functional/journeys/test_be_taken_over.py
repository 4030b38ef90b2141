"""Somebody else signs in as Ana and writes: her account is protected for hours, she takes it back, nothing stays hers."""

from datetime import datetime, timedelta
from typing import Any, Final

import pytest

from habeas.server.appeals.models import Appeal
from habeas.server.cases.models import Case
from habeas.server.outbox.models import Message
from habeas.server.rulings.models import Sanction
from tests.factories.casework import ANSWERS, DAY, HOUR, hire, listen, work
from tests.factories.holds import PAYMENT
from tests.factories.hosts import Host, Person, by
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db

LOCK = {
    "member": "ana",
    "kind": "session_lock",
    "because": "somebody signed in from a country where you never were",
    "taken_over_since": (NOW - HOUR).isoformat(),
}
OVERTURNED: Final[dict[str, Any]] = {
    "outcome": "overturned",
    "reasons": "You were on a journey, and nobody else had signed in.",
    "answers": ANSWERS,
}


class TestBeTakenOver:
    def test_is_protected_at_once_and_gives_the_account_back_in_one_step(self) -> None:
        """PWD10-5, invariant 15: what somebody else did through an account is never its owner's."""
        open_market()
        listen()
        host, ana = Host(), Person("ana")
        host.pass_on(PAYMENT, at=NOW - timedelta(minutes=30))
        work(now=NOW)
        assert "One strike counts against you." in ana.reads(at=NOW)

        lock = host.act("safeguards", LOCK, at=NOW, status=201)

        [asked] = Message.objects.filter(type="safeguard.placed")
        assert (asked.payload["safeguard"], asked.payload["kind"]) == (lock["safeguard"], "session_lock")
        page = ana.reads(at=NOW)
        assert LOCK["because"] in page
        assert "What somebody else did with your account does not count against you." in page
        assert "You have no strikes." in page

        ana.sends(f"safeguards/{lock['safeguard']}/recover", at=NOW + HOUR)

        assert LOCK["because"] not in ana.reads(at=NOW + HOUR)
        # Whoever took the account over may have pressed it: the owner is told in the mail that is theirs.
        told = ana.reads(f"decisions/{lock['safeguard']}", at=NOW + HOUR)
        assert "ended it on 2 March 2026, 13:00 (UTC). If that was not you, tell us at once." in told
        assert host.get("safeguards?member=ana&in_force=true", at=NOW + HOUR)["items"] == []
        assert Message.objects.filter(type="safeguard.ended").count() == 1
        standing = host.get("members/ana/standing", at=NOW + DAY)["strikes"]["items"]
        assert [one for one in standing if one["standing"] == "counts"] == []
        assert not Sanction.objects.exists()
        work(now=NOW + 2 * DAY)

    def test_ends_by_itself_within_a_day_and_comes_again_by_a_person_alone(self) -> None:
        """PWD10-5: at most a day, and once in 30 days without a person."""
        open_market()
        listen()
        host = Host()
        host.tell("member.joined", at=NOW - DAY, member="ana")
        host.act("safeguards", LOCK, at=NOW, status=201)

        work(now=NOW + DAY)

        assert host.get("safeguards?member=ana&in_force=true", at=NOW + DAY)["items"] == []
        lock = host.get("safeguards?member=ana", at=NOW + DAY)["items"][0]["safeguard"]
        assert "It ended by itself on 3 March 2026, 12:00 (UTC)" in Person("ana").reads(
            f"decisions/{lock}", at=NOW + DAY
        )
        again = LOCK | {"taken_over_since": (NOW + DAY).isoformat()}
        assert host.refused("safeguards", again, at=NOW + 2 * DAY) == "safeguard-too-soon"

    def test_is_contested_while_it_protects_and_undone_whole_once_a_person_knows_the_owner(self) -> None:
        """DSA20-1, DSA20-4, DSA20-6, design 5: who holds the account ends nothing by an appeal; a person does."""
        open_market()
        listen()
        for name in ("ben", "cleo"):
            hire(name, hears_appeals=True)
        host, ana = Host(), Person("ana")
        host.tell("member.joined", at=NOW - DAY, member="ana")
        lock = host.act("safeguards", LOCK, at=NOW, status=201)["safeguard"]
        host.act(f"cases/{Case.objects.get(reason='safeguard').id}/claim", by("ben"), at=NOW)
        assert "You can appeal until 2 September 2026" in ana.reads(f"decisions/{lock}", at=NOW)
        assert "Read why, or appeal" in ana.reads(at=NOW)

        appeal = self._appealed(ana, lock)

        # It protects on, whoever wrote that, and runs out no earlier: only a person ends it.
        work(now=NOW + HOUR)
        assert [one["safeguard"] for one in self._in_force(host, at=NOW + HOUR)] == [lock]
        path = f"appeals/{appeal}"
        assert host.refused(f"{path}/assign", by("ben"), at=NOW + HOUR) == "reviewer-took-part"
        host.act(f"{path}/assign", by("cleo"), at=NOW + HOUR)
        verdict = by("cleo") | OVERTURNED
        assert host.refused(f"{path}/decide", verdict, at=NOW + HOUR) == "owner-not-recognized"
        known = {"owner_recognized_by": "she called from the number that we knew before"}
        host.act(f"{path}/decide", verdict | known, at=NOW + 2 * HOUR)
        work(now=NOW + 2 * HOUR)

        assert self._in_force(host, at=NOW + 2 * HOUR) == []
        [undone] = host.get("safeguards?member=ana", at=NOW + 2 * HOUR)["items"]
        assert (undone["ended_by"], undone["reversed_at"]) == ("appeal", (NOW + 2 * HOUR).isoformat())
        [ended] = Message.objects.filter(type="safeguard.ended")
        assert ended.payload["ended_by"] == "appeal"
        [owed] = host.get("remedies?member=ana", at=NOW + 2 * HOUR)["items"]
        assert (owed["decision"], owed["days_lost"]) == (lock, 1)
        page = ana.reads(f"appeals/{appeal}", at=NOW + 2 * HOUR)
        assert OVERTURNED["reasons"] in page
        assert known["owner_recognized_by"] not in page
        late = {"decision": lock, "member": "ana", "arguments": ["It was wrong."]}
        assert host.refused("appeals", late, at=NOW + 3 * HOUR) == "already-undone"

    def _appealed(self, ana: Person, lock: str) -> str:
        """Let Ana write her appeal on the page that her statement links to, and return its id."""
        form = f"decisions/{lock}/appeal"
        ana.sends(form, {"argument": ["I was on a journey.", "I cannot work."], "do": "check"}, at=NOW)
        ana.sends(f"{form}/check", at=NOW)
        return str(Appeal.objects.get(decision=lock).id)

    def _in_force(self, host: Host, *, at: datetime) -> list[Any]:
        return list(host.get("safeguards?member=ana&in_force=true", at=at)["items"])
