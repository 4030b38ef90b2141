"""What can be said of a policy without any case."""

from datetime import date
from typing import Any

import pytest

from habeas.policy.checks import check_platform, check_policy
from habeas.policy.expressions import language
from habeas.policy.possibilities import all_of, can_hold, domain_of
from habeas.policy.rules import Policy
from habeas.policy.unknown import FactType
from tests.factories.policies import ALWAYS, CLAUSE, a_policy, a_rule

ON = date(2026, 6, 1)
FED = [
    {"platform": "north", "family": "contract", "since": "2026-01-01"},
    {"platform": "north", "family": "measures", "since": "2024-01-01"},
]
OPTION = {"id": "closed", "type": "bool", "default": "false", "means": "closed"}


def remarks(*rules: dict[str, Any], **parts: object) -> list[tuple[str, str]]:
    return [(remark.kind, remark.about) for remark in check_policy(a_policy(*rules, **parts))]


def holding(*conditions: str) -> dict[str, Any]:
    return {"when": [{"if": condition, "says": "so"} for condition in conditions]}


class TestUnreachableRule:
    @pytest.mark.parametrize(
        "conditions",
        [
            ("contract.state == 'none'", "contract.state == 'active'"),
            ("sender.strikes > 3", "sender.strikes < 2"),
            ("finding.kind == 'payment'",),
            ("finding.purpose == 'poratl'",),
            ("contract.state == 'actve'",),
            ("pair.known_before && !pair.known_before",),
            ("sender.strikes + 1 == sender.strikes",),
            ("finding.confidence < 0.5 && finding.confidence > 0.6",),
        ],
    )
    def test_is_found(self, conditions: tuple[str, ...]) -> None:
        assert remarks(a_rule(**holding(*conditions))) == [("unreachable", "the-rule")]

    @pytest.mark.parametrize(
        "conditions",
        [
            ("contract.state == 'none'", "sender.strikes > 3"),
            ("sender.strikes >= 3", "sender.strikes <= 3"),
            ("finding.kind == 'phone' || finding.kind == 'payment'",),
            ("finding.text.startsWith('www')",),
            ("surface == 'anything at all'",),
            ("finding.purpose == 'calendar'",),
            ("finding.confidence > 0.5 && finding.confidence < 0.9",),
            ("option.closed",),
        ],
    )
    def test_is_not_a_rule_that_can_fire(self, conditions: tuple[str, ...]) -> None:
        variants = [{"id": "v", "platforms": ["north"], "options": {"closed": "true"}}]

        assert remarks(a_rule(**holding(*conditions)), options=[OPTION], variants=variants) == []

    def test_is_one_whose_option_no_variant_sets(self) -> None:
        assert remarks(a_rule(**holding("option.closed")), options=[OPTION]) == [("unreachable", "the-rule")]

    def test_is_not_one_for_signals(self) -> None:
        rule = a_rule(**{**holding("finding.kind == 'fraud'"), "class": "fraud"})

        assert remarks(rule, signal_classes=["fraud"]) == []


class TestIdleException:
    def test_is_found(self) -> None:
        rule = a_rule(**holding("contract.state == 'none'"), unless=[{"id": "e", "if": "contract.state == 'active'"}])

        assert remarks(rule) == [("idle-exception", "e")]

    def test_is_none_that_excuses_one_of_its_rules(self) -> None:
        first = a_rule("one", **holding("contract.state == 'none'"))
        second = a_rule("two", **holding("contract.state == 'active'"))
        clause = {**CLAUSE, "unless": [{"id": "e", "if": "contract.state == 'active'"}]}

        assert remarks(first, second, clauses=[clause]) == []


class TestRivalRules:
    HARSH = ({"action": "hold_message"},)

    def test_are_not_looked_for_among_more_than_a_person_writes(self) -> None:
        many = [a_rule(f"rule-{place}", **holding(f"sender.strikes > {place}")) for place in range(101)]

        assert remarks(*many) == [("not-compared", "rule-0")]
        assert remarks(*many[:100]) == []

    def test_are_found_where_they_hold_for_the_same_facts(self) -> None:
        first = a_rule("one", **holding("contract.state in ['none', 'offered']"))
        second = a_rule(
            "two", **holding("!(contract.state != 'none' && contract.state != 'offered')"), answer=list(self.HARSH)
        )

        assert remarks(first, second) == [("rival-rules", "one")]

    @pytest.mark.parametrize(
        "second",
        [
            a_rule("two", **holding("contract.state == 'none'"), answer=[{"action": "warn"}]),
            a_rule("two", **holding("contract.state in ['none', 'offered']")),
            a_rule("two", **holding("contract.state in ['none', 'offered']"), answer=[{"action": "warn"}], priority=1),
            a_rule(
                "two", **holding("contract.state in ['none', 'offered']"), answer=[{"action": "warn"}], mode="shadow"
            ),
            a_rule(
                "two",
                **{**holding("contract.state in ['none', 'offered']"), "class": "payment_off_platform"},
                answer=[{"action": "warn"}],
            ),
            a_rule("two", when=[ALWAYS], answer=[{"action": "warn"}]),
        ],
    )
    def test_are_not_those_that_differ_agree_or_are_told_apart(self, second: dict[str, Any]) -> None:
        assert remarks(a_rule("one", **holding("contract.state in ['none', 'offered']")), second) == []


