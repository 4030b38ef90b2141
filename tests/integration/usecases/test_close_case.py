"""A person who closes a case says what a machine got wrong in it, and that is undone without anybody's appeal."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from habeas.domain.cases.evidence import FindNotOpened, NotOfThisCase
from habeas.policy.timeline.strikes import Standing
from habeas.server.audit.queries import get_entry, get_size
from habeas.server.cases.models import Case
from habeas.server.decisions.models import Decision
from habeas.server.decisions.queries import list_in_force
from habeas.server.decisions.standing import get_standing
from habeas.server.decisions.track_records import read_record
from habeas.server.identity.models import Staff
from habeas.server.identity.staff import actor_of
from habeas.server.notices.models import Notice
from habeas.server.outbox.models import Message
from habeas.server.parties.keys import read_keys
from habeas.server.parties.sealed import open_content
from habeas.server.sanctions.models import Measure
from habeas.server.usecases.claim_case import claim_case
from habeas.server.usecases.close_case import close_case
from habeas.server.usecases.open_evidence import open_evidence, open_machine_proposal
from tests.factories.casework import HOUR, be_proposed, hire, listen, work
from tests.factories.market import CLEAN, NOW, message, open_market, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def market() -> None:
    open_market()
    listen()


def close(case: str, *, wrong: list[str]) -> None:
    """Let Bea look at all of a case and close it."""
    bea = hire("bea")
    claim_case(case=case, by=bea, is_test=False, now=NOW + HOUR)
    open_evidence(case=case, by=bea, is_test=False, now=NOW + HOUR)
    close_case(case=case, by=bea, because="They named a tool.", is_test=False, now=NOW + HOUR, wrong=wrong)


def said_in(told: Notice) -> str:
    """Return the words of what a member was told."""
    return str(open_content("ana", told.sealed, keys=read_keys(["ana"]))["text"])


class TestCloseCase:
    def test_undoes_what_a_machine_got_wrong_and_says_so(self) -> None:
        """Invariant 6, DSA20-6."""
        be_proposed(now=NOW)
        case = Case.objects.get(closed_at=None)
        work(now=NOW + timedelta(minutes=30))
        warning, *_ = wrong = list_in_force(case.id)

        close(case.id, wrong=[one.id for one in wrong])
        work(now=NOW + HOUR)

        assert list_in_force(case.id) == []
        strikes = get_standing("ana", is_test=False, now=NOW + HOUR).strikes
        assert {one.standing for one in strikes if one.decision == warning.id} == {Standing.REVERSED}
        told = Notice.objects.get(decision=warning, kind="reversed")
        assert told.delivered_at is not None
        assert said_in(told).startswith("A person looked at what a machine decided about your message of ")
        assert Message.objects.filter(type="decision.reversed", payload__decision=warning.id).exists()
        assert not Measure.objects.filter(decision__in=wrong, ended_at=None).exists()

    def test_takes_what_is_named_twice_back_once_and_says_who_did(self) -> None:
        be_proposed(now=NOW)
        case = Case.objects.get(closed_at=None)
        warning, *_ = list_in_force(case.id)

        close(case.id, wrong=[warning.id, warning.id])

        [said] = [one for one in map(get_entry, range(get_size())) if one.action == "decision.reversed"]
        assert said.actor == actor_of(Staff.objects.get(name="bea").pk).id

    def test_leaves_the_rest_as_it_was(self) -> None:
        be_proposed(now=NOW)
        case = Case.objects.get(closed_at=None)
        before = list_in_force(case.id)

        close(case.id, wrong=[])

        assert list_in_force(case.id) == before
        assert not Message.objects.filter(type="decision.reversed").exists()

    def test_refuses_to_take_back_what_is_not_in_it(self) -> None:
        be_proposed(now=NOW)
        case = Case.objects.get(closed_at=None)

        with pytest.raises(NotOfThisCase, match="dec_elsewhere"):
            close(case.id, wrong=["dec_elsewhere"])

        case.refresh_from_db()
        assert case.closed_at is None


class TestTheRandomSample:
    @pytest.mark.parametrize("is_wrong", [False, True])
    def test_is_what_a_rules_false_finds_are_estimated_from(self, settings: Settings, is_wrong: bool) -> None:
        """Design 5, GDPR22-b: read blind, and counted as right by nobody who did not see what was found."""
        settings.HABEAS = replace(settings.HABEAS, casework=replace(settings.HABEAS.casework, sampled=1.0))
        send(message(), message(CLEAN))
        case, found = Case.objects.get(reason="sample"), Decision.objects.get()
        bea, at = hire("bea"), NOW + HOUR
        claim_case(case=case.id, by=bea, is_test=False, now=at)

        blind = open_evidence(case=case.id, by=bea, is_test=False, now=at)["evidence"]
        assert {(one["kind"], *one["signals"]) for one in blind} == {("sample",)}
        with pytest.raises(FindNotOpened, match="then say what of it was wrong"):
            close_case(case=case.id, by=bea, because="All of it is right.", is_test=False, now=at)
        open_machine_proposal(case=case.id, by=bea, is_test=False, now=at)
        close(case.id, wrong=[found.id] if is_wrong else [])

        record = read_record(policy="freelance", rule=found.rule)
        assert (record.sampled, record.wrong) == (1, int(is_wrong))
