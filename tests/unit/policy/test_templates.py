"""Nudges and notices: what a template may show, and that it reaches nothing else."""

import pytest

from habeas.policy.evaluate import evaluate
from habeas.policy.templates import BadTemplate, Template, check_template
from habeas.policy.texts import write_notice, write_nudge
from habeas.policy.verdicts import RuleOutcome
from tests.factories.policies import CLAUSE, a_finding, a_policy, a_rule, a_scan, some_facts

NAMES = frozenset({"finding.text", "finding.kind", "sender.strikes", "surface"})
NESTED = "the text nests too deeply: 50 levels are followed"


class TestCheck:
    @pytest.mark.parametrize(
        "source",
        [
            "no places at all",
            "Hello {{ finding.text }}",
            "{{ finding.text | upper }} on {{ surface | default('here') }}",
            "{% if sender.strikes > 1 and not surface == 'x' %}again{% else %}first{% endif %}",
            "{{ 'a' if sender.strikes in [1, 2] or surface in ('x', 'y') else 'b' }}",
            "{# a remark #}text",
        ],
    )
    def test_takes_values_filters_and_choices(self, source: str) -> None:
        check_template(source, names=NAMES)

    @pytest.mark.parametrize(
        ("source", "line", "message"),
        [
            ("{{ finding.txet }}", 1, "a text cannot show 'finding.txet'; did you mean 'finding.text'?"),
            ("{{ finding }}", 1, "a text cannot show 'finding'; did you mean 'finding.text'?"),
            (
                "{{ finding.text.__class__ }}",
                1,
                "a text cannot show 'finding.text.__class__'; did you mean 'finding.text'?",
            ),
            ("{{ self }}", 1, "a text cannot show 'self'"),
            ("{{ finding['text'] }}", 1, "a text may not hold a getitem"),
            ("{{ ''.__class__ }}", 1, "a text cannot show 'a const.__class__'"),
            ("{{ cycler('a') }}", 1, "a text may not hold a call"),
            ("{{ finding.text.upper() }}", 1, "a text may not hold a call"),
            ("{{ 'a' * 1000000000 }}", 1, "a text may not hold a mul"),
            ("{{ finding.text | xmlattr }}", 1, "no filter 'xmlattr'"),
            ("{{ finding.text | uper }}", 1, "no filter 'uper'; did you mean 'upper'?"),
            ("{{ finding.text is defined }}", 1, "a text may not hold a test"),
            ("line one\n{% for x in surface %}{{ x }}{% endfor %}", 2, "a text may not hold a for"),
            ("{% set x = 1 %}", 1, "a text may not hold a assign"),
            ("{% include 'other' %}", 1, "a text may not hold a include"),
            ("{% import 'os' as os %}", 1, "a text may not hold a import"),
            ("{% macro m() %}{% endmacro %}", 1, "a text may not hold a macro"),
            ("line one\n{{ finding.text", 2, "unexpected end of template, expected 'end of print statement'."),
            ("{{ finding.text | join(', ') }}", 1, "no filter 'join'"),
            ("{% autoescape true %}{% endautoescape %}", 1, "a text may not hold a scope"),
            ("{{ " + "(" * 4_000 + "surface" + ")" * 4_000 + " }}", 1, NESTED),
            ("{{ " + "not " * 60 + "surface }}", 1, NESTED),
            ("{{ " + " or ".join(["surface"] * 100) + " }}", 1, NESTED),
            ("x" * 10_001, 1, "a text may have 10,000 characters, this one has 10,001"),
        ],
    )
    def test_refuses_all_else(self, source: str, line: int, message: str) -> None:
        with pytest.raises(BadTemplate) as refused:
            check_template(source, names=NAMES)

        assert (refused.value.line, refused.value.message) == (line, message)


class TestTemplate:
    def test_writes_in_the_language_asked_for_or_the_first(self) -> None:
        template = Template({"en": "Hello {{ finding.text }}", "de": "Hallo {{ finding.text }}"})

        assert template.render({"finding.text": "x"}, language="de") == "Hallo x"
        assert template.render({"finding.text": "x"}, language="fr") == "Hello x"
        assert template.render({"finding.text": "x"}) == "Hello x"

    def test_reads_nothing_of_what_a_member_wrote(self) -> None:
        template = Template({"en": "You wrote {{ finding.text }}"})

        assert template.render({"finding.text": "{{ 7 * 7 }}"}) == "You wrote {{ 7 * 7 }}"

    def test_keeps_a_name_and_names_below_it_apart(self) -> None:
        assert Template({"en": "{{ a.b }} {{ c }}"}).render({"a.b": 1, "a.d": 2, "c": 3}) == "1 3"


def outcome_of(**texts: str) -> RuleOutcome:
    policy = a_policy(a_rule("the-rule", **texts), clauses=[{**CLAUSE, "safer_way": "Write here."}])
    verdict = evaluate(policy=policy, scan=a_scan(a_finding()), facts=some_facts(policy))
    assert verdict.reported is not None
    return verdict.reported


class TestTexts:
    def test_show_the_finding_the_clause_and_facts(self) -> None:
        outcome = outcome_of(
            nudge="{{ finding.text }}: {{ clause.safer_way }}",
            notice="{{ rule.title }} / {{ clause.title }} / {{ clause.text }} / {{ clause.url }} / {{ sender.strikes }}",
        )

        assert write_nudge(outcome) == "a@b.c: Write here."
        assert write_notice(outcome) == (
            "A rule / Contact / No contact before a contract. / https://market.example/terms / unknown"
        )

    def test_hold_an_unknown_count_for_neither_more_nor_less(self) -> None:
        choice = "{% if sender.strikes > 1 or sender.strikes <= 1 %}known{% else %}{{ sender.strikes }}{% endif %}"

        assert write_nudge(outcome_of(nudge=choice)) == "unknown"

    def test_are_none_where_the_policy_has_none(self) -> None:
        outcome = outcome_of()

        assert (write_nudge(outcome), write_notice(outcome)) == (None, None)

    def test_leave_a_safer_way_out_where_the_clause_names_none(self) -> None:
        policy = a_policy(a_rule(nudge="Stop.{{ clause.safer_way }}"))
        verdict = evaluate(policy=policy, scan=a_scan(a_finding()), facts=some_facts(policy))

        assert verdict.reported is not None
        assert write_nudge(verdict.reported) == "Stop."
