from datetime import date

import pytest

from habeas.policy.coverage import absence_on
from habeas.policy.declarations import FactDeclaration, Source
from habeas.policy.rules import Coverage
from habeas.policy.shipped_facts import SHIPPED
from habeas.policy.timeline.events import Event, WrongEvent
from habeas.policy.unknown import UNKNOWN, FactType
from tests.factories.histories import NOTHING_FED, look, tell

PAIR = {"client": "ana", "freelancer": "bob"}
LONG_FED = absence_on(
    "market",
    declarations=SHIPPED,
    fed=[
        Coverage(platform="market", family=family, since=date(2020, 1, 1)) for family in ("record", "traffic", "pair")
    ],
)
JUST_FED = absence_on(
    "market", declarations=SHIPPED, fed=[Coverage(platform="market", family="traffic", since=date(2026, 1, 1))]
)


class TestTenure:
    @pytest.mark.parametrize(
        ("events", "day", "tenure"),
        [
            ([], 10, UNKNOWN),
            ([tell("member.joined", 2, member="ana")], 10, 8),
            ([tell("member.joined", 2, member="bob")], 10, UNKNOWN),
            ([tell("member.joined", 12, member="ana")], 10, UNKNOWN),
            ([tell("member.record", 5, member="ana", tenure_days=100)], 10, 105),
            (
                [tell("member.record", 5, member="ana", tenure_days=100), tell("member.joined", 2, member="ana")],
                10,
                105,
            ),
            ([tell("member.record", 11, member="ana", tenure_days=100)], 10, UNKNOWN),
        ],
    )
    def test_counts_from_the_earliest_beginning(self, events: list[Event], day: float, tenure: object) -> None:
        assert look(events, day).value("sender.tenure_days") == tenure


class TestCompletedContracts:
    ENDED = (
        tell("contract.ended", 3, contract="c1", **PAIR),
        tell("contract.ended", 6, contract="c2", **PAIR, outcome="completed"),
    )
    CANCELLED = tell("contract.ended", 6, contract="c3", **PAIR, outcome="cancelled")

    @pytest.mark.parametrize(
        ("events", "count"),
        [
            ([], UNKNOWN),
            ([*ENDED], UNKNOWN),
            ([tell("member.record", 1, member="ana", completed_contracts=40)], 40),
            ([tell("member.record", 1, member="ana", completed_contracts=40), *ENDED, CANCELLED], 42),
            ([tell("member.record", 4, member="ana", completed_contracts=40), *ENDED], 41),
            (
                [
                    tell("member.record", 4, member="ana", completed_contracts=40),
                    tell("member.record", 7, member="ana", completed_contracts=39),
                    *ENDED,
                ],
                39,
            ),
            ([tell("member.record", 4, member="ana", tenure_days=3), *ENDED], UNKNOWN),
        ],
    )
    def test_are_what_was_last_stated_and_those_since(self, events: list[Event], count: object) -> None:
        assert look(events, 10).value("sender.completed_contracts") == count

    def test_are_counted_where_the_platform_feeds_all_f2(self) -> None:
        assert look([*self.ENDED, self.CANCELLED], 10, absence=LONG_FED).value("sender.completed_contracts") == 2
        assert look([], 10, absence=LONG_FED).value("sender.completed_contracts") == 0

    def test_count_for_both_sides(self) -> None:
        assert (
            look([*self.ENDED], 10, sender="bob", recipient="ana", absence=LONG_FED).value("sender.completed_contracts")
            == 2
        )


class TestMessages:
    SENT = tuple(tell("message.sent", day, sender="ana", recipients=["bob"]) for day in (-400, -300, 1, 2))

    def test_are_those_of_365_days_where_all_are_fed(self) -> None:
        assert look([*self.SENT], 2, absence=LONG_FED).value("sender.messages_365d") == 3

    def test_are_unknown_where_some_may_be_missing_f2(self) -> None:
        assert look([*self.SENT], 2).value("sender.messages_365d") is UNKNOWN
        assert look([*self.SENT], 2, absence=JUST_FED).value("sender.messages_365d") is UNKNOWN

    def test_are_all_fed_of_a_member_who_joined_since(self) -> None:
        joined = tell("member.joined", 0.5, member="ana")

        assert look([joined, *self.SENT], 2, absence=JUST_FED).value("sender.messages_365d") == 3

    @pytest.mark.parametrize(("stated_on", "count"), [(1, 70), (-364, UNKNOWN), (3, UNKNOWN)])
    def test_are_what_was_stated_within_the_year(self, stated_on: float, count: object) -> None:
        stated = tell("member.record", stated_on, member="ana", messages_365d=70)

        assert look([stated], 2).value("sender.messages_365d") == count


