from habeas.server.identity.limits import RateLimits


class TestRateLimits:
    def test_grants_a_full_minute_at_once_and_no_more(self) -> None:
        limits = RateLimits()

        granted = [limits.take("key", per_minute=3, at=0.0).is_granted for _ in range(4)]

        assert granted == [True, True, True, False]

    def test_fills_up_with_time_and_never_above_the_limit(self) -> None:
        limits = RateLimits()
        for _ in range(3):
            limits.take("key", per_minute=3, at=0.0)

        assert limits.take("key", per_minute=3, at=20.0).is_granted
        assert not limits.take("key", per_minute=3, at=20.0).is_granted
        assert limits.take("key", per_minute=3, at=100_000.0).remaining == 2

    def test_says_how_long_to_wait(self) -> None:
        limits = RateLimits()

        first = limits.take("key", per_minute=1, at=0.0)
        refused = limits.take("key", per_minute=1, at=30.0)

        assert (first.remaining, first.wait) == (0, 60)
        assert (refused.is_granted, refused.wait) == (False, 30)

    def test_counts_each_key_by_itself(self) -> None:
        limits = RateLimits()
        limits.take("one", per_minute=1, at=0.0)

        assert limits.take("two", per_minute=1, at=0.0).is_granted
