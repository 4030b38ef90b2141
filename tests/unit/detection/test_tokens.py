"""Words of a folded text, as far as they can be told apart."""

import pytest

from habeas.detection.tokens import has_links, read_tokens, without_links


class TestReadTokens:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("call me, please", ["call", "me", "please"]),
            ("let's pay_me off-site", ["let", "s", "pay", "me", "off", "site"]),
            ("", []),
            ("?!", []),
            ("напиши мне 😀 сюда", ["напиши", "мне", "сюда"]),
        ],
    )
    def test_parts_words_at_blanks_and_signs(self, text: str, expected: list[str]) -> None:
        assert read_tokens(text) == expected

    @pytest.mark.parametrize("text", ["加我微信", "ติดต่อ me", "اتصل بي", "मुझे call करो"])
    def test_gives_none_for_scripts_whose_words_are_not_parted(self, text: str) -> None:
        assert read_tokens(text) is None


class TestWithoutLinks:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("see https://example.org/pay now", "see                         now"),
            ("see www.example.org", "see                "),
            ("see example.org", "see example.org"),
            ("a ftp://example.org", "a ftp://example.org"),
        ],
    )
    def test_blanks_links_and_keeps_every_place(self, text: str, expected: str) -> None:
        assert without_links(text) == expected
        assert len(without_links(text)) == len(text)

    @pytest.mark.parametrize(("text", "expected"), [("http://x", True), ("www.x", True), ("x.org", False)])
    def test_tells_quickly_whether_there_may_be_one(self, text: str, expected: bool) -> None:
        assert has_links(text) is expected
