"""A phrasebook finds whole words and phrases, longest first, and words of unspaced scripts anywhere."""

import pytest

from habeas.detection.phrasebook import Phrasebook, without_addresses

BOOK = Phrasebook({"Cash App": "cash app", "cash": "cash", "naïve": "naive", "薇信": "wechat", "the app now": "common"})


def spotted(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.meaning) for one in BOOK.find(text)]


class TestPhrasebook:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("my cash app is", [("cash app", "cash app")]),
            ("cash-app", [("cash-app", "cash app")]),
            ("cash", [("cash", "cash")]),
            ("cash, app", [("cash", "cash")]),
            ("cash app now", [("cash app", "cash app")]),
            ("cash of the app now", [("cash", "cash"), ("the app now", "common")]),
            ("naive", [("naive", "naive")]),
            ("加薇信吧", [("薇信", "wechat")]),
            ("cash薇信", [("cash", "cash"), ("薇信", "wechat")]),
            ("cashier", []),
            ("the app", []),
            ("the cash", [("cash", "cash")]),
            ("", []),
        ],
    )
    def test_finds_the_longest_phrase_at_each_place(self, text: str, expected: list[tuple[str, str]]) -> None:
        assert spotted(text) == expected

    def test_means_the_same_whatever_the_order_of_words_that_fold_alike(self) -> None:
        meanings = {"número": False, "numero": True}
        reversed_meanings = dict(reversed(meanings.items()))

        assert [one.meaning for one in Phrasebook(meanings).find("numero")] == [True]
        assert [one.meaning for one in Phrasebook(reversed_meanings).find("numero")] == [True]

    def test_tells_whether_a_text_holds_any_word(self) -> None:
        assert BOOK.is_in("some cash")
        assert not BOOK.is_in("some money")

    def test_looks_at_a_part_of_a_text(self) -> None:
        assert [one.start for one in BOOK.find("cash cash cash", 4, 10)] == [5]

    def test_is_woken_by_telling_words_alone(self) -> None:
        assert BOOK.trigger_words == {"cash", "naive", "薇信", "the app now", "the-app-now"}
        assert Phrasebook({"paper plane": 1}).trigger_words == {"paper"}

    def test_holds_nothing_when_it_is_empty(self) -> None:
        assert list(Phrasebook({}).find("anything 微信")) == []


class TestWithoutAddresses:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("mail a@example.com now", "mail               now"),
            ("see https://test.example/x", "see " + " " * 22),
            ("e.g. this", "e.g. this"),
            ("plain words", "plain words"),
        ],
    )
    def test_blanks_addresses_and_hosts(self, text: str, expected: str) -> None:
        assert without_addresses(text) == expected
