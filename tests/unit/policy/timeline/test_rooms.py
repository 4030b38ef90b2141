import pytest

from habeas.policy.evaluate import evaluate
from habeas.policy.timeline.rooms import judge_room
from habeas.policy.verdicts import Verdict
from tests.factories.policies import a_finding, a_policy, a_rule, a_scan, some_facts

POLICY = a_policy(a_rule(when=[{"if": "contract.state in ['none', 'offered']", "says": "before a contract"}]))


def _verdict(state: str) -> Verdict:
    return evaluate(policy=POLICY, scan=a_scan(a_finding()), facts=some_facts(POLICY, {"contract.state": state}))


class TestJudgeRoom:
    """F6: in a room each recipient is judged; the verdict names whom it concerns."""

    @pytest.mark.parametrize(
        ("states", "allowed", "concerns"),
        [
            ({"bob": "none"}, False, ("bob",)),
            ({"bob": "active"}, True, ()),
            ({"bob": "active", "eve": "none"}, False, ("eve",)),
            ({"eve": "none", "bob": "offered", "cy": "active"}, False, ("bob", "eve")),
            ({"bob": "active", "eve": "unknown"}, True, ()),
        ],
    )
    def test_takes_the_harshest_verdict_and_names_whom_it_concerns(
        self, states: dict[str, str], allowed: object, concerns: tuple[str, ...]
    ) -> None:
        room = judge_room({name: _verdict(state) for name, state in states.items()})

        assert (room.verdict.allowed, room.concerns) == (allowed, concerns)
