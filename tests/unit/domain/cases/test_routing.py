"""Each case has a queue, chosen by the first rule that fits."""

import pytest

from habeas.domain.cases.routing import NoQueueTakesIt, QueuesLeaveGaps, Routed, RoutingRule, check_rules, route, sooner

RULES = (
    RoutingRule(queue="illegal", is_notice_of_illegality=True),
    RoutingRule(queue="reports-es", reasons=frozenset({"report"}), languages=frozenset({"es"})),
    RoutingRule(queue="reports", reasons=frozenset({"report"}), is_notice_of_illegality=False),
    RoutingRule(queue="payments", clauses=frozenset({"payment-inside"})),
    RoutingRule(queue="late", reasons=frozenset({"late_fact"}), platforms=frozenset({"crafts"})),
    RoutingRule(queue="all"),
)


class TestRoute:
    @pytest.mark.parametrize(
        ("routed", "queue"),
        [
            (Routed(reason="report", language="es", is_notice_of_illegality=True), "illegal"),
            (Routed(reason="report", language="es"), "reports-es"),
            (Routed(reason="report", language="es-mx"), "reports-es"),
            (Routed(reason="report", language="en"), "reports"),
            (Routed(reason="proposal", language="en", clause="payment-inside"), "payments"),
            (Routed(reason="late_fact", language="en", platform="crafts"), "late"),
            (Routed(reason="late_fact", language="en"), "all"),
        ],
    )
    def test_takes_the_first_rule_that_fits(self, routed: Routed, queue: str) -> None:
        check_rules(RULES)

        assert route(routed, rules=RULES) == queue

    def test_refuses_to_lose_a_case(self) -> None:
        with pytest.raises(NoQueueTakesIt, match="add a last rule"):
            route(Routed(reason="signal", language="en"), rules=RULES[:-1])

    def test_tells_a_variety_from_its_language(self) -> None:
        brazil = (RoutingRule(queue="brazil", languages=frozenset({"pt-BR"})), RoutingRule(queue="all"))

        assert route(Routed(reason="report", language="pt-br"), rules=brazil) == "brazil"
        assert route(Routed(reason="report", language="pt"), rules=brazil) == "all"


class TestSooner:
    @pytest.mark.parametrize(
        ("queue", "other", "chosen"),
        [("all", "illegal", "illegal"), ("illegal", "all", "illegal"), ("all", "all", "all"), ("all", "gone", "all")],
    )
    def test_is_the_queue_that_the_rules_name_first(self, queue: str, other: str, chosen: str) -> None:
        assert sooner(queue, other, rules=RULES) == chosen

    def test_stays_where_no_rule_names_either(self) -> None:
        assert sooner("gone", "lost", rules=RULES) == "gone"


class TestCheckRules:
    @pytest.mark.parametrize("rules", [(), RULES[:-1]])
    def test_refuses_rules_that_leave_gaps(self, rules: tuple[RoutingRule, ...]) -> None:
        with pytest.raises(QueuesLeaveGaps, match="has to take every case"):
            check_rules(rules)
