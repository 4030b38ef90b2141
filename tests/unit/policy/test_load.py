"""A policy's text: what of it is kept, and each error with its place and one clear message."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from habeas.policy.actions import Action
from habeas.policy.load import load_policy
from habeas.policy.problems import Place, PolicyError, Problem
from habeas.policy.rules import Mode, Step
from habeas.policy.unknown import UNKNOWN, FactType
from tests.factories.policies import CLAUSE, a_policy, a_rule, policy_text

BAD = """\
policy: bad
version: 1.0
released: 2026-13-01
title: {en: Bad, xx: What}
languages: [en]
ceiling: restrict
colour: blue
clauses:
  - id: contact
    title: Contact
    text: See {contract.stat}
    url: http://market.example
    in_force_from: 2026-01-01
  - id: payment
    title: Payment
    text: Payment
    url: https://market.example/terms
    in_force_from: 2026-01-01
  - id: payment
    title: Payment
    text: Payment
    url: https://market.example/terms
    in_force_from: 2026-01-01
rules:
  - id: one
    title: One
    clause: payment
    class: contact_detials
    when:
      - { if: "contract.stat == 'none'", says: x }
      - if: |
          pair.known_before &&
            sender.strikes == 'a'
        says: x
    unless:
      - { id: e, if: "true", answer: warn }
    answer: [ {strikes: 0, action: warn}, {strikes: 1, action: nudge} ]
    nudge: "Look: {{ finding.__class__ }}"
  - id: one
    title: One
    clause: payment
    class: contact_details
    when: [nothing-of-this-name]
    answer: [{action: nudge}]
variants:
  - { id: a, extends: b }
  - { id: b, extends: a }
