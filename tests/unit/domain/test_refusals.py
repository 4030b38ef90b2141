"""A refusal names its rule, its facts and itself."""

from importlib import import_module
from pkgutil import walk_packages

from habeas import domain
from habeas.domain.actors import MACHINE, Actor, ActorKind
from habeas.domain.clocks.deadlines import PauseSpent
from habeas.domain.refusals import Refused


def every_refusal() -> list[type[Refused]]:
    """Return each refusal of the domain, whichever module it stands in."""
    for module in walk_packages(domain.__path__, "habeas.domain."):
        import_module(module.name)
    found, left = [], [Refused]
    while left:
        below = left.pop().__subclasses__()
        found += below
        left += below
    return [one for one in found if one.__module__.startswith("habeas.domain.")]


class TestRefused:
    def test_is_one_of_many_each_with_a_rule_words_and_a_name_of_its_own(self) -> None:
        refusals = every_refusal()

        assert len(refusals) > 90
        assert [one.__name__ for one in refusals if not (one.rule and one.says and one.__doc__)] == []
        assert len({one.__name__ for one in refusals}) == len(refusals)

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
