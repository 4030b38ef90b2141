"""The gate lets through every text that meets a pattern, and few others."""

from time import process_time

import pytest

from habeas.detection.cue_gate import Gate
from habeas.detection.cue_glance import possible_cues
from habeas.detection.lexicon.intents.cues import Cue
from habeas.detection.lexicon.intents.patterns import GATE
from habeas.detection.lexicon.intents.requests import GATE as REQUEST_GATE
from habeas.detection.tokens import read_tokens


class TestGate:
    @pytest.mark.parametrize(
        "text",
        [
            "write me on whatsapp",
            "let us talk on telegram instead",
            "pay me with paypal",
            "escribeme por whatsapp",
            "schreib mir auf whatsapp",
            "напиши мне в телеграм",
            "加我微信",
        ],
    )
    def test_lets_through_what_could_be_an_intent(self, text: str) -> None:
        assert GATE.admits(possible_cues(read_tokens(text)))

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "the first draft is ready",
            "for the mobile version the buttons are larger",
            "the look of the portal is fine",
            "another price for the same page",
            "whatsapp",
            "ich habe den entwurf geprueft",
        ],
    )
    def test_keeps_out_what_lacks_a_need(self, text: str) -> None:
        assert not GATE.admits(possible_cues(read_tokens(text)))

    def test_keeps_out_needs_that_no_language_has_together(self) -> None:
        assert REQUEST_GATE.admits(possible_cues(read_tokens("gib mir deine telefonnummer")))
        assert not REQUEST_GATE.admits(possible_cues(read_tokens("gib telefonnummer numero")))

    def test_lets_through_words_that_cannot_be_told_apart(self) -> None:
        assert GATE.admits(possible_cues(None))

    @pytest.mark.parametrize(("text", "expected"), [("whatsapp konusabiliriz", True), ("whatsapp konu", False)])
    def test_knows_words_by_their_beginnings(self, text: str, expected: bool) -> None:
        assert GATE.admits(possible_cues(read_tokens(text))) is expected

    def test_keeps_everything_out_without_patterns(self) -> None:
        assert not Gate([], pivots=()).admits(possible_cues(["whatsapp"]))

    def test_takes_time_in_proportion_to_the_text(self) -> None:
        def seconds(words: int) -> float:
            tokens = ["pay", "me", "whatsapp", "the"] * words
            before = process_time()
            GATE.admits(possible_cues(tokens))
            return process_time() - before

        seconds(1_000)
        assert seconds(100_000) < 100 * max(seconds(10_000), 0.001)


class TestPivotsIn:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("on whatsapp", {"on", "whatsapp"}),
            ("look me up", {"look", "me"}),
            ("site komisyonu", {"komisyon", "komisyonu"}),
            ("", set()),
            ("look at me", set()),
            ("let us talk", set()),
        ],
    )
    def test_are_words_of_pivots(self, text: str, expected: set[str]) -> None:
        pivots = GATE.pivots_in(text, read_tokens(text))
        assert pivots is not None
        assert bool(pivots) == bool(expected)
        assert pivots <= expected

    def test_are_unknown_where_words_cannot_be_told_apart(self) -> None:
        assert GATE.pivots_in("微信", None) is None


class TestWords:
    def test_are_pairs_where_a_phrase_has_no_rare_word(self) -> None:
        assert ("look", "me") in GATE.pairs or ("me", "up") in GATE.pairs
        assert "look" not in GATE.words

    def test_stand_alone_where_one_is_rare(self) -> None:
        assert "whatsapp" in GATE.words

    def test_hold_both_endings_of_arabic_words(self) -> None:
        assert any(word[:-1] + "ة" in GATE.words for word in GATE.words if word.endswith("ه"))

    @pytest.mark.parametrize("cues", [{Cue.APP}, {Cue.RAIL}, {Cue.POSTAL}])
    def test_are_those_of_the_pivots_alone(self, cues: set[Cue]) -> None:
        words = Gate([], pivots=cues).words
        assert words
        assert words < Gate([], pivots=Cue).words
