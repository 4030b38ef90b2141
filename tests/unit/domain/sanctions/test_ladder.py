"""The ladder that members read is the one that the engine uses."""

from datetime import timedelta

from habeas.domain.sanctions.ladder import is_published, ladder_digest, published_ladder
from habeas.files.policies import read_shipped_policy
from habeas.policy.actions import Action
from habeas.policy.rules import Step


class TestPublishedLadder:
    def test_is_made_from_the_policy_that_judges(self) -> None:
        """DSA23-4: the digest of what is published equals the engine's."""
        policy = read_shipped_policy()
        published = published_ladder(policy)

        assert [step["action"] for step in published][-1] == "terminate"
        assert is_published(published, ladder=policy.ladder)
        assert len(ladder_digest(published)) == 64

    def test_shows_any_difference(self) -> None:
        """DSA23-4."""
        policy = read_shipped_policy()
        harsher = {**policy.ladder, Action.RESTRICT: Step(action=Action.RESTRICT, lasts=timedelta(days=31))}

        assert not is_published(published_ladder(policy), ladder=harsher)
