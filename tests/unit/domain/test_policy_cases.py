"""The tests beside a policy: read with their places, run, and counted."""

import pytest

from habeas.domain.policy_cases import CaseCoverage, load_cases, measure_coverage, run_case
from habeas.policy.problems import PolicyError
from tests.factories.policies import a_policy, a_rule

BEFORE_CONTRACT = {"if": "contract.state == 'none'", "says": "no contract had started"}
POLICY = a_policy(
    a_rule(
        "early",
        when=[BEFORE_CONTRACT],
        unless=[{"id": "known", "if": "pair.known_before"}],
        answer=[{"action": "restrict"}],
    ),
    a_rule("quiet", mode="shadow", **{"class": "payment_off_platform"}),
    a_rule("raised", **{"class": "fraud"}),
    signal_classes=["fraud"],
)


def run(text: str) -> list[tuple[str, ...]]:
    return [run_case(case, policy=POLICY).differences for case in load_cases({"tests/a.yaml": text}, policy=POLICY)]


def refused(text: str) -> list[tuple[int, str]]:
    with pytest.raises(PolicyError) as error:
        load_cases({"tests/a.yaml": text}, policy=POLICY)
    return [(problem.place.line, problem.message) for problem in error.value.problems]


def a_case(body: str, expect: str = "{ allowed: true }") -> str:
    return f"cases:\n  - id: one\n    {body}\n    expect: {expect}\n"


class TestRunCase:
    @pytest.mark.parametrize(
        ("body", "expect"),
        [
            ("findings: [{ kind: email }]", "{ finding: contact_details, allowed: true, action: none }"),
            ("findings: []", "{ finding: none, allowed: true, proposed: nothing, needs_human: false }"),
            (
                "findings: [{ kind: email }]\n    facts: { contract.state: none }",
                "{ allowed: false, action: hold_message, proposed: restrict, needs_human: true, rule: early }",
            ),
            ("findings: [{ kind: email }]\n    facts: { contract.state: unknown }", "{ allowed: true }"),
            ("findings: [{ kind: email }]\n    facts: { contract.state: 'null' }", "{ allowed: false }"),
            (
                "findings: [{ kind: email }]\n    facts: { contract.state: none, pair.known_before: true }",
                "{ allowed: true }",
            ),
            (
                "findings: [{ kind: email }]\n    facts: { contract.state: none }\n    claims: { pair.known_before: true }",
                "{ allowed: false }",
            ),
            (
                "findings: [{ kind: email }]\n    facts: { contract.state: none }\n    at: 2025-01-01",
                "{ allowed: true, action: none }",
            ),
            ("findings: [{ kind: handle, contact: false }]", "{ finding: none }"),
            ("findings: [{ kind: email, confidence: 0.3 }]", "{ finding: none }"),
            ("findings: [{ kind: link, purpose: calendar, obfuscated: true }]", "{ finding: contact_details }"),
            ("text: Good morning\n    country: GB\n    language: en", "{ finding: none, allowed: true }"),
            ("text: [Good morning, and good night]", "{ finding: none, allowed: true }"),
            ("findings: [{ kind: email, asks: true }]\n    purpose: legal", "{ finding: contact_details }"),
        ],
    )
    def test_passes_where_all_is_as_expected(self, body: str, expect: str) -> None:
        case = load_cases({"tests/a.yaml": a_case(body, expect)}, policy=POLICY)[0]

        outcome = run_case(case, policy=POLICY)

        assert outcome.passed, outcome.differences

    def test_names_each_difference(self) -> None:
        body = "findings: [{ kind: email }]\n    facts: { contract.state: none }"
        expect = "{ finding: none, allowed: true, action: nudge, proposed: nothing, needs_human: false, rule: late }"

        assert run(a_case(body, expect)) == [
            (
                "finding: expected none, got contact_details",
                "allowed: expected true, got false",
                "action: expected nudge, got hold_message",
                "proposed: expected nothing, got restrict",
                "needs_human: expected false, got true",
                "rule: expected late, got early",
            )
        ]

    def test_names_a_rule_that_is_not_reported_at_all(self) -> None:
        assert run(a_case("findings: []", "{ rule: early }")) == [("rule: expected early, got nothing",)]


class TestLoadCases:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("cases: []", (1, "the list is empty")),
            ("case: []", (1, "a file of cases has no 'case'; did you mean 'cases'?")),
            (a_case("text: x\n    findings: []"), (2, "a case gives either a text or findings")),
            (a_case("purpose: x"), (2, "a case gives either a text or findings")),
            (
                a_case("findings: [{ kind: emial }]"),
                (
                    3,
                    "expected one of phone, email, link, handle, payment, postal_address, intent_off_platform, intent_pay_outside, got 'emial'; did you mean 'email'?",
                ),
            ),
            (
                a_case("findings: []\n    facts: { contract.stat: none }"),
                (4, "no fact is called 'contract.stat'; did you mean 'contract.state'?"),
            ),
            (
                a_case("findings: []\n    facts: { contract.state: gone }"),
                (
                    4,
                    "contract.state wants one of none, offered, active, paused, ended, unknown, got 'gone'; did you mean 'none'?",
                ),
            ),
            (
                a_case("findings: []\n    facts: { sender.strikes: many }"),
                (4, "sender.strikes wants a whole number from 0 or 'unknown', got 'many'"),
            ),
            (
                a_case("findings: []\n    facts: { pair.known_before: maybe }"),
                (4, "pair.known_before wants true or false or 'unknown', got 'maybe'"),
            ),
            ("cases: [", (2, "no YAML: did not find expected node content")),
        ],
    )
    def test_points_at_what_is_wrong(self, text: str, expected: tuple[int, str]) -> None:
        assert expected in refused(text)

    def test_reads_nothing_from_an_empty_file(self) -> None:
        assert load_cases({"tests/a.yaml": ""}, policy=POLICY) == ()


class TestMeasureCoverage:
    def coverage(self, *bodies: str) -> CaseCoverage:
        text = "".join(a_case(body).removeprefix("cases:\n") for body in bodies)
        cases = load_cases({"tests/a.yaml": f"cases:\n{text}"}, policy=POLICY)
        return measure_coverage([run_case(case, policy=POLICY) for case in cases], policy=POLICY)

    def test_names_rules_that_no_case_fires_and_exceptions_that_no_case_uses(self) -> None:
        coverage = self.coverage("findings: [{ kind: email }]\n    facts: { contract.state: none }")

        assert (coverage.rules_never_fired, coverage.exceptions_never_used) == (("quiet",), ("known",))

    def test_counts_shadow_rules_and_leaves_signals_out(self) -> None:
        coverage = self.coverage(
            "findings: [{ kind: email }]\n    facts: { contract.state: none, pair.known_before: true }",
            "findings: [{ kind: payment }]",
        )

        assert (coverage.rules_never_fired, coverage.exceptions_never_used) == ((), ())
