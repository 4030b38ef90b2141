"""A snooze: one rule, one member or pair, until a date, by a name (design, section 5; S13)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from habeas.policy.checks import check_policy
from habeas.policy.differences import compare_policies
from habeas.policy.evaluate import evaluate
from habeas.policy.problems import PolicyError
from habeas.policy.restraints import UNRESTRAINED, restrain
from habeas.policy.snoozes import Snooze, snoozed_rules
from tests.factories.policies import a_finding, a_policy, a_rule, a_scan, some_facts

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def a_snooze(**changes: object) -> Snooze:
    given: dict[str, Any] = {"rule": "noisy", "until": NOW + timedelta(days=1), "by": "maria", "reason": "too many"}
    return Snooze(**given | changes)


class TestSnooze:
    @pytest.mark.parametrize(
        ("snooze", "is_snoozed"),
        [
            (a_snooze(), True),
            (a_snooze(until=NOW), False),
            (a_snooze(until=NOW - timedelta(hours=1)), False),
            (a_snooze(member="anna"), True),
            (a_snooze(member="ben"), False),
            (a_snooze(pair=frozenset({"ben", "anna"})), True),
            (a_snooze(pair=frozenset({"anna", "carla"})), False),
        ],
    )
    def test_covers_one_member_or_pair_or_all_until_its_time(self, snooze: Snooze, *, is_snoozed: bool) -> None:
        rules = snoozed_rules([snooze], sender="anna", recipient="ben", at=NOW)

        assert rules == ({"noisy"} if is_snoozed else set())

    @pytest.mark.parametrize("snooze", [a_snooze(pair=frozenset({"anna", "ben"})), a_snooze(member="ben")])
    def test_covers_no_message_that_names_nobody_else(self, snooze: Snooze) -> None:
        assert snoozed_rules([snooze], sender="anna", recipient=None, at=NOW) == frozenset()
        assert snoozed_rules([snooze], sender=None, recipient=None, at=NOW) == frozenset()


WRITTEN = {"rule": "noisy", "member": "anna", "until": "2026-12-01", "by": "Maria Lopez", "because": "ticket 4711"}


def messages_of(*snoozes: dict[str, Any]) -> list[str]:
    with pytest.raises(PolicyError) as caught:
        a_policy(a_rule("noisy"), snoozes=list(snoozes))
    return [problem.message for problem in caught.value.problems]


def without(*names: str, **changes: object) -> dict[str, Any]:
    return {name: value for name, value in {**WRITTEN, **changes}.items() if name not in names}


class TestSnoozesOfAPolicy:
    def test_are_kept_with_their_names(self) -> None:
        policy = a_policy(a_rule("noisy"), snoozes=[WRITTEN, without("member", pair=["ben", "anna"])])

        member, pair = policy.snoozes
        assert (member.rule, member.member, member.pair) == ("noisy", "anna", None)
        assert (member.by, member.reason) == ("Maria Lopez", "ticket 4711")
        assert member.until == datetime(2026, 12, 1, tzinfo=UTC)
        assert (pair.member, pair.pair) == (None, frozenset({"anna", "ben"}))
        assert [one.id for one in policy.snoozes] == ["noisy for anna", "noisy for anna and ben"]

    @pytest.mark.parametrize(
        ("on", "sender", "is_allowed"),
        [
            (date(2026, 11, 30), "anna", True),
            (date(2026, 12, 1), "anna", False),
            (date(2026, 11, 30), "ben", False),
            (None, "anna", True),
        ],
    )
    def test_let_the_rule_report_and_not_act_until_their_day(
        self, on: date | None, sender: str, *, is_allowed: bool
    ) -> None:
        policy = a_policy(a_rule("noisy"), snoozes=[WRITTEN])
        restraints = restrain(policy, sender=sender, recipient="carla", on=on)

        verdict = evaluate(
            policy=policy, scan=a_scan(a_finding()), facts=some_facts(policy), at=on, restraints=restraints
        )

        assert verdict.allowed is is_allowed
        assert [outcome.rule.id for outcome in verdict.shadow] == (["noisy"] if is_allowed else [])

    def test_that_are_none_restrain_nothing(self) -> None:
        policy = a_policy(a_rule())

        assert restrain(policy, sender="anna", recipient="ben", on=None) is UNRESTRAINED

    @pytest.mark.parametrize(
        ("snooze", "expected"),
        [
            (without("member"), "a snooze is for one 'member' or one 'pair'; for everybody a rule has 'mode: shadow'"),
            (without(pair=["anna", "ben"]), "a snooze is for one 'member' or one 'pair'; for everybody a rule has"),
            (without("member", pair=["anna", "anna"]), "a pair is two members, these are one and the same"),
            (without("member", pair=["anna", "ben", "carla"]), "a list of at most 2, this one has 3"),
            (without("member", pair=["anna"]), "a list of at least 2, this one has 1"),
            (without(rule="nosy"), "no rule is called 'nosy'; did you mean 'noisy'?"),
            (without("by"), "a snooze needs 'by': who decided it"),
            (without("because"), "a snooze needs 'because': why"),
            (without("until"), "a snooze needs 'until': the day on which the rule acts again"),
            (without(until="soon"), "expected a day such as 2026-01-31, got 'soon'"),
        ],
    )
    def test_are_refused_with_a_reason(self, snooze: dict[str, Any], expected: str) -> None:
        [message] = messages_of(snooze)

        assert message.startswith(expected)

    def test_are_remarked_when_they_were_over_at_the_release(self) -> None:
        spent = a_policy(a_rule("noisy"), snoozes=[without(until="2026-06-01")])
        running = a_policy(a_rule("noisy"), snoozes=[without(until="2026-06-02")])

        kinds = [{remark.kind for remark in check_policy(policy)} for policy in (spent, running)]

        assert kinds == [{"spent-snooze"}, set()]

    def test_are_part_of_what_differs_between_versions(self) -> None:
        before, after = a_policy(a_rule("noisy")), a_policy(a_rule("noisy"), snoozes=[WRITTEN])

        [found] = compare_policies(before, after)

        assert (found.edit, found.kind, found.id) == ("added", "snooze", "noisy for anna")
        assert before.identity.digest != after.identity.digest
