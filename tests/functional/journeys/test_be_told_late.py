"""The host could not be reached when Ana's statement was sent: her suspension begins later, and ends when she was told."""

import pytest

from habeas.server.leases import Lease
from habeas.server.usecases.meet_deadlines import meet_deadlines
from habeas.server.worker.acts import ACTS
from tests.factories.casework import DAY, HOUR, be_proposed, hire, listen, work
from tests.factories.hosts import Host, Person, decided_by_ana
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db


class TestBeToldLate:
    @pytest.mark.parametrize(("days", "state"), [(5, "effective"), (9, "ended")])
    def test_ends_when_the_statement_said_however_late_it_came(self, days: int, state: str) -> None:
        """DSA17-3a, invariant 3."""
        open_market()
        listen()
        hire("ana")
        be_proposed(now=NOW)
        host, ana = Host(), Person("ana")
        decision = decided_by_ana(host, at=NOW)
        work(now=NOW)
        sent = NOW + 3 * DAY
        meet_deadlines(acts=ACTS, lease=Lease("one", sent + HOUR), now=sent, most=50)

        late = sent + days * DAY
        work(now=late)

        assert host.get(f"sanctions/{decision}", at=late)["state"] == state
        assert "Until 12 March 2026 you cannot" in ana.reads(f"decisions/{decision}", at=late)
        running = host.get("measures?in_force=true&member=ana", at=late)["items"]
        assert [one["ends_at"][:10] for one in running] == (["2026-03-12"] if state == "effective" else [])
        assert ("suspended until 12 March 2026" in ana.reads(at=late)) is (state == "effective")
