"""Checksums of addresses of crypto currencies. Knows single addresses, no text."""

import hashlib
from collections.abc import Sequence
from functools import reduce

BITCOIN_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
RIPPLE_ALPHABET = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_BECH32_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32_CONSTANTS = frozenset({1, 0x2BC830A3})
_CHECK_BYTES = 4

_KECCAK_ROTATIONS = (
    (0, 36, 3, 41, 18), (1, 44, 10, 45, 2), (62, 6, 43, 15, 61), (28, 55, 25, 21, 56), (27, 20, 39, 8, 14),
)  # fmt: skip
_KECCAK_ROUND_CONSTANTS = (
    0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000, 0x000000000000808B,
    0x0000000080000001, 0x8000000080008081, 0x8000000000008009, 0x000000000000008A, 0x0000000000000088,
    0x0000000080008009, 0x000000008000000A, 0x000000008000808B, 0x800000000000008B, 0x8000000000008089,
    0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
)  # fmt: skip
_LANE = (1 << 64) - 1
_KECCAK_256_RATE = 136


def base58_bytes(address: str, alphabet: str = BITCOIN_ALPHABET) -> bytes | None:
    """Return the bytes that a base-58 address stands for; None when a character is not of the alphabet."""
    if not set(address) <= set(alphabet):
        return None
    value = reduce(lambda total, c: total * 58 + alphabet.index(c), address, 0)
    zeros = len(address) - len(address.lstrip(alphabet[0]))
    return bytes(zeros) + value.to_bytes((value.bit_length() + 7) // 8, "big")


def base58check(address: str, alphabet: str = BITCOIN_ALPHABET) -> bytes | None:
    """Return version and payload of a base-58 address whose four check bytes fit, else None."""
    raw = base58_bytes(address, alphabet)
    if raw is None or len(raw) <= _CHECK_BYTES:
        return None
    payload, check = raw[:-_CHECK_BYTES], raw[-_CHECK_BYTES:]
    return payload if hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:_CHECK_BYTES] == check else None


def bech32(address: str) -> bool:
    """Whether a bech32 or bech32m address (any prefix) checks."""
    if address not in {address.lower(), address.upper()}:
        return False
    prefix, _, rest = address.lower().rpartition("1")
    if not prefix or not set(rest) <= set(_BECH32_ALPHABET):
        return False
    expanded = [*(ord(c) >> 5 for c in prefix), 0, *(ord(c) & 31 for c in prefix)]
    return _polymod([*expanded, *map(_BECH32_ALPHABET.index, rest)]) in _BECH32_CONSTANTS


def _polymod(values: Sequence[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_BECH32_GENERATORS):
            check ^= generator if top >> bit & 1 else 0
    return check


def crc16(payload: bytes) -> int:
    """Return the XMODEM checksum, as Stellar and TON use it."""
    crc = 0
    for byte in payload:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc


def eip55(address: str) -> bool:
    """Whether the capitals of `0x` and 40 hexadecimal digits fit; without mixed capitals there is nothing to fit."""
    digits = address[2:]
    if digits in {digits.lower(), digits.upper()}:
        return True
    nibbles = keccak_256(digits.lower().encode()).hex()
    return all(c.isdigit() or c.isupper() == (int(nibble, 16) >= 8) for c, nibble in zip(digits, nibbles))  # noqa: B905, PLR2004  the hash is longer; capitals mark the upper half


def keccak_256(message: bytes) -> bytes:
    """Return the hash that Ethereum uses: SHA-3 as it was before padding was standardized."""
    padded = bytearray(message + b"\x01" + bytes(-(len(message) + 1) % _KECCAK_256_RATE))
    padded[-1] |= 0x80
    lanes = [[0] * 5 for _ in range(5)]
    for start in range(0, len(padded), _KECCAK_256_RATE):
        for index in range(_KECCAK_256_RATE // 8):
            lane = padded[start + 8 * index : start + 8 * index + 8]
            lanes[index % 5][index // 5] ^= int.from_bytes(lane, "little")
        lanes = reduce(_keccak_round, _KECCAK_ROUND_CONSTANTS, lanes)
    return b"".join(lanes[index][0].to_bytes(8, "little") for index in range(4))


def _keccak_round(lanes: list[list[int]], constant: int) -> list[list[int]]:
    column = [lanes[x][0] ^ lanes[x][1] ^ lanes[x][2] ^ lanes[x][3] ^ lanes[x][4] for x in range(5)]
    mixed = [column[x - 1] ^ _rotate(column[(x + 1) % 5], 1) for x in range(5)]
    moved = [[0] * 5 for _ in range(5)]
    for x in range(5):
        for y in range(5):
            moved[y][(2 * x + 3 * y) % 5] = _rotate(lanes[x][y] ^ mixed[x], _KECCAK_ROTATIONS[x][y])
    turned = [[moved[x][y] ^ (~moved[(x + 1) % 5][y] & moved[(x + 2) % 5][y]) for y in range(5)] for x in range(5)]
    turned[0][0] ^= constant
    return turned


def _rotate(lane: int, by: int) -> int:
    return (lane << by | lane >> (64 - by)) & _LANE if by else lane
