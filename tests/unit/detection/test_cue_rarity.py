"""By which of its words a phrase is looked for."""

import pytest

from habeas.detection.cue_rarity import rarest_pairs, rarest_words, representatives
from habeas.detection.phrases import parse_phrase


class TestRarestWords:
    @pytest.mark.parametrize(
        ("phrase", "expected"),
        [
            ("whatsapp", {"whatsapp"}),
            ("write to me on whatsapp", {"whatsapp"}),
            ("on telegram/viber", {"telegram", "viber"}),
            ("yaz* me?", set()),
        ],
    )
    def test_are_those_that_talk_holds_least(self, phrase: str, expected: set[str]) -> None:
        assert rarest_words(parse_phrase(phrase)) == expected


class TestRarestPairs:
    @pytest.mark.parametrize(
        ("phrase", "expected"),
        [
            ("look me up", {("look", "me"), ("me", "up")}),
            ("search for? me", {("search", "for"), ("search", "me")}),
        ],
    )
    def test_are_neighbours_of_the_phrase(self, phrase: str, expected: set[tuple[str, str]]) -> None:
        pairs = set(rarest_pairs(parse_phrase(phrase)))
        assert pairs
        assert pairs <= expected

    @pytest.mark.parametrize("phrase", ["whatsapp", "half .. direct", "google yaz*", "me?"])
    def test_are_none_where_any_word_may_stand_between(self, phrase: str) -> None:
        assert rarest_pairs(parse_phrase(phrase)) == ()


class TestRepresentatives:
    def test_are_two_neighbours_where_there_are_any(self) -> None:
        words, pairs = representatives(parse_phrase("look me up"))
        assert not words
        assert set(pairs) <= {("look", "me"), ("me", "up")}

    def test_are_the_rarest_word_of_a_phrase_without_neighbours(self) -> None:
        words, pairs = representatives(parse_phrase("half .. whatsapp"))
        assert words == {"whatsapp"}
        assert not pairs
