"""A hold is a decision of its own: told with reasons, appealed to somebody else, and undone whole."""

from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from habeas.server.audit.queries import get_entry
from habeas.server.holds.models import Hold, Loss
from habeas.server.identity.models import Staff
from habeas.server.identity.staff import actor_of
from habeas.server.journal.queries import list_balances
from habeas.server.notices.handing import bounce
from habeas.server.notices.models import Notice
from habeas.server.usecases.decide_appeal import decide_appeal
from tests.factories.api import Caller, new_key, read
from tests.factories.casework import DAY, HOUR, a_verdict, hire, listen, work
from tests.factories.enforcement import disputed, paid, the_claim
from tests.factories.market import NOW, open_market, send
from tests.factories.money import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller() -> Caller:
    open_market()
    listen()
    send(*paid(), disputed())
    hire("ana", hears_appeals=True)
    hire("ben")
    hire("cleo", hears_appeals=True)
    return Caller(new_key(now=NOW - DAY))


def act(caller: Caller, path: str, content: dict[str, Any], *, at: Any = NOW) -> Any:  # noqa: ANN401  # JSON
    with time_machine.travel(at, tick=False):
        return read(caller.post(f"/v1/{path}", content))


def place(caller: Caller, **changes: object) -> Any:  # noqa: ANN401  # JSON
    usual = {
        "claim": the_claim().id,
        "amount": said(20_000),
        "provider": "Paywell",
        "because": "Cleo says that the second page was never delivered.",
        "by": "ana@market.example",
    }
    return act(caller, "holds", usual | changes)


class TestHold:
    def test_is_told_with_reasons_and_an_end_and_undone_by_an_appeal(self, caller: Caller) -> None:
        """FUND-3, FUND-8, DSA17-3f, DSA20-1, DSA20-6, invariant 6."""
        hold = place(caller, zone="Europe/Madrid")["id"]
        told = read(caller.get(f"/v1/statements/{hold}"))
        assert told["statement"]["amount"] == said(20_000)
        assert told["log_entry"] is None
        assert told["appeal_until"] == "2026-09-02"
        [decided] = [one for one in told["sections"] if one["id"] == "decided"]
        words = " ".join(one["text"] for one in decided["paragraphs"])
        assert "200.00 USD of your money waits for a claim. Until 16 March 2026 Paywell keeps it." in words
        filing = {"decision": hold, "member": "fred", "arguments": ["All pages were delivered.", "I pay rent."]}
        refused = act(caller, "appeals", filing, at=NOW)
        assert refused["errors"][0]["code"] == "not-told-yet"

        work(now=NOW)
        assert get_entry(read(caller.get(f"/v1/statements/{hold}"))["log_entry"]).action == "notice.delivered"
        # It came back: she is heard all the same, whatever she knows of it by.
        bounce(Notice.objects.get(subject=hold).id, is_test=False, now=NOW + HOUR)
        appeal = act(caller, "appeals", filing, at=NOW + HOUR)["id"]
        own = act(caller, f"appeals/{appeal}/assign", {"by": "ana@market.example"}, at=NOW + HOUR)
        assert own["errors"][0]["rule"] == "DSA20-6"
        act(caller, f"appeals/{appeal}/assign", {"by": "cleo@market.example"}, at=NOW + HOUR)
        cleo = actor_of(Staff.objects.get(name="cleo").pk)
        decide_appeal(appeal=appeal, verdict=a_verdict(), by=cleo, is_test=False, now=NOW + DAY)
        work(now=NOW + DAY)

        assert list_balances("fred", is_test=False)["USD"].held.amount == 0
        assert Hold.objects.get().released_because == "reversed"
        assert Loss.objects.get().until == NOW + DAY
        answered = read(caller.get(f"/v1/statements/{hold}?kind=appeal_decided"))
        assert (answered["kind"], answered["outcome"]) == ("appeal_decided", "overturned")
        assert answered["remedy"]["money"][0]["amount"] == said(20_000)

    def test_that_runs_on_is_told_again_with_its_new_end(self, caller: Caller) -> None:
        hold = place(caller)["id"]
        until = (NOW + 60 * DAY).isoformat()
        later = {"until": until, "because": "The bank asks for more of the papers.", "by": "ben@market.example"}
        assert act(caller, f"holds/{hold}/renew", later, at=NOW + DAY)["renewed_at"]

        told = read(caller.get(f"/v1/statements/{hold}?kind=renewed"))
        assert (told["kind"], told["statement"]["until"][:10]) == ("renewed", until[:10])
        assert "The bank asks for more of the papers." in told["html"]

    def test_names_a_person_of_the_staff(self, caller: Caller) -> None:
        refused = place(caller, by="Ana Prado")

        assert (refused["errors"][0]["field"], Hold.objects.exists()) == ("/by", False)

    def test_is_not_there_without_reasons_nor_without_a_statement(self, caller: Caller) -> None:
        """FUND-3."""
        assert place(caller, because=" ")["status"] == 422
        place(caller)
        for column in ("digest", "'by'"):
            quoted = connection.ops.quote_name(column.strip("'"))
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"UPDATE holds_hold SET {quoted} = ''")  # noqa: S608  # names of columns
