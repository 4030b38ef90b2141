"""Decisions of people on their way: the second person, the member's answer, what colleagues read."""

from collections.abc import Iterator

import pytest
import time_machine

from habeas.server.cases.models import Case
from habeas.server.decisions.models import Decision
from habeas.server.identity.roles import Role
from habeas.server.rulings.models import Sanction
from habeas.server.usecases.answer_sanction import answer_sanction
from tests.factories.casework import HOUR, be_proposed, listen, sanction_in_force, work
from tests.factories.decisions import a_decision
from tests.factories.market import NOW, open_market
from tests.factories.staff import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market() -> Iterator[None]:
    open_market()
    listen()
    with time_machine.travel(NOW, tick=False):
        yield


def decide(**changes: object) -> tuple[Desk, Sanction]:
    """Return the desk of who decided a case, and the decision."""
    be_proposed(now=NOW)
    case, desk = Case.objects.get(), Desk("ada", Role.REVIEWER, Role.SENIOR_REVIEWER)
    desk.send(f"cases/{case.id}/claim")
    desk.send(f"cases/{case.id}/evidence")
    evidence = list(Decision.objects.filter(case=case).values_list("id", flat=True))
    desk.send(f"cases/{case.id}/decide", a_decision(evidence, step="confirm", **changes))
    return desk, Sanction.objects.get()


def end_the_account() -> tuple[Desk, Sanction]:
    return decide(
        action="terminate",
        egregious_because="the member did it after a warning, to many",
        why_not_suspend_pending_review="there is nothing left to look into",
        **{"m1-days": "", "m1-reviewed_within_days": "180", "m1-indefinite_because": "the account ends"},
    )


class TestSecondPerson:
    def test_is_never_who_decided(self) -> None:
        """Invariant 5."""
        desk, made = end_the_account()

        assert made.state == "awaiting_approval"
        assert made.id not in desk.read("approvals")
        assert "You decided this. Somebody else has to look at it." in desk.read(f"decisions/{made.id}")
        sent = desk.send(f"decisions/{made.id}/approve", {"agrees": "yes", "reasons": "I am sure."}, status=409)
        page = sent.content.decode()
        assert "somebody else has to agree" in page
        assert "I am sure." in page
        assert f'href="/console/decisions/{made.id}"' in page
        made.refresh_from_db()
        assert made.state == "awaiting_approval"

    def test_reads_what_the_member_will_read_and_agrees_with_reasons_of_their_own(self) -> None:
        _, made = end_the_account()
        desk = Desk("ben", Role.SENIOR_REVIEWER)
        assert made.id in desk.read("approvals")
        page = desk.read(f"decisions/{made.id}")
        assert "What happened" in page
        assert "A second person agrees, or nothing of this happens." in page

        silent = desk.send(f"decisions/{made.id}/approve", {"agrees": "yes", "reasons": ""}, status=200)
        blind = desk.send(f"decisions/{made.id}/approve", {"agrees": "yes", "reasons": "It is clear."}, status=200)
        desk.send(f"cases/{made.case_id}/evidence")
        assert "<mark>ana@example.com</mark>" in desk.read(f"cases/{made.case_id}")
        assert "You can agree only to what you looked at." not in desk.read(f"decisions/{made.id}")
        desk.send(f"decisions/{made.id}/approve", {"agrees": "yes", "reasons": "The words leave no doubt."})

        assert "Say why, in your own words" in silent.content.decode()
        assert "You can agree only to what you looked at." in page
        assert "ben has not opened" in blind.content.decode()
        made.refresh_from_db()
        assert (made.approved_by_id, made.state) == (desk.staff.pk, "decided")
        assert "The words leave no doubt." in desk.read(f"decisions/{made.id}")

    def test_who_disagrees_sends_the_case_back(self) -> None:
        _, made = end_the_account()
        desk = Desk("ben", Role.SENIOR_REVIEWER)

        desk.send(f"decisions/{made.id}/approve", {"agrees": "no", "reasons": "A suspension would do."})

        made.refresh_from_db()
        assert made.state == "ended"
        assert made.case.state == "queued"
        for choice in ("yes", ""):  # As from another window, whole or not.
            late = Desk("cy", Role.SENIOR_REVIEWER).send(
                f"decisions/{made.id}/approve", {"agrees": choice, "reasons": "The words leave doubt."}, status=409
            )
            assert "The words leave doubt." in late.content.decode()
            assert "That was not done" in late.content.decode()
        assert "No decision waits for a second person." in desk.read("approvals")