"""


def problems_of(files: dict[str, str]) -> list[tuple[int, int, str]]:
    with pytest.raises(PolicyError) as refused:
        load_policy(files)
    return [(problem.place.line, problem.place.column, problem.message) for problem in refused.value.problems]


def messages_of(*rules: dict[str, Any], **parts: object) -> list[str]:
    return [message for _, _, message in problems_of({"policy.yaml": policy_text(*rules, **parts)})]


class TestErrors:
    def test_of_a_file_are_told_together_with_line_and_caret(self, snapshot: SnapshotAssertion) -> None:
        with pytest.raises(PolicyError) as refused:
            load_policy({"policy.yaml": BAD})

        assert str(refused.value) == snapshot

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", [(1, 1, "the policy is empty")]),
            ("# nothing yet\n", [(1, 1, "the policy is empty")]),
            ("- a\n- b\n", [(1, 1, "expected a policy, got a list")]),
            ("word", [(1, 1, "expected a policy, got a single value")]),
            ("a: [1\nb: 2\n", [(2, 2, "no YAML: did not find expected ',' or ']'")]),
            ("a:\n\t- b\n", [(2, 1, "no YAML: found character that cannot start any token")]),
            ("a: 1\n---\nb: 2\n", [(2, 1, "no YAML: but found another document")]),
            ("a: &x [1]\nb: *x\n", [(2, 4, "aliases are not allowed: write the part out")]),
            ("a: &x\n  b: *x\n", [(2, 6, "aliases are not allowed: write the part out")]),
            ("[" * 200 + "]" * 200, [(1, 101, "parts may lie 100 levels deep")]),
            ("# é\npolicy: \x01\n", [(2, 9, "no YAML: control characters are not allowed")]),
            ("policy:\n  \ud800", [(2, 3, "no YAML: half of a surrogate pair")]),
            (" " * 16_000_001, [(1, 1, "a file may have 16,000,000 characters")]),
        ],
    )
    def test_of_a_text_that_is_no_policy(self, text: str, expected: list[tuple[int, int, str]]) -> None:
        assert problems_of({"policy.yaml": text}) == expected

    def test_name_each_part_that_is_missing(self) -> None:
        found = messages_of(clauses=None, released=None)

        assert found == [
            "the policy needs 'clauses': the published clauses",
            "the policy needs 'released': the day of this version",
        ]

    def test_name_a_part_that_stands_in_two_files(self) -> None:
        files = {"a.yaml": policy_text(a_rule()), "b.yaml": "version: '2'"}

        assert problems_of(files) == [(1, 10, "'version' stands in a.yaml already")]

    def test_of_one_file_hide_none_of_another(self) -> None:
        files = {"a.yaml": "policy: [", "b.yaml": "colour: blue", "c.yaml": "a: *x"}

        with pytest.raises(PolicyError) as refused:
            load_policy(files)

        assert [problem.place.file for problem in refused.value.problems] == ["a.yaml", "b.yaml", "c.yaml"]

    def test_are_empty_for_no_files_at_all(self) -> None:
        assert problems_of({}) == [(1, 1, "the policy is empty")]

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            (a_rule(clause="contatc"), "no clause is called 'contatc'; did you mean 'contact'?"),
            (
                a_rule(**{"class": "payment_off_plattform"}),
                "no class of findings is called 'payment_off_plattform'; did you mean 'payment_off_platform'?",
            ),
            (a_rule(wehn=[]), "a rule has no 'wehn'; did you mean 'when'?"),
            (a_rule(when=[]), "the list is empty"),
            (a_rule(when="true"), "expected a list, got a single value"),
            (a_rule(when=["always"]), "no condition is called 'always'"),
            (a_rule(unless=["known"]), "no exception is called 'known'"),
            (a_rule("Rule One"), "expected an id of small letters, digits, '-' and '_', got 'Rule One'"),
            (a_rule(mode="shdow"), "expected one of acts, shadow, got 'shdow'; did you mean 'shadow'?"),
            (a_rule(mode=["shadow"]), "expected one of acts, shadow"),
            (a_rule(title={"de": "Regel"}), "the policy does not list the language 'de' (it lists en)"),
            (a_rule(title=["x"]), "expected a mapping, got a list"),
            (a_rule(title=""), "expected a text, got ''"),
            (a_rule(priority=-1), "expected a whole number from 0, got '-1'"),
            (a_rule(priority="high"), "expected a whole number from 0, got 'high'"),
            (a_rule(ceiling="restrict"), "a machine may do hold_message at most, never restrict"),
            (
                a_rule(error_budget={"overturned": 2, "false_positives": 0.1}),
                "expected a share between 0 and 1, got '2'",
            ),
            (
                a_rule(when=[{"if": "true"}]),
                "a condition needs 'says': what it means for the member when it holds",
            ),
            (
                a_rule(when=[{"if": "true", "says": "{finding.txt}"}]),
                "a text cannot show 'finding.txt'; did you mean 'finding.text'?",
            ),
            (a_rule(when=[{"if": ["true"], "says": "x"}]), "expected a condition, got a list"),
            (
                a_rule(when=[{"if": "pair.knwon_before", "says": "x"}]),
                "nothing is called 'pair.knwon_before'; did you mean 'pair.known_before'?",
            ),
            (a_rule(nudge="{% for x in finding.text %}{{ x }}{% endfor %}"), "a text may not hold a for"),
            (a_rule(notice="{{ clause.title"), "unexpected end of template, expected 'end of print statement'."),
        ],
    )
    def test_of_a_rule(self, rule: dict[str, Any], expected: str) -> None:
        found = messages_of(rule)

        assert any(expected in message for message in found), found

    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            ([], "the list is empty"),
            ([{"action": "none"}], "the first answer is at least nudge"),
            ([{"action": "nudge", "strikes": 1}], "the last answer has no bound, or some cases would have no answer"),
            ([{"action": "nudge", "nudges": 1}], "the last answer has no bound, or some cases would have no answer"),
            (
                [{"action": "warn", "strikes": 1}, {"action": "nudge"}],
                "answers grow harsher: nudge comes after warn",
            ),
            ([{"action": "warn", "strikes": 1}, {"action": "warn"}], "answers grow harsher: warn comes after warn"),
            (
                [{"action": "nudge"}, {"action": "warn"}],
                "an answer without a bound ends the list: those after it are never reached",
            ),
            (
                [{"action": "nudge", "or_share_below": 0.1, "nudges": 1}, {"action": "warn"}],
                "'or_share_below' widens a bound of strikes, and there is none",
            ),
        ],
    )
    def test_of_answers(self, rows: list[dict[str, Any]], expected: str) -> None:
        """S10."""
        assert expected in messages_of(a_rule(answer=rows))

    @pytest.mark.parametrize("answer", ["warn", "hold_message", "terminate"])
    def test_of_an_exception_that_answers_harshly(self, answer: str) -> None:
        """S6."""
        found = messages_of(a_rule(unless=[{"id": "e", "if": "true", "answer": answer}]))

        assert found == ["an exception answers none or nudge, nothing harsher"]

    @pytest.mark.parametrize(
        ("parts", "expected"),
        [
            ({"clauses": [CLAUSE, CLAUSE]}, "the clause 'contact' stands at policy.yaml:1 already"),
            (
                {"conditions": [{"id": "c", "if": "true", "says": "x"}] * 2},
                "the condition 'c' stands at policy.yaml:1 already",
            ),
            (
                {"exceptions": [{"id": "e", "if": "true"}] * 2},
                "the exception 'e' stands at policy.yaml:1 already; share it by its name",
            ),
            ({"ceilings": [{"id": "c", "if": "tru", "says": "x", "action": "warn"}]}, "nothing is called 'tru'"),
            ({"exceptions": [{"id": "e", "if": "tru"}]}, "nothing is called 'tru'"),
            ({"conditions": [{"id": "e", "if": "tru", "says": "x"}]}, "nothing is called 'tru'"),
            (
                {"ceilings": [{"id": "c", "if": "true", "says": "x", "action": "restrict"}]},
                "a machine may do hold_message at most, never restrict",
            ),
            (
                {"signal_classes": ["contact_details"]},
                "'contact_details' is a class that detection feeds already",
            ),
            ({"ladder": [{"action": "restrict"}]}, "every measure ends: 'restrict' needs 'lasts'"),
            (
                {"ladder": [{"action": "restrict", "lasts": "7 days", "longest": "1 day"}]},
                "'longest' is shorter than 'lasts'",
            ),
            (
                {"ladder": [{"action": "restrict", "lasts": "a week"}]},
                "expected a time such as '7 days' or '4 hours', got 'a week'",
            ),
            ({"facts": [{"name": "job.size", "type": "int"}]}, "the new fact 'job.size' needs 'means'"),
            ({"facts": [{"name": "sender.strikes", "type": "bool"}]}, "the fact 'sender.strikes' has the type int"),
            (
                {"facts": [{"name": "sender.strikes", "absent": "many"}]},
                "the fact 'sender.strikes' takes a whole number from 0 or 'unknown', got 'many'",
            ),
            (
                {"facts": [{"name": "contract.state", "absent": "paid"}]},
                "the fact 'contract.state' takes one of none, offered, active, paused, ended, unknown, got 'paid'",
            ),
            (
                {"counters": [{"name": "sent.invites", "event": "message.sent", "by": "sender", "means": "x"}]},
                "a counter needs 'window': how far back",
            ),
            (
                {"coverage": [{"platform": "north", "family": "contarct", "since": "2026-01-01"}]},
                "no family of facts is called 'contarct'; did you mean 'contract'?",
            ),
            (
                {"options": [{"id": "closed", "type": "bool", "default": "maybe", "means": "x"}]},
                "expected true or false, got 'maybe'",
            ),
            (
                {"options": [{"id": "size", "type": "int", "default": "big", "means": "x"}]},
                "expected a whole number, got 'big'",
            ),
            (
                {"variants": [{"id": "v", "options": {"size": "1"}}]},
                "no option is called 'size'",
            ),
            (
                {
                    "options": [{"id": "size", "type": "int", "default": "1", "means": "x"}],
                    "variants": [{"id": "v", "options": {"size": "big"}}],
                },
                "expected a whole number, got 'big'",
            ),
            ({"variants": [{"id": "v", "extends": "w"}]}, "no variant is called 'w'"),
            (
                {"variants": [{"id": "v", "extends": "w"}, {"id": "w", "extends": "v"}]},
                "the variants extend each other in a circle: v -> w -> v",
            ),
            (
                {"variants": [{"id": "v", "extends": "v"}]},
                "the variants extend each other in a circle: v -> v",
            ),
            (
                {"vocabulary": {"phone": "{finding.knid}"}},
                "a text cannot show 'finding.knid'; did you mean 'finding.kind'?",
            ),
            ({"clocks": {"appeal": "soon"}}, "expected a time such as '7 days' or '4 hours', got 'soon'"),
            ({"rules": [0] * 10_001}, "a list of at most 10,000, this one has 10,001"),
        ],
    )
    def test_of_other_parts(self, parts: dict[str, Any], expected: str) -> None:
        assert expected in messages_of(a_rule(), **parts)

    def test_of_variants_that_disagree_for_one_platform(self) -> None:
        option = {"id": "closed", "type": "bool", "default": "false", "means": "x"}
        variants = [
            {"id": "a", "platforms": ["north", "south"], "options": {"closed": "true"}},
            {"id": "b", "platforms": ["south"], "options": {"closed": "false"}},
            {"id": "c", "platforms": ["west"], "options": {"closed": "false"}},
            {"id": "d", "platforms": ["north"], "plans": ["gold"], "options": {"closed": "true"}},
        ]

        found = messages_of(a_rule(), options=[option], variants=variants)

        assert found == ["the variants 'b' and 'a' set 'closed' for the same platform or plan"]

    def test_of_one_exception_defined_in_two_places(self) -> None:
        excuse = {"id": "e", "if": "true"}

        found = messages_of(a_rule("one", unless=[excuse]), a_rule("two", unless=[excuse]))

        assert found == ["the exception 'e' stands at policy.yaml:1 already; share it by its name"]

    def test_do_not_miss_names_that_could_not_be_read(self) -> None:
        """A clause with a mistake is no reason to say that no clause of its name exists."""
        clause = {**CLAUSE, "url": "nowhere"}

        assert messages_of(a_rule(), clauses=[clause]) == ["expected an https address, got 'nowhere'"]

    def test_do_not_miss_shared_parts_that_are_wrong(self) -> None:
        """One slip in a condition that ten rules share is told once, and where it is."""
        parts = {
            "conditions": [{"id": "early", "if": "contract.stat == 'none'", "says": "x"}],
            "exceptions": [{"id": "known", "if": "pair.known"}],
        }

        found = messages_of(a_rule("one", when=["early"], unless=["known"]), a_rule("two", when=["early"]), **parts)

        assert [message.partition(";")[0] for message in found] == [
            "nothing is called 'contract.stat'",
            "nothing is called 'pair.known'",
        ]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("policy: [a, b]", (1, 9)),
            ("? [a]\n: b", (1, 3)),
            ("policy: a\npolicy: b", (2, 1)),
        ],
    )
    def test_point_at_keys_and_values(self, text: str, expected: tuple[int, int]) -> None:
        assert expected in [problem[:2] for problem in problems_of({"policy.yaml": text})]

    @pytest.mark.parametrize(
        ("written", "place"),
        [
            ("if: pair.knwon_before", (2, 15)),
            ("if: 'pair.knwon_before'", (2, 16)),
            ('if: "true && pair.knwon_before"', (2, 24)),
            ("if: |\n            true &&\n              pair.knwon_before", (4, 15)),
            ("if: >-\n            true &&\n            pair.knwon_before", (2, 15)),
            ("if: true &&\n            pair.knwon_before", (2, 15)),
        ],
    )
    def test_point_into_a_condition(self, written: str, place: tuple[int, int]) -> None:
        text = f"conditions:\n  -       {written}\n          id: x\n          says: y\n"

        places = [found[:2] for found in problems_of({"policy.yaml": text}) if "knwon" in found[2]]

        assert places == [place]


class TestProblem:
    def test_shows_the_place_alone_where_the_line_is_not_there(self) -> None:
        problem = Problem(Place("a.yaml", 9, 1), "too far")

        assert problem.render({"a.yaml": "one line"}) == "a.yaml:9:1: too far"

    def test_keeps_the_caret_under_its_column_behind_tabs(self) -> None:
        problem = Problem(Place("a.yaml", 1, 3), "here")

        assert problem.render({"a.yaml": "\tab"}).splitlines()[-1] == "   | \t ^"


class TestPolicy:
    def test_keeps_what_its_files_say(self) -> None:
        policy = a_policy(
            a_rule(
                mode="shadow",
                on_unknown="case",
                ceiling="nudge",
                priority=3,
                error_budget={"overturned": 0.05, "false_positives": 0.1},
                nudge="Hello {{ finding.text }}",
                notice={"en": "Read {{ clause.text }}"},
                unless=[{"id": "e", "if": "true", "says": "so", "accepts": "member_word"}, {"id": "f-g", "if": "true"}],
            ),
            ceiling="warn",
            signal_classes=["fraud"],
            clocks={"appeal": "183 days"},
            strikes_expire_after="100 days",
            nudges_expire_after="10 days",
        )
        rule = policy.rules[0]

        assert (policy.identity.id, policy.identity.version, policy.released) == ("small", "1", date(2026, 6, 1))
        assert (policy.title.text(), policy.languages, policy.ceiling) == ("Small", ("en",), Action.WARN)
        assert policy.classes[-1] == "fraud"
        assert policy.clocks == {"appeal": timedelta(days=183)}
        assert (policy.strikes_expire_after, policy.nudges_expire_after) == (timedelta(days=100), timedelta(days=10))
        assert (rule.mode, rule.opens_case_on_unknown, rule.ceiling, rule.priority) == (
            Mode.SHADOW,
            True,
            Action.NUDGE,
            3,
        )
        assert rule.error_budget is not None
        assert (rule.error_budget.overturned, rule.error_budget.false_positives) == (0.05, 0.1)
        assert [(e.id, e.says.text(), e.accepts_claims) for e in rule.exceptions] == [
            ("e", "so", True),
            ("f-g", "f g", False),
        ]
        assert policy.has_shadow

    def test_reads_its_ladder(self) -> None:
        policy = a_policy(
            a_rule(),
            ladder=[
                {"action": "nudge"},
                {
                    "action": "suspend_pending_review",
                    "lasts": "7 days",
                    "renewals": 1,
                    "longest": "14 days",
                    "notice": "72 hours",
                    "second_person": "true",
                },
            ],
        )

        assert policy.ladder == {
            Action.NUDGE: Step(action=Action.NUDGE),
            Action.SUSPEND_PENDING_REVIEW: Step(
                action=Action.SUSPEND_PENDING_REVIEW,
                lasts=timedelta(days=7),
                renewals=1,
                longest=timedelta(days=14),
                notice=timedelta(hours=72),
                second_person=True,
            ),
        }

    def test_declares_its_own_facts_and_narrows_shipped_ones(self) -> None:
        """F1."""
        policy = a_policy(
            a_rule(),
            facts=[
                {
                    "name": "job.size",
                    "type": "int",
                    "means": "people wanted",
                    "family": "job",
                    "absent": "1",
                    "window": "2 days",
                },
                {
                    "name": "job.kind",
                    "type": "string",
                    "means": "its kind",
                    "family": "job",
                    "values": ["short", "long"],
                    "open": "true",
                },
                {"name": "surface", "absent": "message"},
                {"name": "declared.purpose", "absent": "unknown", "proven_by": ["platform"], "changeable": "say it"},
            ],
        )
        declared = policy.declarations

        assert (declared["job.size"].type, declared["job.size"].absent, declared["job.size"].window.days) == (
            FactType.INT,
            1,
            2,
        )
        assert (declared["job.kind"].allowed, declared["job.kind"].is_open) == (("short", "long"), True)
        assert (declared["surface"].absent, declared["surface"].means) == ("message", "where it was written")
        assert (declared["declared.purpose"].absent, declared["declared.purpose"].changeable) == (UNKNOWN, "say it")

    def test_declares_a_fact_for_each_counter_and_each_limited_exception(self) -> None:
        policy = a_policy(
            a_rule(unless=[{"id": "my-excuse", "if": "true", "uses": {"per_pair": 2, "per_30_days": 5}}]),
            counters=[
                {"name": "sent.links", "event": "message.sent", "by": "sender", "window": "7 days", "means": "links"}
            ],
        )
        names = ("sent.links", "uses.my_excuse.per_pair", "uses.my_excuse.per_30_days")

        assert [policy.declarations[name].absent for name in names] == [UNKNOWN] * 3
        assert policy.declarations["sent.links"].window == timedelta(days=7)
        assert [(counter.name, counter.by, counter.event) for counter in policy.counters] == [
            ("sent.links", "sender", "message.sent")
        ]

    def test_takes_counters_from_the_rule_that_needs_them(self) -> None:
        counter = {
            "name": "sent.invites",
            "event": "message.sent",
            "by": "sender",
            "window": "24 hours",
            "means": "messages in a day",
        }

        policy = a_policy(
            a_rule("busy", counters=[counter], when=[{"if": "sent.invites > 20", "says": "many"}]), a_rule("other")
        )

        assert [(one.name, one.window) for one in policy.counters] == [("sent.invites", timedelta(days=1))]
        assert policy.declarations["sent.invites"].type is FactType.INT
        assert messages_of(a_rule("a", counters=[counter]), a_rule("b", counters=[counter]))[0].startswith(
            "the counter 'sent.invites' stands at"
        )

    def test_says_which_platform_feeds_what(self) -> None:
        """F2."""
        policy = a_policy(a_rule(), coverage=[{"platform": "north", "family": "contract", "since": "2026-02-01"}])

        assert [(c.platform, c.family, c.since) for c in policy.coverage] == [("north", "contract", date(2026, 2, 1))]

    def test_lets_variants_start_from_others(self) -> None:
        option = {"id": "closed", "type": "bool", "default": "false", "means": "x"}
        policy = a_policy(
            a_rule(),
            options=[
                option,
                {"id": "size", "type": "int", "default": "1", "means": "x"},
                {"id": "share", "type": "double", "default": "0.5", "means": "x"},
            ],
            variants=[
                {"id": "base", "platforms": ["south"], "options": {"closed": "true", "size": "2"}},
                {"id": "more", "extends": "base", "platforms": ["north"], "options": {"size": "3"}},
            ],
        )

        assert policy.options_for(platform="north", plan="none") == {
            "option.closed": True,
            "option.size": 3,
            "option.share": 0.5,
        }

    def test_shares_conditions_and_exceptions_by_name(self) -> None:
        shared = {"id": "always", "if": "true", "says": "so"}
        policy = a_policy(
            a_rule("one", when=["always"], unless=["excuse"]),
            a_rule("two", when=["always"]),
            conditions=[shared],
            exceptions=[{"id": "excuse", "if": "false"}],
            clauses=[{**CLAUSE, "unless": ["excuse"]}],
        )
        one, two = policy.rules

        assert one.conditions[0] is two.conditions[0]
        assert one.exceptions == two.exceptions

    def test_takes_words_as_they_are_written(self) -> None:
        """YAML would read `no` as false and 1.10 as 1.1."""
        text = policy_text(a_rule(), languages=None, version=None) + "\n"
        policy = load_policy({"a.yaml": text, "b.yaml": "languages: [no]\nversion: 1.10\n"})

        assert (policy.languages, policy.identity.version) == (("no",), "1.10")

    def test_ignores_files_with_comments_alone(self) -> None:
        text = policy_text(a_rule())

        assert load_policy({"a.yaml": text, "b.yaml": "# later\n"}).identity == load_policy({"a.yaml": text}).identity

    @pytest.mark.parametrize(
        "change", [{"version": "2"}, {"clauses": [{**CLAUSE, "text": "Other"}]}, {"languages": ["en", "de"]}]
    )
    def test_has_another_digest_when_anything_changes(self, change: dict[str, Any]) -> None:
        assert a_policy(a_rule(), **change).identity.digest != a_policy(a_rule()).identity.digest

    def test_has_the_same_digest_however_it_is_laid_out(self) -> None:
        plain = policy_text(a_rule("a"), a_rule("b"))
        indented = json.dumps(json.loads(policy_text(a_rule("b"), a_rule("a"))), indent=2)

        assert load_policy({"a.yaml": plain}).identity == load_policy({"z.yaml": indented}).identity

    @pytest.mark.long
    def test_may_have_ten_thousand_rules(self) -> None:
        rules = [
            a_rule(f"r{number}", when=[{"if": f"sender.strikes >= {number}", "says": "x"}]) for number in range(10_000)
        ]

        assert len(a_policy(*rules).rules) == 10_000
