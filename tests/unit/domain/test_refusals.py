"""A refusal names its rule, its facts and itself."""

from habeas.domain.actors import MACHINE, Actor, ActorKind
from habeas.domain.clocks.deadlines import PauseSpent


class TestRefused:
    def test_says_what_where_and_what_to_do(self) -> None:
        refusal = PauseSpent(clock="appeal_timely", subject="appeal:1", paused="7 days")

        assert refusal.code == "pause-spent"
        assert refusal.rule == "invariant 12"
        assert refusal.facts["subject"] == "appeal:1"
        assert str(refusal).endswith("answer without waiting")


class TestActor:
    def test_is_human_only_as_a_person(self) -> None:
        """PWD10-5: an API key or a rule engine is no human."""
        assert Actor("ana").is_human
        assert not Actor("key", ActorKind.API_KEY).is_human
        assert not MACHINE.is_human