class TestImminentHarm:
    """DSA14-4, invariant 5."""

    def test_waits_for_a_second_person_while_it_is_in_effect(self) -> None:
        made, desk = self.in_force(), Desk("ben", Role.SENIOR_REVIEWER)
        assert made in desk.read("approvals")
        desk.send(f"cases/{Sanction.objects.get().case_id}/evidence")

        desk.send(f"decisions/{made}/approve", {"agrees": "yes", "reasons": "Members write to us every hour."})

        assert Sanction.objects.get().approved_by_id == desk.staff.pk
        assert made not in desk.read("approvals")

    def test_ends_where_the_second_person_disagrees(self) -> None:
        made, desk = self.in_force(), Desk("ben", Role.SENIOR_REVIEWER)

        desk.send(f"decisions/{made}/approve", {"agrees": "no", "reasons": "Nobody was harmed."})

        assert Sanction.objects.get().state == "ended"

    def in_force(self) -> str:
        harm = {"urgency": "imminent_harm", "urgent_because": "members are asked for their bank details right now"}
        return sanction_in_force(now=NOW, **harm)


class TestAnswer:
    def test_of_the_member_is_shown_and_replied_to(self) -> None:
        """DSA14-4."""
        desk, made = decide()
        work(now=NOW)
        answer_sanction(sanction=made.id, words="I meant my other client.", is_test=False, now=NOW)
        assert "The member answered" in desk.read("decisions")
        assert "I meant my other client." in desk.read(f"decisions/{made.id}")

        empty = desk.send(f"decisions/{made.id}/reply", {"words": " "}, status=200).content.decode()
        desk.send(f"decisions/{made.id}/reply", {"words": "Which one? The room names nobody."})

        assert "Nothing takes effect before." in empty
        made.refresh_from_db()
        assert made.replied_at == NOW
        again = desk.send(f"decisions/{made.id}/reply", {"words": "Once more."}, status=409).content.decode()
        assert "nobody has written" in again
        assert "Once more." in again
        answer_sanction(sanction=made.id, words="The one of May.", is_test=False, now=NOW + HOUR)
        assert "/reply" in desk.read(f"decisions/{made.id}")


class TestList:
    def test_tells_what_runs_from_what_is_over(self) -> None:
        made = sanction_in_force(now=NOW)
        desk = Desk("ada", Role.REVIEWER)

        assert made in desk.read("decisions")
        assert "in effect" in desk.read("decisions")
        assert "No decisions here." in desk.read("decisions?over=yes")
        assert "Handed over" in desk.read(f"decisions/{made}")

    def test_holds_no_decision_under_another_id(self) -> None:
        assert Desk("ada", Role.REVIEWER).get("decisions/san_x").status_code == 404


class TestLasting:
    def test_is_lifted_with_reasons_that_the_member_reads(self) -> None:
        made, desk = sanction_in_force(now=NOW), Desk("ada", Role.REVIEWER)
        assert "Lift it" in desk.read(f"decisions/{made}")

        empty = desk.send(f"decisions/{made}/lift", {"reasons": ""}, status=200).content.decode()
        desk.send(f"decisions/{made}/lift", {"reasons": "The member showed us the contract."})

        assert "Say why, in your own words" in empty
        assert Sanction.objects.get().state == "ended"
        again = desk.send(f"decisions/{made}/lift", {"reasons": "Once more."}, status=200).content.decode()
        assert 'role="alert"' in again

    def test_is_taken_back_before_it_takes_effect(self) -> None:
        desk, made = decide()

        desk.send(f"decisions/{made.id}/withdraw", {"reasons": "The wrong member."})

        made.refresh_from_db()
        assert made.state == "ended"
        assert "Take it back" not in desk.read(f"decisions/{made.id}")

    def test_is_prolonged_by_a_second_person(self) -> None:
        made = sanction_in_force(now=NOW)
        desk = Desk("ben", Role.SENIOR_REVIEWER)
        assert "Prolong it" in desk.read(f"decisions/{made}")

        desk.send(f"decisions/{made}/renew", {"reasons": "The bank has not answered yet."})

        assert "Prolong it" not in Desk("ana", Role.REVIEWER, Role.SENIOR_REVIEWER).read(f"decisions/{made}")
