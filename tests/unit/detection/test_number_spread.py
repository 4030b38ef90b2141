"""Numbers in pieces: joined over words that go on, and over the messages of one sender."""

import pytest

from habeas.detection.documents import Message, read_document
from habeas.detection.number_spread import read_pieces, read_sequences
from habeas.detection.numerals import read_numbers


def sequences_of(text: str) -> list[str]:
    document = read_document(Message((text,)))
    return [run.digits for run in read_sequences(document, read_numbers(document))]


def pieces_of(*parts: str) -> list[str]:
    document = read_document(Message(parts))
    return [run.digits for run in read_pieces(document, read_numbers(document))]


class TestReadSequences:
    @pytest.mark.parametrize(
        ("text", "digits"),
        [
            ("323 then 465 and finally 0180", "3234650180"),
            ("612 luego 30 40 y después 50", "612304050"),
            ("0812 terus 3056 lalu 7090", "081230567090"),
            ("сначала 912, потом 304, затем 50 78", "9123045078"),
        ],
    )
    def test_joins_what_goes_on(self, text: str, digits: str) -> None:
        assert sequences_of(text) == [digits]

    @pytest.mark.parametrize(
        "text",
        [
            "323 pieces then 465 boxes",
            "323 or 465 or 0180",
            "12 then 13",
            "2019 then 20201 and 2021 and then 20220 and 2023",
            "1,204 and 75% 555",
            "100% 1204, 555%",
            "about 300 then 123456789",
            "500 and some more words between them that go on and on and on 40000",
        ],
    )
    def test_leaves_other_numbers_apart(self, text: str) -> None:
        assert sequences_of(text) == []


class TestReadPieces:
    def test_joins_the_first_number_of_each_message(self) -> None:
        assert pieces_of("it starts 617", "then 555 each", "and 0142 that makes 4 digits") == ["6175550142"]

    def test_starts_anew_after_a_message_without_a_number(self) -> None:
        assert pieces_of("617", "let me think", "555 in all", "or 0142") == ["5550142"]

    def test_joins_numbers_that_go_over_several_messages_to_the_next(self) -> None:
        assert pieces_of("six one", "seven", "now 555", "and 0142") == ["6175550142"]

    @pytest.mark.parametrize(
        "parts",
        [
            ("617 and then 555 and 0142",),
            ("3 pages", "2 days"),
            ("2125550184 is one", "6175550142 another"),
            ("thanks", "see you"),
            tuple(f"{number} pieces" for number in range(60)),
        ],
    )
    def test_leaves_other_messages_alone(self, parts: tuple[str, ...]) -> None:
        assert pieces_of(*parts) == []

    def test_finds_its_way_in_folded_texts(self) -> None:
        assert pieces_of("½, ６１７ …", "№ 555 …", "the end: 0142") == ["126175550142"]
