"""Words say something, or they only look as if they did."""

import pytest

from habeas.domain.wording import contain, is_blank, says_why, words_of


class TestIsBlank:
    @pytest.mark.parametrize("text", ["", " ", ".", "\u00a0", "–", "…!"])
    def test_is_true_of_what_says_nothing(self, text: str) -> None:
        assert is_blank(text)

    @pytest.mark.parametrize("text", ["a", "7", "न", "不"])
    def test_is_false_of_any_letter_or_digit(self, text: str) -> None:
        assert not is_blank(text)


class TestSaysWhy:
    @pytest.mark.parametrize("text", ["", ".", "x", "ok", "I agree", "12 34 56 78"])
    def test_is_false_of_a_vote(self, text: str) -> None:
        assert not says_why(text)

    @pytest.mark.parametrize(
        "text", ["I read it all", "Überprüfungsergebnis", "我读了整个对话没有什么改变", "मैंने सब पढ़ा है"]
    )
    def test_is_true_of_a_few_words(self, text: str) -> None:
        assert says_why(text)


class TestContain:
    def test_is_true_of_the_same_words_with_others_around_them(self) -> None:
        said = words_of("You asked Bob for a transfer, outside of here!")

        assert contain(words_of("Hello. you asked bob for a transfer outside of HERE; that is all"), said)
        assert not contain(words_of("Here, outside of a transfer, for Bob you asked."), said)

    def test_is_of_few_words_only_where_they_are_the_same(self) -> None:
        """What is short stands in many texts that say more."""
        short = words_of("They met elsewhere.")

        assert contain(short, words_of("they met elsewhere!"))
        assert not contain(short, words_of("They met elsewhere, as the first message of the room shows."))

    def test_is_false_of_nothing(self) -> None:
        assert not contain([], words_of("You asked"))
