"""Generated accounts are found wherever they stand; with one digit changed they are not."""

import hashlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from habeas.detection.detectors.payment import PaymentDetector
from habeas.detection.documents import Message, read_document
from habeas.detection.findings import Finding
from habeas.detection.lexicon.accounts import TEST_CARDS
from habeas.detection.payments.checksums import luhn
from habeas.detection.payments.wallet_checksums import BITCOIN_ALPHABET
from habeas.detection.readings import Reading

AROUND = st.sampled_from(["", "hello, ", "die Anzahlung auf ", "пришли на ", "付款到：", "(", "\n"])
AFTER = st.sampled_from(["", ".", ", thanks", " bis Freitag", "。谢谢", ")", "\nbye"])
LENGTHS = {"DE": 22, "BE": 16, "ES": 24, "PL": 28, "AT": 20, "PT": 25}
ISSUERS = ["4", "51", "55", "2221", "37", "6011", "3530", "2200"]


def found(text: str) -> list[str]:
    reading = Reading(read_document(Message((text,))))
    return [one.normalized for one in PaymentDetector().detect(reading) if isinstance(one, Finding)]


@st.composite
def ibans(draw: st.DrawFn) -> str:
    country = draw(st.sampled_from(sorted(LENGTHS)))
    rest = draw(st.text("0123456789", min_size=LENGTHS[country] - 4, max_size=LENGTHS[country] - 4))
    turned = int("".join(str(int(c, 36)) for c in f"{rest}{country}00"))
    return f"{country}{98 - turned % 97:02d}{rest}"


@st.composite
def cards(draw: st.DrawFn) -> str:
    start = draw(st.sampled_from(ISSUERS))
    length = 15 if start == "37" else 16
    body = start + draw(st.text("0123456789", min_size=length - 1 - len(start), max_size=length - 1 - len(start)))
    return next(body + digit for digit in "0123456789" if luhn(body + digit))


@st.composite
def bitcoin_addresses(draw: st.DrawFn) -> str:
    payload = b"\x00" + draw(st.binary(min_size=20, max_size=20))
    raw = payload + hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
    value, encoded = int.from_bytes(raw, "big"), ""
    while value:
        value, digit = divmod(value, 58)
        encoded = BITCOIN_ALPHABET[digit] + encoded
    return "1" * (len(raw) - len(raw.lstrip(b"\x00"))) + encoded


def spaced(number: str, gap: str) -> str:
    return gap.join(number[start : start + 4] for start in range(0, len(number), 4))


class TestGeneratedAccounts:
    @given(iban=ibans(), gap=st.sampled_from(["", " ", "-"]), before=AROUND, after=AFTER)
    def test_find_every_iban(self, iban: str, gap: str, before: str, after: str) -> None:
        assert iban in found(f"{before}IBAN {spaced(iban, gap)}{after}")

    @given(iban=ibans(), place=st.integers(4, 15), by=st.integers(1, 9))
    def test_find_no_iban_with_a_digit_changed(self, iban: str, place: int, by: int) -> None:
        other = iban[:place] + str((int(iban[place]) + by) % 10) + iban[place + 1 :]

        assert not [one for one in found(f"IBAN {other}") if one.startswith(iban[:2])]

    @given(card=cards(), gap=st.sampled_from(["", " ", "-"]), before=AROUND, after=AFTER)
    def test_find_every_card(self, card: str, gap: str, before: str, after: str) -> None:
        assume(len(set(card)) > 2 and card not in TEST_CARDS)

        assert card in found(f"{before}my card {spaced(card, gap)}{after}")

    @given(card=cards(), place=st.integers(0, 14), by=st.integers(1, 9))
    def test_find_no_card_with_a_digit_changed(self, card: str, place: int, by: int) -> None:
        other = card[:place] + str((int(card[place]) + by) % 10) + card[place + 1 :]

        assert other not in found(f"my card {other}")

    @given(address=bitcoin_addresses(), before=AROUND, after=AFTER)
    def test_find_every_bitcoin_address(self, address: str, before: str, after: str) -> None:
        assert address in found(f"{before}my wallet {address}{after}")

    @given(address=bitcoin_addresses(), place=st.integers(1, 25))
    def test_find_no_address_with_a_character_changed(self, address: str, place: int) -> None:
        following = BITCOIN_ALPHABET[(BITCOIN_ALPHABET.index(address[place]) + 1) % 58]

        assert found(f"my wallet {address[:place]}{following}{address[place + 1 :]}") == []


@pytest.mark.parametrize("digits", ["4" * 20, "1" * 40])
def test_finds_nothing_in_digits_without_end(digits: str) -> None:
    assert found(f"my card {digits}") == []
