"""Ana is suspended, appeals and then asks to be erased: nothing says who she was, and every proof still holds."""

import pytest

from habeas.server.audit.queries import get_entry, get_size
from habeas.server.notices.models import Notice
from habeas.server.parties.keys import read_keys
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.sign_checkpoint import sign_checkpoint
from tests.factories.casework import DAY, HOUR, be_proposed, hire, listen, work
from tests.factories.hosts import Host, Person, appealed_by, by, decided_by_ana
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db

EFFECT = NOW + 72 * HOUR


class TestLeaveForGood:
    def test_takes_her_words_and_keeps_the_proof_of_what_was_done(self) -> None:
        """GDPR17, GDPR5, invariant 8."""
        open_market()
        listen()
        hire("ana")
        hire("cleo", hears_appeals=True)
        be_proposed(now=NOW)
        host, ana = Host(), Person("ana")
        decision = decided_by_ana(host, at=NOW)
        work(now=NOW)
        work(now=EFFECT)
        appeal = appealed_by("ana", host, decision, at=EFFECT)
        before = [get_entry(index).commitment for index in range(get_size())]
        assert "Pay me by PayPal" in str(ana.keeps(decision, "statement", at=EFFECT))

        erase_member(member="ana", by="operator", now=EFFECT + DAY)

        assert not read_keys(["ana"]).has("ana")
        after = [get_entry(index).commitment for index in range(len(before))]
        assert after == before
        for path in (f"statements/{decision}", f"appeals/{appeal}", f"sanctions/{decision}", "cases"):
            assert "Pay me by PayPal" not in str(host.get(path, at=EFFECT + DAY)), path
        assert host.get(f"appeals/{appeal}", at=EFFECT + DAY).get("arguments") is None
        assert Notice.objects.filter(member="ana").exists()
        gone = host.act(f"appeals/{appeal}/assign", by("cleo"), at=EFFECT + DAY, status=410)
        assert gone["title"]
        # Clocks that were running for her neither fail nor write anything more about her.
        for days in (4, 7, 14, 30):
            work(now=EFFECT + days * DAY)
        assert not Notice.objects.filter(member="ana", sent_at__gt=EFFECT + DAY).exists()
        assert sign_checkpoint(origin="market.example/log", now=EFFECT + 31 * DAY) is not None
