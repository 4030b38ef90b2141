"""Deducting from a hold at the console: itemized and read by one money officer, agreed to by another, never by one."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import DatabaseError

from habeas.domain.holds.hold import ReleasedBecause
from habeas.server.audit.queries import get_entry, get_size, list_opened
from habeas.server.holds.models import Claim, Deduction, DeductionProposal, Hold
from habeas.server.identity.roles import Role
from habeas.server.journal.queries import list_balances, list_unbalanced
from habeas.server.parties.keys import read_keys
from habeas.server.usecases.erase_member import erase_member
from habeas.server.usecases.release_hold import release_hold
from tests.factories.enforcement import disputed, paid, placed
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import DAY
from tests.factories.staff import Desk
from tests.factories.visitors import Visitor

pytestmark = pytest.mark.django_db

FIRST = {
    "i1-amount": "100.00",
    "i1-words": "The second page was not delivered.",
    "i1-clause": "refunds v2",
    "i1-evidence": "file-1, file-2\nfile-1",
}
SECOND = {
    "i2-amount": "50.00",
    "i2-words": "The pictures were taken from another site.",
    "i2-clause": "originality v1",
    "i2-evidence": "file-3",
}
BOTH = FIRST | SECOND | {"items": "2"}
CONFIRM = {"step": "confirm"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Let $200 of Fred's $500 wait for a dispute about $300 that is upheld."""
    open_market()
    send(*paid(), disputed())
    placed()
    send(event("dispute.resolved", dispute="d1", contract="k1", outcome="upheld"))
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


@pytest.fixture
def ana() -> Desk:
    return Desk("ana", Role.MONEY_OFFICER)


@pytest.fixture
def ben() -> Desk:
    return Desk("ben", Role.MONEY_OFFICER)


def hold_page() -> str:
    return f"money/holds/{Hold.objects.get().id}"


def shown(desk: Desk, fields: dict[str, str]) -> str:
    """Return the page that answers a form which does not lead on."""
    return desk.send(f"{hold_page()}/deduct", fields, status=200).content.decode()


def propose(desk: Desk, fields: dict[str, str] = BOTH) -> str:
    desk.send(f"{hold_page()}/deduct", fields | CONFIRM)
    return DeductionProposal.objects.get().id


def balances() -> tuple[int, int, int]:
    found = list_balances("fred", is_test=False)["USD"]
    return found.available.amount, found.held.amount, found.deducted.amount


def actions() -> list[str]:
    return [get_entry(n).action for n in range(get_size())]