class TestTexts:
    def test_that_are_missing_in_a_language_are_found(self) -> None:
        both = {"en": "one", "de": "eins"}
        clause = {**CLAUSE, "title": both, "text": both, "safer_way": {"en": "here"}}
        rule = a_rule(
            title=both,
            when=[{"id": "c", "if": "true", "says": both, "otherwise": both, "unknown": {"en": "x"}}],
            unless=[{"id": "e", "if": "true"}],
            nudge={"en": "x"},
            notice=both,
        )
        ceilings = [{"id": "limit", "if": "true", "says": "x", "action": "warn"}]

        found = remarks(
            rule,
            clauses=[clause],
            title=both,
            languages=["en", "de"],
            ceilings=ceilings,
            vocabulary={"phone": "x", "email": both},
        )

        assert found == [("missing-text", about) for about in ("c", "contact", "e", "limit", "phone", "the-rule")]

    def test_of_its_own_facts_and_counters_are_among_them(self) -> None:
        both = {"en": "one", "de": "eins"}
        fact = {"type": "bool", "family": "own", "means": both}
        facts = [
            {**fact, "name": "own.whole", "changeable": both},
            {**fact, "name": "own.half", "changeable": "only in English"},
            {**fact, "name": "own.bare"},
            {"name": "surface", "absent": "message"},
        ]
        counter = {"event": "message.sent", "by": "sender", "window": "1 day"}
        counters = [{**counter, "name": "sent.whole", "means": both}, {**counter, "name": "sent.half", "means": "x"}]
        texts = {"title": both, "clauses": [{**CLAUSE, "title": both, "text": both}]}
        rule = a_rule(title=both, when=[{"if": "true", "says": both}])

        found = remarks(rule, languages=["en", "de"], facts=facts, counters=counters, **texts)

        assert found == [("missing-text", "own.half"), ("missing-text", "sent.half")]


class TestClauses:
    def test_that_cannot_be_cited_yet_are_found(self) -> None:
        clause = {**CLAUSE, "announced_at": "2026-05-30", "notice_days": 15}

        assert remarks(a_rule(), clauses=[clause]) == [("not-yet-citable", "contact")]

    def test_that_no_rule_enforces_are_found(self) -> None:
        assert remarks(a_rule(), clauses=[CLAUSE, {**CLAUSE, "id": "idle"}]) == [("unused-clause", "idle")]


class TestPlatform:
    """F2."""

    def never(self, policy: Policy, platform: str) -> list[tuple[str, str]]:
        return [(remark.about, remark.message) for remark in check_platform(policy, platform=platform, on=ON)]

    def test_that_does_not_feed_a_fact_lets_no_rule_act_that_needs_it(self) -> None:
        """F2."""
        policy = a_policy(a_rule(**holding("contract.state == 'none'")), coverage=FED)

        assert self.never(policy, "south") == [
            ("the-rule", "can never act on south: south does not feed contract.state")
        ]
        assert self.never(policy, "north") == []

    def test_feeds_nothing_before_its_day(self) -> None:
        """F2."""
        policy = a_policy(a_rule(**holding("contract.state == 'none'")), coverage=FED)

        early = check_platform(policy, platform="north", on=date(2025, 12, 31))

        assert [remark.about for remark in early] == ["the-rule"]

    def test_needs_a_feed_as_long_as_a_count_looks_back(self) -> None:
        """F2."""
        policy = a_policy(a_rule(**holding("sender.strikes > 1")), coverage=[{**FED[1], "since": "2026-05-01"}])

        assert [about for about, _ in self.never(policy, "north")] == ["the-rule"]

    @pytest.mark.parametrize(
        "condition",
        [
            "surface == 'message'",
            "declared.purpose == 'legal'",
            "!pair.known_before",
            "contract.state == 'none' || finding.asks",
        ],
    )
    def test_needs_no_feed_for_what_comes_with_the_message_or_has_a_default(self, condition: str) -> None:
        """F1, F2."""
        assert self.never(a_policy(a_rule(**holding(condition))), "south") == []

    def test_whose_options_switch_a_rule_off_never_sees_it_act(self) -> None:
        variants = [{"id": "v", "platforms": ["north"], "options": {"closed": "true"}}]
        policy = a_policy(a_rule(**holding("!option.closed")), options=[OPTION], variants=variants)

        assert self.never(policy, "north") == [
            ("the-rule", "can never act on north: the condition 'the-rule.1' is never true there")
        ]
        assert self.never(policy, "south") == []

    def test_may_keep_conditions_from_holding_together(self) -> None:
        variants = [{"id": "v", "platforms": ["north"], "options": {"closed": "true"}}]
        policy = a_policy(
            a_rule(**holding("option.closed || finding.asks", "!option.closed || finding.asks", "!finding.asks")),
            options=[OPTION],
            variants=variants,
        )

        assert self.never(policy, "north") == [
            ("the-rule", "can never act on north: its conditions never hold together there")
        ]


class TestCanHold:
    LANGUAGE = language({f"fact.n{number}": FactType.BOOL for number in range(40)})

    def test_answers_that_it_may_where_it_searched_long_enough(self) -> None:
        names = ", ".join(f"fact.n{number}" for number in range(40))
        goal = all_of([self.LANGUAGE.compile(f"size([{names}]) == 1")])

        assert can_hold(goal, domains={f"fact.n{number}": (True, False) for number in range(40)})

    def test_knows_the_values_at_which_answers_turn(self) -> None:
        terms = language({"a.n": FactType.INT, "a.s": FactType.DOUBLE, "a.t": FactType.STRING, "a.b": FactType.BOOL})
        conditions = [terms.compile("a.n > 3 && a.s < 0.5 && a.t == 'x' && a.b")]

        assert domain_of("a.n", FactType.INT, conditions) == (-1, 0, 1, 2, 3, 4)
        assert domain_of("a.s", FactType.DOUBLE, conditions) == (-1.0, 0.0, 0.25, 0.5, 1.75, 3.0, 4.0)
        assert domain_of("a.t", FactType.STRING, conditions) == ("x", "(other)")
        assert domain_of("a.b", FactType.BOOL, conditions) == (True, False)
