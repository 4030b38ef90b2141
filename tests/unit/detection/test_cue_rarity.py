"""By which of its words a phrase is looked for."""

import pytest

from habeas.detection.cue_rarity import (
    Representatives,
    rarest_pairs,
    rarest_words,
    representatives,
    telling_words,
)
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
        seen = representatives(parse_phrase("look me up"))
        assert not seen.words
        assert set(seen.pairs) <= {("look", "me"), ("me", "up")}

    @pytest.mark.parametrize("phrase", ["half .. whatsapp", "whatsapp yaz*"])
    def test_are_the_rarest_word_of_a_phrase_without_neighbours(self, phrase: str) -> None:
        assert representatives(parse_phrase(phrase)) == Representatives(words=frozenset({"whatsapp"}))

    @pytest.mark.parametrize("phrase", ["site komisyon*", "komisyon* a*", "me? komisyon*"])
    def test_are_beginnings_where_no_word_is_rare(self, phrase: str) -> None:
        assert representatives(parse_phrase(phrase)) == Representatives(beginnings=("komisyon",))


class TestTellingWords:
    def test_are_one_word_where_it_is_rare(self) -> None:
        assert telling_words(parse_phrase("write me on whatsapp")) == Representatives(words=frozenset({"whatsapp"}))

    def test_are_neighbours_where_all_words_are_everyday_ones(self) -> None:
        assert telling_words(parse_phrase("look me up")) == representatives(parse_phrase("look me up"))

    def test_are_words_where_neighbours_are_in_other_letters(self) -> None:
        assert telling_words(parse_phrase("me на")).words
