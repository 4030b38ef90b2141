"""Each case and each appeal has a queue, chosen by the first rule that fits."""

import pytest

from habeas.domain.cases.routing import (
    Kind,
    NoQueueTakesIt,
    QueuesLeaveGaps,
    Routed,
    RoutingRule,
    check_rules,
    is_sooner,
    route,
)

SUSPENDED = frozenset({"suspend_pending_review", "terminate"})
RULES = (
    RoutingRule(queue="illegal", takes="cases", illegality=True),
    RoutingRule(queue="livelihoods", takes="appeals", actions=SUSPENDED, hardship=True),
    RoutingRule(queue="appeals-es", takes="appeals", languages=frozenset({"es"})),
    RoutingRule(queue="money", matters=frozenset({"money_hold", "deduction"}), held=50_000),
    RoutingRule(queue="harm", harm=True),
    RoutingRule(queue="reports-es", reasons=frozenset({"report"}), languages=frozenset({"es"})),
    RoutingRule(queue="reports", reasons=frozenset({"report"}), illegality=False),
    RoutingRule(queue="payments", clauses=frozenset({"payment-inside"})),
    RoutingRule(queue="late", reasons=frozenset({"late_fact"}), platforms=frozenset({"crafts"})),
    RoutingRule(queue="rich", held=1_000_000),
    RoutingRule(queue="all"),
)


def a_case(reason: str, language: str = "en", **more: object) -> Routed:
    return Routed(reasons=frozenset({reason}), language=language, **more)  # type: ignore[arg-type]


def an_appeal(matter: str, language: str = "en", **more: object) -> Routed:
    return Routed(kind=Kind.APPEAL, matter=matter, language=language, **more)  # type: ignore[arg-type]


class TestRoute:
    @pytest.mark.parametrize(
        ("routed", "queue"),
        [
            (a_case("report", "es", is_notice_of_illegality=True), "illegal"),
            (a_case("report", "es"), "reports-es"),
            (a_case("report", "es-mx"), "reports-es"),
            (a_case("report"), "reports"),
            (a_case("proposal", clause="payment-inside"), "payments"),
            (a_case("late_fact", platform="crafts"), "late"),
            (a_case("late_fact"), "all"),
            (a_case("report", harms_others=True), "harm"),
            (a_case("signal", held=1_000_000), "rich"),
            (a_case("signal", held=999_999), "all"),
            (an_appeal("sanction", action="suspend_pending_review", is_hardship=True), "livelihoods"),
            (an_appeal("sanction", action="suspend_pending_review"), "all"),
            (an_appeal("sanction", action="restrict", is_hardship=True), "all"),
            (an_appeal("sanction", "es-MX", action="terminate"), "appeals-es"),
            (an_appeal("money_hold", held=50_000), "money"),
            (an_appeal("money_hold", held=49_999), "all"),
            (an_appeal("sanction", reasons=frozenset({"signal", "report"})), "reports"),
            (an_appeal("screening", is_notice_of_illegality=True), "all"),
        ],
    )
    def test_takes_the_first_rule_that_fits(self, routed: Routed, queue: str) -> None:
        check_rules(RULES)

        assert route(routed, rules=RULES).queue == queue

    def test_refuses_to_lose_anything(self) -> None:
        with pytest.raises(NoQueueTakesIt, match="no rule takes one of the appeals in 'en'; add a last rule"):
            route(an_appeal("sanction"), rules=RULES[:-1])

    def test_tells_a_variety_from_its_language(self) -> None:
        brazil = (RoutingRule(queue="brazil", languages=frozenset({"pt-BR"})), RoutingRule(queue="all"))

        assert route(a_case("report", "pt-br"), rules=brazil).queue == "brazil"
        assert route(a_case("report", "pt"), rules=brazil).queue == "all"


class TestRoutingRule:
    def test_names_its_bounds_as_they_were_declared(self) -> None:
        named = [rule.bounds for rule in (RULES[1], RULES[3], RULES[6], RULES[-1])]

        assert named == [
            {"takes": "appeals", "actions": ["suspend_pending_review", "terminate"], "hardship": True},
            {"matters": ["deduction", "money_hold"], "held": 50_000},
            {"reasons": ["report"], "illegality": False},
            {},
        ]


class TestIsSooner:
    @pytest.mark.parametrize(
        ("queue", "other", "sooner"),
        [
            ("illegal", "all", True),
            ("all", "illegal", False),
            ("all", "all", False),
            ("all", "gone", True),
            ("gone", "all", False),
            ("gone", "lost", False),
        ],
    )
    def test_asks_which_queue_the_rules_name_first(self, queue: str, other: str, sooner: bool) -> None:
        assert is_sooner(queue, than=other, rules=RULES) is sooner


class TestCheckRules:
    @pytest.mark.parametrize(
        "rules", [(), RULES[:-1], (RoutingRule(queue="a", takes="appeals"), RoutingRule(queue="c", takes="cases"))]
    )
    def test_refuses_rules_that_leave_gaps(self, rules: tuple[RoutingRule, ...]) -> None:
        with pytest.raises(QueuesLeaveGaps, match="has to take every case and every appeal"):
            check_rules(rules)