class TestDeduct:
    def test_is_read_proposed_and_agreed_to_by_two(self, ana: Desk, ben: Desk) -> None:
        """FUND-5, FUND-7."""
        assert "Itemize a deduction" in ana.read(hold_page())
        page = shown(ana, BOTH)
        for words in (
            "150.00 USD of your money was deducted for a claim that was upheld.",
            "100.00 USD: The second page was not delivered. (clause: refunds v2; shown by file-1, file-2)",
            "Nothing yet. A second person looks at it",
            "50.00 USD is free at once.",
        ):
            assert words in page, words
        assert not DeductionProposal.objects.exists()
        proposal = propose(ana)
        assert balances() == (30_000, 20_000, 0)

        assert "You proposed it. A second person may agree." in ana.read(f"{hold_page()}/deduct")
        assert "Agree and deduct" not in ana.read(f"{hold_page()}/deduct")
        alone = ana.send(f"{hold_page()}/deduct/agree", {"proposal": proposal}, status=409).content.decode()
        assert "a second person has to agree" in alone
        assert "Deductions that wait for a second person" in ben.read("money")
        assert "150.00 USD would be deducted, as ana proposed." in ben.read(hold_page())
        let_go = ben.send(f"{hold_page()}/release", {"because": "lifted"}, status=200).content.decode()
        assert "The deduction that was proposed from it is dropped." in let_go
        found = ben.read(f"{hold_page()}/deduct")
        assert "Decided by R-" in found
        assert "Agree and deduct" in found
        ben.send(f"{hold_page()}/deduct/agree", {"proposal": proposal})

        made = Deduction.objects.get()
        assert (made.by, made.approved_by, made.amount) == (ana.actor.id, ben.actor.id, 15_000)
        assert list(made.items.order_by("id").values_list("amount", "clause", "evidence")) == [
            (10_000, "refunds v2", ["file-1", "file-2"]),
            (5_000, "originality v1", ["file-3"]),
        ]
        assert balances() == (35_000, 0, 15_000)
        assert list_unbalanced() == []
        assert "<dd>ana, ben</dd>" in ana.read(hold_page())
        assert "The pictures were taken from another site." in Visitor("fred").read("/portal/money")
        assert not DeductionProposal.objects.exists()
        assert [one for one in actions() if one.startswith("deduction.")] == ["deduction.proposed", "deduction.made"]

    def test_asks_for_one_more_item_and_loses_nothing_typed(self, ana: Desk) -> None:
        half = {"i1-amount": "100.00", "i1-evidence": "file-1", "items": "1", "step": "more"}
        page = shown(ana, half)

        assert "There is a problem" not in page
        assert 'value="100.00"' in page
        assert 'name="items" value="2"' in page
        assert "Item 2" in page
        assert page.index("autofocus") > page.index("Item 2")
        assert "Check the deduction" in shown(ana, FIRST | {"items": "2"})
        assert 'name="items" value="100"' in shown(ana, half | {"items": "999"})
        assert "The second page was not delivered." in shown(ana, BOTH | {"step": "change"})

    @pytest.mark.parametrize(
        ("changes", "field", "says"),
        [
            ({"i1-amount": ""}, "i1-amount", "Write how much"),
            ({"i1-amount": "1.999"}, "i1-amount", "Write an amount above nothing, such as 200.00, in USD"),
            ({"i1-amount": "-5"}, "i1-amount", "Write an amount above nothing"),
            ({"i1-clause": " "}, "i1-clause", "Name the clause"),
            ({"i2-clause": "c" * 201}, "i2-clause", "at most 200 characters"),
            ({"i1-evidence": " , "}, "i1-evidence", "Name what shows that"),
            ({"i2-evidence": "e" * 201}, "i2-evidence", "At most 100 references of at most 200 signs each"),
            ({"i2-words": ""}, "i2-words", "Say what for"),
            ({"i2-words": "Not done."}, "i2-words", "at least 20 are needed"),
        ],
    )
    def test_says_at_its_field_what_is_wrong_and_loses_nothing_typed(
        self, ana: Desk, changes: dict[str, str], field: str, says: str
    ) -> None:
        page = shown(ana, BOTH | changes | CONFIRM)

        error = page[page.index(f'id="id_{field}_error"') :]
        assert says in error[: error.index("</div>")]
        assert f'href="#id_{field}"' in page
        for typed in (BOTH | changes).values():
            assert all(line.strip() in page for line in typed.splitlines())
        assert not DeductionProposal.objects.exists()

    def test_refuses_more_than_waits(self, ana: Desk) -> None:
        """FUND-5."""
        page = shown(ana, BOTH | {"i2-amount": "100.01"} | CONFIRM)

        assert "All items: they sum to 200.01 USD, 200.00 USD waits in the hold" in page
        assert 'value="100.01"' in page

    def test_is_offered_for_no_claim_that_was_not_upheld(self, ana: Desk) -> None:
        """FUND-5."""
        Claim.objects.update(closed_at=None, upheld=None)
        for path in (hold_page(), f"{hold_page()}/deduct"):
            assert "Nothing is deducted for a claim that was not upheld." in ana.read(path)
        late = ana.send(f"{hold_page()}/deduct", BOTH | CONFIRM, status=409).content.decode()
        assert "was not upheld, so that nothing may be deducted for it" in late
        assert FIRST["i1-words"] in late
        send(event("dispute.resolved", dispute="d1", contract="k1", outcome="rejected", at=NOW + DAY), now=NOW + DAY)

        assert "Nothing waits any more" in ana.read(f"{hold_page()}/deduct")


class TestPropose:
    def test_is_done_once_till_it_is_dropped(self, ana: Desk, ben: Desk) -> None:
        proposal = propose(ana)
        assert "agree to that, or drop it first" in shown(ben, FIRST | CONFIRM)
        ben.send(f"{hold_page()}/deduct/drop", {"proposal": proposal})
        for act in ("agree", "drop"):
            page = ben.send(f"{hold_page()}/deduct/{act}", {"proposal": proposal}, status=409).content.decode()
            assert "what you looked at is proposed no more" in page
        other = propose(ben, FIRST)

        assert other != proposal
        assert "ben" in ana.read("money")
        assert (balances(), actions().count("deduction.dropped")) == ((30_000, 20_000, 0), 1)

    def test_is_over_when_the_hold_is(self, ana: Desk, ben: Desk) -> None:
        propose(ana)
        release_hold(hold=Hold.objects.get().id, because=ReleasedBecause.LIFTED, by="ana", now=NOW)

        assert not DeductionProposal.objects.exists()
        assert "Nothing waits any more" in ben.read(f"{hold_page()}/deduct")

    def test_cannot_be_agreed_to_when_the_hold_should_be_free(self, ana: Desk, clock: time_machine.Traveller) -> None:
        propose(ana)
        clock.move_to(NOW + 15 * DAY)
        page = Desk("ben", Role.MONEY_OFFICER).read(f"{hold_page()}/deduct")

        assert "There is a problem" in page
        assert "Agree and deduct" not in page

    def test_is_the_members_to_read_on_request_and_gone_with_them(self, ana: Desk) -> None:
        """GDPR15-h."""
        propose(ana)
        opened = list_opened("fred", open_sealed=read_keys(["fred"]).open)
        [logged] = [one.opening.payload for one in opened if one.entry.action == "deduction.proposed"]
        assert [one["words"] for one in logged["items"]] == [FIRST["i1-words"], SECOND["i2-words"]]
        erase_member(member="fred", by="operator", now=NOW)

        assert "Deductions that wait" not in ana.read("money")

    def test_names_who_made_it(self, ana: Desk) -> None:
        propose(ana)

        with pytest.raises(DatabaseError):
            DeductionProposal.objects.update(by="")
