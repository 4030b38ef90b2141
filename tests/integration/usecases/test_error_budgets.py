"""A rule that appeals find wrong too often loses its power to act, until a named person gives it back."""

import pytest
from django.db import IntegrityError

from habeas.server.cases.models import Case
from habeas.server.decisions.models import Decision
from habeas.server.decisions.track_records import read_record
from habeas.server.outbox.models import Message
from habeas.server.policies.models import Restraint
from habeas.server.policies.rulebook import read_rulebook
from habeas.server.usecases.restore_rule import NobodyAnswers, NotRestrained, restore_rule
from tests.factories.casework import DAY, HOUR, listen, overturn, overturn_a_warning, upheld_before
from tests.factories.holds import be_held
from tests.factories.market import NOW, open_market

pytestmark = pytest.mark.django_db

POLICY = "freelance"
COUNTS = {"appeals": 60, "overturned": 5, "sampled": 0, "wrong": 0}


@pytest.fixture(autouse=True)
def market() -> None:
    open_market()
    listen()


class TestARuleThatIsWrong:
    def test_only_opens_cases_once_its_budget_is_spent(self) -> None:
        """PWD11-3: what went wrong is changed, and a person is told to mend the rule."""
        rule = upheld_before(times=60).rule

        overturn_a_warning(now=NOW + DAY)

        assert read_rulebook().cases_only == {rule}
        [alarm] = Message.objects.filter(type="rule.restrained")
        assert (alarm.payload["rule"], alarm.payload["overturned"], alarm.payload["appeals"]) == (rule, 1, 61)

    def test_asks_a_person_in_place_of_acting(self) -> None:
        for rule in read_rulebook().policy.rules:
            Restraint.objects.create(policy=POLICY, rule=rule.id, since=NOW, **COUNTS)

        be_held(at=NOW, member="ben")

        assert {one.action for one in Decision.objects.filter(member="ben")} == {"none"}
        assert Case.objects.filter(member="ben", closed_at=None).exists()

    @pytest.mark.parametrize("times", [10, 300], ids=["little is known", "it is mostly right"])
    def test_acts_on_while(self, times: int) -> None:
        upheld_before(times=times)

        overturn_a_warning(now=NOW + DAY)

        assert read_rulebook().cases_only == frozenset()

    def test_alarms_once(self) -> None:
        upheld_before(times=60)
        be_held(at=NOW, member="ben")

        overturn_a_warning(now=NOW + DAY)
        overturn(Decision.objects.get(member="ben", action="warn").id, member="ben", now=NOW + DAY)

        assert Message.objects.filter(type="rule.restrained").count() == 1


class TestRestoreRule:
    def test_gives_the_power_back_with_a_record_that_starts_anew(self) -> None:
        rule = upheld_before(times=60).rule
        overturn_a_warning(now=NOW + DAY)

        restore_rule(policy=POLICY, rule=rule, by="Kim", reason="The pattern was mended.", now=NOW + 2 * DAY)

        assert read_rulebook().cases_only == frozenset()
        assert read_record(policy=POLICY, rule=rule).appeals == 0

    def test_refuses_a_rule_that_acts(self) -> None:
        with pytest.raises(NotRestrained):
            restore_rule(policy=POLICY, rule="pay-outside", by="Kim", reason="It was mended.", now=NOW)

    @pytest.mark.parametrize(("by", "reason"), [(" ", "The pattern was mended."), ("Kim", "")])
    def test_refuses_without_a_person_or_a_reason(self, by: str, reason: str) -> None:
        with pytest.raises(NobodyAnswers):
            restore_rule(policy=POLICY, rule="pay-outside", by=by, reason=reason, now=NOW)

    def test_is_held_by_the_database(self) -> None:
        with pytest.raises(IntegrityError):
            Restraint.objects.create(policy=POLICY, rule="x", since=NOW, restored_at=NOW + HOUR, **COUNTS)
