"""Check digits of cards and bank accounts. Knows digits alone, no text."""

from itertools import cycle
from math import prod

_MOD_97 = 97


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others as on payment cards."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) << (index & 1)
        total += value - 9 if value > 9 else value  # noqa: PLR2004  two digits count as their sum
    return total % 10 == 0


def mod_97_of_iban(compact: str) -> bool:
    """Whether two check digits after a country's letters fit the rest (ISO 7064, as in IBANs)."""
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(c, 36)) for c in turned)) % _MOD_97 == 1


def mod_97_at_end(digits: str) -> bool:
    """Whether the last two digits check the rest, as in accounts of south-eastern Europe."""
    return int(digits) % _MOD_97 == 1


def weighted(digits: str, weights: tuple[int, ...], modulus: int) -> bool:
    """Whether the digits, times weights that repeat from the left, add up to a multiple."""
    return sum(map(prod, zip(map(int, digits), cycle(weights)))) % modulus == 0


def clabe(digits: str) -> bool:
    """Whether these are the 18 digits of a Mexican account."""
    total = sum(int(digit) * weight % 10 for digit, weight in zip(digits[:17], cycle((3, 7, 1))))
    return len(digits) == len("0" * 18) and -total % 10 == int(digits[17])


def cbu(digits: str) -> bool:
    """Whether these are the 22 digits of an Argentine account (CBU or CVU)."""
    return (
        len(digits) == len("0" * 22)
        and _cbu_digit(digits[:7], (7, 1, 3, 9, 7, 1, 3)) == digits[7]
        and _cbu_digit(digits[8:21], (3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3)) == digits[21]
    )


def _cbu_digit(digits: str, weights: tuple[int, ...]) -> str:
    return str(-sum(map(prod, zip(map(int, digits), weights, strict=True))) % 10)


def ccc(digits: str) -> bool:
    """Whether these are the 20 digits of a Spanish account."""
    return len(digits) == len("0" * 20) and _ccc_digit("00" + digits[:8]) + _ccc_digit(digits[10:]) == digits[8:10]


def _ccc_digit(digits: str) -> str:
    check = sum(int(digit) * 2**power for power, digit in enumerate(digits)) % 11
    return str(check if check < 2 else 11 - check)  # noqa: PLR2004  10 and 11 are written 1 and 0


def czech(prefix: str, base: str) -> bool:
    """Whether prefix and number of a Czech or Slovak account check."""
    weights = (6, 3, 7, 9, 10, 5, 8, 4, 2, 1)
    return weighted(prefix.zfill(10), weights, 11) and weighted(base.zfill(10), weights, 11)


def norwegian(digits: str) -> bool:
    """Whether these are the 11 digits of a Norwegian account (or the 7 of an old postal one)."""
    if digits.startswith("0000"):
        return luhn(digits[4:])
    return weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), 11)


def polish(digits: str) -> bool:
    """Whether these 26 digits are a Polish account: an IBAN without its letters."""
    return mod_97_of_iban(f"PL{digits}")


def hungarian(digits: str) -> bool:
    """Whether both blocks of a Hungarian account of 16 or 24 digits check."""
    return weighted(digits[:8], (9, 7, 3, 1), 10) and weighted(digits[8:], (9, 7, 3, 1), 10)