class TestStatedFacts:
    @pytest.mark.parametrize("who", ["ana", "bob", "acme"])
    def test_of_a_plan_count_on_either_side_and_for_organizations(self, who: str) -> None:
        field = "org" if who == "acme" else "member"
        events = [
            tell("org.member_added", 0, org="acme", member="bob"),
            tell("member.record", 1, **{field: who}, facts={"plan.contact_before_contract": True, "plan.name": "plus"}),
        ]

        facts = look(events, 2)

        assert facts.value("plan.contact_before_contract") is True
        assert facts.value("plan.name") == "plus"
        assert look(events, 0.5).value("plan.contact_before_contract") is False

    def test_hold_if_true_of_one_side(self) -> None:
        events = [
            tell("member.record", 1, member="ana", facts={"plan.contact_before_contract": False}),
            tell("member.record", 1, member="bob", facts={"plan.contact_before_contract": True}),
        ]

        assert look(events, 2).value("plan.contact_before_contract") is True
        assert look(events, 2, sender="bob", recipient="ana").value("plan.contact_before_contract") is True

    def test_of_other_families_are_the_senders_alone(self) -> None:
        verified = FactDeclaration(name="sender.verified", type=FactType.BOOL, means="verified", family="record")
        absence = absence_on(None, declarations=SHIPPED.adding(verified), fed=())
        events = [tell("member.record", 1, member="bob", facts={"sender.verified": True})]

        assert look(events, 2, absence=absence).value("sender.verified") is UNKNOWN
        assert look(events, 2, sender="bob", recipient="ana", absence=absence).value("sender.verified") is True

    def test_are_the_latest_of_each_name(self) -> None:
        events = [
            tell("member.record", 2, member="ana", facts={"plan.name": "basic"}),
            tell("member.record", 1, member="ana", facts={"plan.name": "plus"}),
        ]

        assert look(events, 1.5).value("plan.name") == "plus"
        assert look(events, 2).value("plan.name") == "basic"

    def test_may_be_one_members_word(self) -> None:
        stated = {"value": True, "source": "member"}
        facts = look([tell("member.record", 1, member="ana", facts={"plan.contact_before_contract": stated})], 2)

        assert facts.value("plan.contact_before_contract") is False
        assert facts.claims == {"plan.contact_before_contract": True}
        assert facts.source("plan.contact_before_contract") is not Source.MEMBER

    @pytest.mark.parametrize(
        ("stated", "message"),
        [
            ({"sender.strikes": 4}, "facts.sender.strikes wants a fact that no event derives, got 4"),
            (
                {"plan.contact_before_contract": "yes"},
                "facts.plan.contact_before_contract wants true or false or 'unknown', got 'yes'",
            ),
            ({"plan.color": "red"}, "facts.plan.color wants a declared fact, got 'red'"),
        ],
    )
    def test_of_the_wrong_kind_name_fact_type_and_event(self, stated: dict[str, object], message: str) -> None:
        with pytest.raises(WrongEvent) as refused:
            look([tell("member.record", 1, event_id="r7", member="ana", facts=stated)], 2)

        assert str(refused.value) == f"event r7: {message}"

    def test_need_somebody_they_are_about(self) -> None:
        with pytest.raises(WrongEvent, match="org wants a text"):
            look([tell("member.record", 1, facts={})], 2)


class TestPairsInTime:
    def test_days_known_count_from_the_first_event_between_them(self) -> None:
        events = [
            tell("message.sent", 3, sender="bob", recipients=["ana", "eve"]),
            tell("message.sent", 1, sender="ana", recipients=["eve"]),
            tell("contract.offered", 5, contract="c1", **PAIR),
        ]

        assert look(events, 8.5, absence=LONG_FED).value("pair.days_known") == 5
        assert look(events, 2, absence=LONG_FED).value("pair.days_known") == 0
        assert look(events, 8.5).value("pair.days_known") is UNKNOWN
        assert NOTHING_FED.value("pair.days_known", on=date(2026, 1, 9)) is UNKNOWN
