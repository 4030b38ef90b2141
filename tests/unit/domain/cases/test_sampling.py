"""The random sample of messages: the share that is stated, the same for the same ids."""

import pytest

from habeas.domain.cases.sampling import is_sampled

IDS = [f"event-{number}" for number in range(20_000)]


class TestIsSampled:
    @pytest.mark.parametrize("share", [0.0, 0.01, 0.25, 1.0])
    def test_takes_about_the_share_that_is_stated(self, share: float) -> None:
        taken = sum(is_sampled(one, share=share) for one in IDS)

        assert abs(taken / len(IDS) - share) <= 0.01

    def test_takes_the_same_however_often_it_is_asked(self) -> None:
        first = [one for one in IDS if is_sampled(one, share=0.01)]

        assert first == [one for one in IDS if is_sampled(one, share=0.01)]
        assert set(first) <= {one for one in IDS if is_sampled(one, share=0.02)}
