"""Alternatives: a pattern of words that tries few of them."""

import re

import pytest

from habeas.detection.alternatives import alternatives


class TestAlternatives:
    @pytest.mark.parametrize(
        ("words", "pattern"),
        [
            (["one", "on", "two"], "(?:on(?:e)?|two)"),
            (["one"], "one"),
            (["a.b", "a+b"], r"a(?:\+b|\.b)"),
            (["", "x"], "(?:x)?"),
        ],
    )
    def test_share_beginnings(self, words: list[str], pattern: str) -> None:
        assert alternatives(words) == pattern

    @pytest.mark.parametrize("word", ["on", "one", "only", "two", "twenty"])
    def test_match_each_word_whole(self, word: str) -> None:
        assert re.fullmatch(alternatives(["on", "one", "only", "two", "twenty"]), word)

    @pytest.mark.parametrize("word", ["o", "onl", "twen", "ones"])
    def test_match_no_other_word(self, word: str) -> None:
        assert not re.fullmatch(alternatives(["on", "one", "only", "two", "twenty"]), word)
