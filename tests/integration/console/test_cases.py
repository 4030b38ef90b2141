"""What a reviewer sees of cases and does with them, up to the decision."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from habeas.domain.cases.case import LEASE
from habeas.server.cases.models import Case, CaseEntry
from habeas.server.decisions.queries import list_in_force
from habeas.server.identity.roles import Role
from tests.factories.casework import be_proposed, report_ana
from tests.factories.market import NOW, open_market
from tests.factories.staff import Desk

pytestmark = pytest.mark.django_db

SENT = "ana@example.com"


@pytest.fixture(autouse=True)
def _market() -> Iterator[None]:
    open_market()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def case() -> Case:
    be_proposed(now=NOW)
    return Case.objects.get()


class TestQueue:
    def test_says_that_nobody_waits(self) -> None:
        assert "Nobody waits for you here." in Desk("ada", Role.REVIEWER).read("cases")

    def test_says_why_a_case_stands_where_it_does(self, case: Case) -> None:
        Case.objects.update(opened_at=NOW - timedelta(days=3))

        desk = Desk("ada", Role.REVIEWER)
        page = desk.read("cases")

        assert case.id in page
        assert "it has waited for days (30 points)" in page
        assert "nobody" in page
        assert "Why it stands here: it has waited for days (30 points)" in desk.read(f"cases/{case.id}")
        Case.objects.update(state="closed", closed_at=NOW)
        assert "Why it stands here" not in desk.read(f"cases/{case.id}")

    def test_has_all_about_a_member_in_one_place_and_says_who_looks_at_what_stays_apart(self, case: Case) -> None:
        report_ana(now=NOW)
        apart = Case.objects.create(
            id="case_2", member_id="ana", reason="signal", reasons=["signal"], topic="apart", opened_at=NOW
        )
        Desk("ben", Role.REVIEWER).send(f"cases/{apart.id}/claim")
        desk = Desk("ada", Role.REVIEWER)

        page = desk.read("cases")
        desk.send(f"cases/{case.id}/claim")
        shown = desk.read(f"cases/{case.id}")

        assert "more than a machine may do · A member reported it" in page
        assert "Other open cases of this member: 1" in page
        assert "Somebody looks at another case of this member meanwhile." in shown
        assert "ben, until 2 March 2026, 12:15" in shown
        assert "more came (A member reported it)" in shown

    def test_names_who_looks_at_a_case_and_whose_claim_ran_out(self, case: Case) -> None:
        desk = Desk("ada", Role.REVIEWER)
        desk.send(f"cases/{case.id}/claim")

        assert "ada, until 2 March 2026, 12:15" in Desk("ben", Role.REVIEWER).read("cases?state=claimed")
        with time_machine.travel(NOW + LEASE, tick=False):
            assert "ada; the claim ran out" in Desk("ben", Role.REVIEWER).read("cases?state=claimed")

    def test_gives_the_first_case_to_who_asks_for_the_next(self, case: Case) -> None:
        desk = Desk("ada", Role.REVIEWER)

        answer = desk.send("cases/next")

        assert answer.headers["Location"] == f"/console/cases/{case.id}"
        case.refresh_from_db()
        assert case.holder_id == desk.staff.pk
        assert desk.send("cases/next").headers["Location"] == "/console/cases"

    def test_takes_any_other_state_for_the_usual_one(self) -> None:
        assert "Nobody waits for you here." in Desk("ada", Role.REVIEWER).read("cases?state=x")


class TestCase:
    def test_shows_nobody_words_who_does_not_hold_it(self, case: Case) -> None:
        page = Desk("ada", Role.REVIEWER).read(f"cases/{case.id}")

        assert SENT not in page
        assert "Take this case" in page

    def test_shows_words_once_they_are_opened_and_keeps_that_they_were(self, case: Case) -> None:
        """GDPR22-b."""
        desk = Desk("ada", Role.REVIEWER)
        desk.send(f"cases/{case.id}/claim")
        assert SENT not in desk.read(f"cases/{case.id}")

        desk.send(f"cases/{case.id}/evidence")
        page = desk.read(f"cases/{case.id}")

        assert f"<mark>{SENT}</mark>" in page
        assert "a way to be paid elsewhere" in page
        assert "What speaks for the member" in page
        seen = CaseEntry.objects.filter(case=case, by=desk.staff, what__startswith="opened_")
        assert set(seen.values_list("what", flat=True)) == {"opened_evidence", "opened_in_favour"}

    def test_shows_the_proposal_and_how_sure_it_is_only_after_the_evidence(self, case: Case) -> None:
        """GDPR22-b."""
        desk = Desk("ada", Role.REVIEWER)
        desk.send(f"cases/{case.id}/claim")

        early = desk.send(f"cases/{case.id}/proposal", status=409).content.decode()
        desk.send(f"cases/{case.id}/evidence")
        before = desk.read(f"cases/{case.id}")
        desk.send(f"cases/{case.id}/proposal")
        after = desk.read(f"cases/{case.id}")

        assert "are shown after the evidence" in early
        assert "payment-outside-to-new-account" not in before
        assert "0.96" not in before
        assert "payment-outside-to-new-account" in after
        assert "0.96" in after

    def test_counts_evidence_that_came_since_and_does_not_show_it_unasked(self, case: Case) -> None:
        desk = Desk("ada", Role.REVIEWER)
        desk.send(f"cases/{case.id}/claim")
        desk.send(f"cases/{case.id}/evidence")
        CaseEntry.objects.filter(case=case, what="opened_evidence").delete()

        page = desk.read(f"cases/{case.id}")

        assert "1 pieces of evidence" in page
        assert SENT not in page

    def test_shows_nobody_elses_look_as_ones_own(self, case: Case) -> None:
        ada, ben = Desk("ada", Role.REVIEWER), Desk("ben", Role.REVIEWER)
        ada.send(f"cases/{case.id}/claim")
        ada.send(f"cases/{case.id}/evidence")
        ada.send(f"cases/{case.id}/hand_over", {"to": str(ben.staff.pk), "because": "You know the field."})

        page = ben.read(f"cases/{case.id}")

        assert SENT not in page
        assert "You know the field." in page

    def test_is_not_there_under_another_id(self) -> None:
        assert "There is no such page" in Desk("ada", Role.REVIEWER).read("cases/case_x", status=404)


class TestMoves:
    def test_of_a_case_that_a_colleague_holds_say_who_and_until_when(self, case: Case) -> None:
        Desk("ada", Role.REVIEWER).send(f"cases/{case.id}/claim")

        page = Desk("ben", Role.REVIEWER).send(f"cases/{case.id}/claim", status=409).content.decode()

        assert "ask for it to be handed over, or wait" in page

    def test_prolong_and_give_back(self, case: Case) -> None:
        desk = Desk("ada", Role.REVIEWER)
        desk.send(f"cases/{case.id}/claim")
        with time_machine.travel(NOW + timedelta(minutes=10), tick=False):
            desk.send(f"cases/{case.id}/prolong")
        case.refresh_from_db()
        assert case.held_until == NOW + timedelta(minutes=10) + LEASE

        desk.send(f"cases/{case.id}/release")

        case.refresh_from_db()
        assert case.state == "queued"

    @pytest.mark.parametrize("move", ["hand_over", "escalate", "close"])
    def test_that_others_must_understand_ask_why_and_lose_nothing(self, case: Case, move: str) -> None:
        desk, other = Desk("ada", Role.REVIEWER), Desk("ben", Role.REVIEWER)
        desk.send(f"cases/{case.id}/claim")
        desk.send(f"cases/{case.id}/evidence")

        page = desk.send(f"cases/{case.id}/{move}", {"to": str(other.staff.pk), "because": ""}, status=200)

        assert "Say why, so that others understand it" in page.content.decode()
        if move == "hand_over":
            assert f'value="{other.staff.pk}" selected' in page.content.decode()
        desk.send(f"cases/{case.id}/{move}", {"to": str(other.staff.pk), "because": "It is not mine to say."})
        case.refresh_from_db()
        assert case.state == {"hand_over": "claimed", "escalate": "escalated", "close": "closed"}[move]

    def test_say_in_the_form_what_the_core_refuses(self, case: Case) -> None:
        desk = Desk("ada", Role.REVIEWER)
        desk.send(f"cases/{case.id}/claim")

        page = desk.send(f"cases/{case.id}/close", {"because": "Nothing here."}, status=200).content.decode()

        assert "has not opened" in page
        assert "Nothing here." in page

    def test_take_back_what_a_machine_got_wrong(self, case: Case) -> None:
        desk = Desk("ada", Role.REVIEWER)
        desk.send(f"cases/{case.id}/claim")
        desk.send(f"cases/{case.id}/evidence")
        [first, *_] = list_in_force(case.id)

        assert "A warning" in desk.read(f"cases/{case.id}/close")
        desk.send(f"cases/{case.id}/close", {"because": "They named a tool.", "wrong": [first.id]})

        first.refresh_from_db()
        assert first.reversed_at == NOW

    def test_offer_a_hand_over_to_colleagues_who_look_at_cases_alone(self, case: Case) -> None:
        desk = Desk("ada", Role.REVIEWER)
        Desk("ben", Role.SENIOR_REVIEWER)
        Desk("cleo", Role.APPEALS_REVIEWER)
        desk.send(f"cases/{case.id}/claim")

        page = desk.read(f"cases/{case.id}/hand_over")

        assert ">ben</option>" in page
        assert ">cleo</option>" not in page
        assert ">ada</option>" not in page

    def test_of_no_known_name_are_not_there(self, case: Case) -> None:
        assert Desk("ada", Role.REVIEWER).get(f"cases/{case.id}/destroy").status_code == 404


class TestAsking:
    def ask(self, case: Case, move: str, fields: dict[str, str]) -> Desk:
        desk = Desk("ada", Role.REVIEWER)
        desk.send(f"cases/{case.id}/claim")
        empty = desk.send(f"cases/{case.id}/{move}", {}, status=200).content.decode()
        assert 'role="alert"' in empty
        desk.send(f"cases/{case.id}/{move}", fields)
        return desk

    def test_the_member_gives_the_case_up_till_they_answer(self, case: Case) -> None:
        desk = self.ask(case, "ask_member", {"question": "Who is Kim?", "language": "en"})

        case.refresh_from_db()
        assert case.state == "waiting_on_member"
        assert case.id in desk.read("cases?state=waiting_on_member")

    def test_a_colleague_keeps_the_case_and_brings_the_answer_into_it(self, case: Case) -> None:
        ben = Desk("ben", Role.APPEALS_REVIEWER)
        desk = self.ask(case, "ask_colleague", {"question": "Is that a bank?", "to": str(ben.staff.pk)})
        page = ben.read("questions")
        assert "Is that a bank?" in page
        [inquiry] = case.inquiries.all()

        empty = ben.send(f"questions/{inquiry.id}", {f"{inquiry.id}-words": ""}, status=200).content.decode()
        ben.send(f"questions/{inquiry.id}", {f"{inquiry.id}-words": "It is a payment service."})

        assert "Answer your colleague" in empty
        assert "Nobody has asked you anything." in ben.read("questions")
        assert "It is a payment service." in desk.read(f"cases/{case.id}")
        assert desk.client.post(f"/console/questions/{inquiry.id}", {}).status_code == 404
        again = ben.send(f"questions/{inquiry.id}", {f"{inquiry.id}-words": "Once more."}, status=409)
        assert "Once more." in again.content.decode()
        assert "That was not done" in again.content.decode()

    def test_what_is_at_stake_moves_the_case_up(self, case: Case) -> None:
        desk = self.ask(case, "note_stakes", {"at_stake": "harms_others", "because": "Three others wrote to us."})

        assert "others may be harmed meanwhile (400 points)" in desk.read("cases?state=claimed")

    def test_a_promise_becomes_a_clock(self, case: Case) -> None:
        desk = self.ask(case, "make_promise", {"words": "We write by then.", "until": "2026-03-03T12:00"})

        assert "Promised by" in desk.read(f"cases/{case.id}")
        wrong = desk.send(f"cases/{case.id}/make_promise", {"words": "Then.", "until": "soon"}, status=200)
        assert "Give a day and a time" in wrong.content.decode()
