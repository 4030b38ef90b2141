"""Masks: they lie in the text, in order, and stand wherever an identifier is written."""

import re
from datetime import date, time
from ipaddress import IPv4Address
from types import ModuleType
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean, luhn
from stdnum.br import cnpj, cpf

from habeas.detection.documents import Document, Message, read_document
from habeas.detection.masks import MaskSearch, find_masks

WORDS = st.sampled_from(
    [
        "please have a look",
        "как договорились",
        "gracias por todo",
        "ich melde mich bald",
        "已经完成",
        "धन्यवाद",
        "شكرا",
        "et voilà",
    ]
)
DIGITS = "0123456789"
HARD = st.text(alphabet="0123456789 -./:,()+x#@_abnokr№$€%ß…１٣\n", max_size=80)


def with_book_digit(body: str) -> str:
    return f"{body}{ean.calc_check_digit(body)}"


def with_two_digits(body: str, registry: ModuleType) -> str:
    return next(str(registry.format(f"{body}{end:02d}")) for end in range(100) if registry.is_valid(f"{body}{end:02d}"))


PHONES = st.builds(
    "{}{}555 01{:02d}".format,
    st.sampled_from(["+1 ", "(", ""]),
    st.sampled_from(["415) ", "415 ", "206-"]),
    st.integers(0, 99),
)
IDENTIFIERS = st.one_of(
    st.dates(date(1970, 1, 1), date(2039, 12, 31)).map(lambda day: day.strftime("%Y-%m-%d")),
    st.dates(date(1970, 1, 1), date(2039, 12, 31)).map(lambda day: day.strftime("%d.%m.%Y")),
    st.dates(date(1970, 1, 1), date(2039, 12, 31)).map(lambda day: day.strftime("%m/%d/%Y")),
    st.builds(
        lambda start, end: f"{start:%H:%M}-{end:%H:%M}",
        st.builds(time, st.integers(0, 23)),
        st.builds(time, st.integers(0, 23)),
    ),
    st.builds("${:,}".format, st.integers(1000, 9_999_999)),
    st.builds("{:,} EUR".format, st.integers(1000, 9_999_999)),
    st.builds("{} rows".format, st.integers(10, 999_999)),
    st.integers(2**24, 2**32 - 1).map(lambda number: str(IPv4Address(number))),
    st.uuids().map(str),
    st.integers(0, 10**9 - 1).map(lambda n: with_book_digit(f"978{n:09d}")),
    st.integers(1, 10**9 - 1).map(lambda n: with_two_digits(f"{n:09d}", cpf)),
    st.integers(1, 10**12 - 1).map(lambda n: with_two_digits(f"{n:012d}", cnpj)),
    st.builds("order no. {}".format, st.integers(10**9, 10**12)),
    st.builds("номер заказа {}".format, st.integers(10**9, 10**12)),
    st.builds("订单号 {}".format, st.integers(10**9, 10**12)),
    st.builds("https://shop.example/items/{}?ref=a".format, st.integers(10**9, 10**12)),
    st.builds("{}x{}".format, st.integers(100, 9999), st.integers(100, 9999)),
)


def document_of(text: str) -> Document:
    return read_document(Message((text,)))


class TestMasks:
    @given(HARD)
    def test_lie_in_the_text_in_order_and_apart(self, text: str) -> None:
        document = document_of(text)
        masks = find_masks(document)

        ends = [0, *(mask.end for mask in masks)]
        assert all(mask.start < mask.end <= len(document.text) for mask in masks)
        assert all(end <= mask.start for end, mask in zip(ends, masks, strict=False))
        assert all(re.search("[0-9]", document.text[mask.start : mask.end]) for mask in masks)

    @given(HARD, st.integers(0, 120), st.integers(1, 30))
    def test_are_the_same_over_a_stretch_as_in_the_whole(self, text: str, start: int, length: int) -> None:
        document = document_of(text)

        told = MaskSearch(document).over(start, start + length)
        touching = [mask for mask in find_masks(document) if mask.start < start + length and start < mask.end]
        assert set(touching) <= set(told) <= set(find_masks(document))

    @given(WORDS, IDENTIFIERS, WORDS)
    def test_stand_over_the_digits_of_an_identifier_wherever_it_is(
        self, before: str, identifier: str, after: str
    ) -> None:
        document = document_of(f"{before}. {identifier}, {after}")

        masked = {place for mask in find_masks(document) for place in range(mask.start, mask.end)}
        assert all(place in masked for place, character in enumerate(document.text) if character in DIGITS)

    @given(WORDS, PHONES, WORDS)
    def test_stand_over_no_phone_number(self, before: str, phone: str, after: str) -> None:
        assert find_masks(document_of(f"{before}: {phone}, {after}")) == ()

    @given(IDENTIFIERS, PHONES)
    def test_of_an_identifier_leave_the_phone_number_beside_it_alone(self, identifier: str, phone: str) -> None:
        text = f"{identifier}, and then call {phone}"
        document = document_of(text)

        assert all(mask.end <= text.index(", and") for mask in find_masks(document))

    @given(st.lists(IDENTIFIERS, min_size=1, max_size=3), WORDS)
    def test_stay_when_words_are_added_around(self, identifiers: list[str], words: str) -> None:
        text = "; ".join(identifiers)

        alone = [mask.explanation for mask in find_masks(document_of(text))]
        within = [mask.explanation for mask in find_masks(document_of(f"{words}. {text}. {words}"))]
        assert alone == within


def test_a_device_number_in_groups_is_masked() -> None:
    body = "35209900176148"
    number = body + luhn.calc_check_digit(body)

    assert find_masks(document_of(f"{number[:2]}-{number[2:8]}-{number[8:14]}-{number[14]}"))


def test_a_uuid_of_digits_alone_is_masked() -> None:
    assert find_masks(document_of(str(UUID(int=0x41555526710041238456789012345678))))
