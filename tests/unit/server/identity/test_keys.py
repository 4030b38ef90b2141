import pytest

from habeas.server.identity.keys import digest_of, is_key, new_id, new_key


class TestNewKey:
    @pytest.mark.parametrize(("is_test", "prefix"), [(False, "hb_live_"), (True, "hbt_")])
    def test_says_what_it_is_for_and_holds_256_bits(self, is_test: bool, prefix: str) -> None:
        key = new_key(is_test=is_test)

        assert key.startswith(prefix)
        assert len(key) == len(prefix) + 43
        assert is_key(key)

    def test_is_another_each_time(self) -> None:
        assert len({new_key(is_test=False) for _ in range(100)} | {new_id() for _ in range(100)}) == 200

    @pytest.mark.parametrize(
        "text", ["", "hb_live_", "hb_live_" + "a" * 42, "hbt_" + "a" * 44, "hb_" + "a" * 43, "hbt_" + "-" * 43]
    )
    def test_has_one_form(self, text: str) -> None:
        assert not is_key(text)

    def test_is_kept_as_a_digest(self) -> None:
        assert digest_of("hbt_x") == digest_of("hbt_x") != digest_of("hbt_y")
        assert len(digest_of("hbt_x")) == 64
