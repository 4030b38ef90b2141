"""Freezes by law at a money officer's pages: seen before they are placed, looked at again, lifted by the law alone."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from habeas.server.audit.queries import get_entry, get_size
from habeas.server.holds.models import LegalFreeze
from habeas.server.identity.roles import Role
from habeas.server.notices.models import Notice
from habeas.server.usecases.erase_member import erase_member
from tests.factories.enforcement import paid
from tests.factories.market import NOW, open_market, send
from tests.factories.money import DAY, HOUR
from tests.factories.staff import Desk
from tests.factories.visitors import Visitor

pytestmark = pytest.mark.django_db

NEW = "money/freezes/new"
ORDER = {"member": "fred", "basis": "court_order", "reference": "1234/26.0T8LSB", "review_on": "2026-03-20"}
CONFIRM = {"step": "confirm"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    open_market()
    send(*paid())
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


@pytest.fixture
def ana() -> Desk:
    return Desk("ana", Role.MONEY_OFFICER)


def frozen(desk: Desk, **changes: str) -> str:
    """Return the page of a freeze that was confirmed."""
    made = desk.send(NEW, ORDER | CONFIRM | changes)
    return str(made.headers["Location"]).removeprefix("/console/")


def shown(desk: Desk, path: str, fields: dict[str, Any]) -> str:
    """Return the page that answers a form which does not lead on."""
    return desk.send(path, fields, status=200).content.decode()


def count(action: str) -> int:
    return [get_entry(n).action for n in range(get_size())].count(action)


class TestPlace:
    def test_shows_what_the_member_will_read_before_anything_is_done(self, ana: Desk) -> None:
        """FUND-11."""
        assert "Note a freeze by law" in ana.read("money")
        page = shown(ana, NEW, ORDER)
        assert "A court ordered us to freeze your money (1234/26.0T8LSB)." in page
        assert "by 20 March 2026 whether it still binds" in page
        assert "Until then it is not paid out." in page
        assert "withdraw" not in page
        assert "You answer for it, ana." in page
        assert not LegalFreeze.objects.exists()
        again = shown(ana, NEW, ORDER | {"step": "change"})
        for typed in ("fred", "1234/26.0T8LSB", "2026-03-20"):
            assert f'value="{typed}"' in again

        path = frozen(ana)

        made = LegalFreeze.objects.get()
        assert (made.officer, made.basis, made.is_silent) == (ana.actor.id, "court_order", False)
        assert Notice.objects.filter(subject=made.id).count() == count("freeze.ordered") == 1
        for words in ("It is frozen.", "Looked at again in 18 days", "20 March 2026", "1234/26.0T8LSB"):
            assert words in ana.read(path), words
        assert "by 20 March 2026 whether it still binds" in Visitor("fred").read("/portal/money")

    def test_tells_nothing_where_the_law_forbids_it(self, ana: Desk) -> None:
        """FUND-11."""
        silent = {"is_silent": "on"}
        page = shown(ana, NEW, ORDER | silent)
        assert "Nothing. The law forbids to tell them" in page
        assert "A court ordered us" not in page
        path = frozen(ana, **silent)

        assert not Notice.objects.exists()
        assert "The member may not know" in ana.read(path)
        assert "1234/26.0T8LSB" not in Visitor("fred").read("/portal/money")

    @pytest.mark.parametrize(
        ("changes", "field", "says"),
        [
            ({"member": ""}, "member", "Name the member"),
            ({"member": "frde"}, "member", "nothing was ever told of frde"),
            ({"basis": ""}, "basis", "Say what binds"),
            ({"basis": "revenge"}, "basis", "Select a valid choice"),
            ({"reference": " "}, "reference", "Give the number of the document"),
            ({"reference": "r" * 201}, "reference", "at most 200 characters"),
            ({"review_on": ""}, "review_on", "Give the day of the next look"),
            ({"review_on": "soon"}, "review_on", "2026"),
            ({"review_on": "2026-02-28"}, "review_on", "Choose a day from 2 March 2026 to 31 March 2026"),
            ({"review_on": "2026-04-01"}, "review_on", "Choose a day from 2 March 2026 to 31 March 2026"),
        ],
    )
    def test_says_at_its_field_what_is_wrong_and_loses_nothing_typed(
        self, ana: Desk, changes: dict[str, str], field: str, says: str
    ) -> None:
        page = shown(ana, NEW, ORDER | changes | CONFIRM)

        error = page[page.index(f'id="id_{field}_error"') :]
        assert says in error[: error.index("</div>")]
        for name, typed in (ORDER | changes).items():
            if name != "basis" and typed.strip():
                assert f'value="{typed}"' in page
        assert not LegalFreeze.objects.exists()

    def test_is_refused_while_one_runs_on_the_same_document(self, ana: Desk) -> None:
        frozen(ana)

        for step in ("check", "confirm"):
            assert "rests on 1234/26.0T8LSB already; review that one" in shown(ana, NEW, ORDER | {"step": step})
        assert LegalFreeze.objects.count() == 1

    def test_of_an_erased_member_is_told_to_nobody(self, ana: Desk) -> None:
        erase_member(member="fred", by="operator", now=NOW)

        assert "Nothing. The account was erased." in shown(ana, NEW, ORDER)


class TestReview:
    def test_lets_it_go_on_till_another_day(self, ana: Desk, clock: time_machine.Traveller) -> None:
        """FUND-11."""
        path = frozen(ana)
        clock.move_to(NOW + 20 * DAY)
        ben = Desk("ben", Role.MONEY_OFFICER)
        assert "The review is 1 day past due" in ben.read(path)
        assert "1 day past due" in ben.read("money")
        answer = {"still_binds": "yes", "review_on": "2026-04-10"}
        assert "Nothing new. The freeze goes on as it was told." in shown(ben, f"{path}/review", answer)
        ben.send(f"{path}/review", answer | CONFIRM)

        assert "10 April 2026" in ben.read(path)
        assert (count("freeze.reviewed"), count("freeze.lifted")) == (1, 0)
        assert LegalFreeze.objects.get().lifted_at is None

    def test_lifts_what_binds_no_more_once_and_tells_the_member(self, ana: Desk) -> None:
        path, lifted = frozen(ana), {"still_binds": "no"}
        page = shown(ana, f"{path}/review", lifted)
        assert "This freeze is over. What waited for it alone is yours to withdraw again." in page
        assert LegalFreeze.objects.get().lifted_at is None
        for _ in range(2):
            ana.send(f"{path}/review", lifted | CONFIRM)

        assert count("freeze.lifted") == 1
        assert "It was lifted before." in ana.read(path)
        assert "Look at it again" not in ana.read(path)
        assert "1234/26.0T8LSB" not in ana.read("money")

    @pytest.mark.parametrize(
        ("answer", "says"),
        [
            ({}, "Say whether it still binds"),
            ({"still_binds": "yes"}, "Give the day of the next look"),
            ({"still_binds": "yes", "review_on": "2026-05-01"}, "Choose a day from 2 March 2026 to 31 March 2026"),
        ],
    )
    def test_says_what_is_wrong(self, ana: Desk, answer: dict[str, str], says: str) -> None:
        path = frozen(ana)

        assert says in shown(ana, f"{path}/review", answer | CONFIRM)
        assert "Look at it again" in shown(ana, f"{path}/review", {"still_binds": "no", "step": "change"})
        assert LegalFreeze.objects.get().lifted_at is None
        assert ana.get("money/freezes/frz_none").status_code == 404


def test_of_today_is_due_when_the_day_is_over(ana: Desk, clock: time_machine.Traveller) -> None:
    path = frozen(ana, review_on="2026-03-02")

    assert "past due" not in ana.read(path)
    clock.move_to(NOW + 24 * HOUR)
    assert "past due" in Desk("ana", Role.MONEY_OFFICER).read(path)
