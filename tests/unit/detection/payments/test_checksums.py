"""Check digits: each scheme takes what its bank would take, and refuses it with one digit changed."""

from collections.abc import Callable

import pytest

from habeas.detection.payments import checksums
from habeas.detection.payments.wallet_checksums import (
    base58_bytes,
    base58check,
    bech32,
    crc16,
    eip55,
    keccak_256,
)

SCHEMES: list[tuple[Callable[[str], bool], str]] = [
    (checksums.luhn, "4532015112830366"),
    (checksums.mod_97_at_end, "160000000000002113"),
    (checksums.clabe, "032180000118359719"),
    (checksums.cbu, "2850590940090418135201"),
    (checksums.ccc, "12341234161234567890"),
    (checksums.norwegian, "86011117947"),
    (checksums.norwegian, "00004090403"),
    (checksums.polish, "61109010140000071219812874"),
    (checksums.hungarian, "1177301611111018"),
]


def changed(digits: str, place: int) -> str:
    return digits[:place] + str((int(digits[place]) + 1) % 10) + digits[place + 1 :]


class TestChecksums:
    @pytest.mark.parametrize(("fits", "digits"), SCHEMES)
    def test_take_what_fits(self, fits: Callable[[str], bool], digits: str) -> None:
        assert fits(digits)

    @pytest.mark.parametrize(("fits", "digits"), SCHEMES)
    def test_refuse_one_changed_digit(self, fits: Callable[[str], bool], digits: str) -> None:
        unguarded = {(checksums.norwegian, place) for place in range(4)}

        places = [place for place in range(len(digits)) if (fits, place) not in unguarded]

        assert not any(fits(changed(digits, place)) for place in places)

    @pytest.mark.parametrize("fits", [checksums.clabe, checksums.cbu, checksums.ccc])
    def test_refuse_another_length(self, fits: Callable[[str], bool]) -> None:
        assert not fits("0" * 17)

    def test_check_both_parts_of_a_czech_account(self) -> None:
        assert checksums.czech("19", "2000145399")
        assert not checksums.czech("18", "2000145399")
        assert not checksums.czech("19", "2000145398")

    def test_check_an_iban(self) -> None:
        assert checksums.mod_97_of_iban("GB33BUKB20201555555555")
        assert not checksums.mod_97_of_iban("GB33BUKB20201555555556")


class TestWalletChecksums:
    def test_hash_as_ethereum_does(self) -> None:
        assert keccak_256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
        assert keccak_256(b"a" * 136) != keccak_256(b"a" * 135)

    def test_take_capitals_only_where_they_fit(self) -> None:
        address = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"

        assert eip55(address)
        assert eip55(address.lower())
        assert eip55("0x" + address[2:].upper())
        assert not eip55(address[:-1] + "D")

    def test_read_base_58(self) -> None:
        assert base58_bytes("11") == b"\x00\x00"
        assert base58_bytes("0") is None
        assert base58check("1") is None
        assert base58check("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa") is not None
        assert base58check("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb") is None

    @pytest.mark.parametrize(
        ("address", "checks"),
        [
            ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", True),
            ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", True),
            ("bC1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", False),
            ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", False),
            ("bc1b", False),
            ("qqqq", False),
        ],
    )
    def test_check_bech32(self, address: str, checks: bool) -> None:
        assert bech32(address) is checks

    def test_compute_the_checksum_of_xmodem(self) -> None:
        assert crc16(b"123456789") == 0x31C3
