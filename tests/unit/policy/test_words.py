"""Texts in several languages, filled with what a case holds."""

import pytest

from habeas.policy.words import Vocabulary, Words

GREETING = Words({"en": "Hello {finding.kind}", "de": "Hallo {finding.kind}"})
VOCABULARY = Vocabulary(
    {"phone": Words({"en": "a phone number", "de": "eine Telefonnummer"}), "true": Words({"en": "yes"})}
)


class TestWords:
    @pytest.mark.parametrize(
        ("language", "expected"),
        [
            ("en", "Hello a phone number"),
            ("de", "Hallo eine Telefonnummer"),
            ("fr", "Hello a phone number"),
            (None, "Hello a phone number"),
        ],
    )
    def test_speak_the_language_asked_for_or_the_first(self, language: str | None, expected: str) -> None:
        assert GREETING.fill({"finding.kind": "phone"}, language=language, vocabulary=VOCABULARY) == expected

    @pytest.mark.parametrize(
        ("text", "values", "expected"),
        [
            ("no places", {}, "no places"),
            ("{finding.text} twice {finding.text}", {"finding.text": "x"}, "x twice x"),
            ("{pair.known}", {"pair.known": True}, "yes"),
            ("{sender.strikes} strikes", {"sender.strikes": 3}, "3 strikes"),
            # what a member wrote is never read as a place
            ("{finding.text}", {"finding.text": "{finding.kind}", "finding.kind": "phone"}, "{finding.kind}"),
            ("{ finding.text } {}", {"finding.text": "x"}, "{ finding.text } {}"),
        ],
    )
    def test_fill_their_places(self, text: str, values: dict[str, object], expected: str) -> None:
        assert Words({"en": text}).fill(values, vocabulary=VOCABULARY) == expected

    def test_name_the_places_of_all_languages(self) -> None:
        words = Words({"en": "{a.b}", "de": "{c} und {a.b}"})

        assert words.places == {"a.b", "c"}


class TestVocabulary:
    def test_leaves_values_without_words_as_they_are(self) -> None:
        assert VOCABULARY.word("email") == "email"
        assert VOCABULARY.word(False) == "false"  # noqa: FBT003  # the value of a fact
