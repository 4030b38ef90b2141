"""Money: whole minor units of one currency (ISO 4217). Adds, splits exactly, and refuses to mix or to round.

Knows no rates: an amount in one currency is never one in another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

MOST: Final = 2**53 - 1
"""The largest amount that every reader of JSON keeps exactly (RFC 7493)."""

_LONGEST_WRITTEN: Final = 16
"""Digits before the point: more are no amount that is kept exactly."""

_BY_DIGITS: Final[Mapping[int, str]] = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE "
        "CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD "
        "HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP "
        "MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD "
        "SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS "
        "VED VES WST XAD XCD XCG YER ZAR ZMW ZWG"
    ),
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}

DIGITS: Final[Mapping[str, int]] = {code: digits for digits, codes in _BY_DIGITS.items() for code in codes.split()}
"""How many digits the minor unit of each currency in use has (ISO 4217, list one; no metals, no test codes)."""


class MoneyRefused(ValueError):
    """An amount that is none. `field` is where it stood, as a JSON pointer, empty where it stood nowhere."""

    def __init__(self, wanted: str, *, got: str, field: str = "") -> None:
        super().__init__(wanted, got, field)
        self.wanted, self.got, self.field = wanted, got, field

    def __str__(self) -> str:
        """Say where, what is wanted there and what came."""
        return f"{self.field or 'an amount'} wants {self.wanted}, got {self.got}"


class AmountNotWhole(MoneyRefused):
    """An amount that is no whole number of minor units."""


class AmountTooLarge(MoneyRefused):
    """An amount that not every reader would keep exactly."""


class AmountNotPositive(MoneyRefused):
    """Nothing, or less than nothing, where something moves."""


class CurrencyUnknown(MoneyRefused):
    """A currency that ISO 4217 does not list."""


class CurrenciesDiffer(MoneyRefused):
    """Two currencies where one is needed."""


@dataclass(frozen=True, slots=True)
class Money:
    """So many minor units of a currency: 1999 EUR is 19.99 euro. Raises MoneyRefused."""

    amount: int
    currency: str

    def __post_init__(self) -> None:
        """Refuse what is no amount of money."""
        _check(self.amount, self.currency, field="")

    def __str__(self) -> str:
        """Return it as people write it, with the digits of its currency."""
        digits = DIGITS[self.currency]
        whole, part = divmod(abs(self.amount), 10**digits)
        written = f"{whole:,}.{part:0{digits}}" if digits else f"{whole:,}"
        return f"{'-' if self.amount < 0 else ''}{written} {self.currency}"

    def __add__(self, other: "Money") -> "Money":
        """Return the sum. Raises CurrenciesDiffer, AmountTooLarge."""
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        """Return the difference. Raises CurrenciesDiffer, AmountTooLarge."""
        return Money(self.amount - self._same(other).amount, self.currency)

    def __neg__(self) -> "Money":
        """Return as much the other way."""
        return Money(-self.amount, self.currency)

    def __lt__(self, other: "Money") -> bool:
        """Tell whether it is less. Raises CurrenciesDiffer."""
        return self.amount < self._same(other).amount

    def __le__(self, other: "Money") -> bool:
        """Tell whether it is no more. Raises CurrenciesDiffer."""
        return self.amount <= self._same(other).amount

    def split(self, *, shares: Sequence[int]) -> tuple["Money", ...]:
        """Return its parts in the proportion of shares; they sum to it exactly.

        What does not divide goes, a minor unit each, to those who would lose most by rounding, the earlier first.
        Raises ValueError where a share is negative or all are zero.
        """
        whole = sum(shares)
        if whole <= 0 or min(shares) < 0:
            raise ValueError(f"shares want to be zero or more and one of them above it, got {list(shares)}")
        sign, amount = (-1 if self.amount < 0 else 1), abs(self.amount)
        parts = [amount * share // whole for share in shares]
        lost = sorted(range(len(shares)), key=lambda place: (-(amount * shares[place] % whole), place))
        for place in lost[: amount - sum(parts)]:
            parts[place] += 1
        return tuple(Money(sign * part, self.currency) for part in parts)

    def _same(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise CurrenciesDiffer(self.currency, got=other.currency)
        return other


def total(amounts: Iterable[Money], *, currency: str) -> Money:
    """Return the sum of amounts of one currency, nothing of it for none. Raises CurrenciesDiffer, AmountTooLarge."""
    result = Money(0, currency)
    for amount in amounts:
        result += amount
    return result


def read_money(said: object, *, field: str) -> Money:
    """Return the money of a JSON value at a place. Raises MoneyRefused, which names the place."""
    if not isinstance(said, Mapping):
        raise AmountNotWhole("an object with `amount` and `currency`", got=_short(said), field=field)
    amount, currency = said.get("amount"), said.get("currency")
    _check(amount, currency, field=field)
    return Money(amount, currency)  # type: ignore[arg-type]  # checked just now


def read_written(said: str, *, currency: str, field: str) -> Money:
    """Return the money that a person wrote: `200` or `200.50`, with no more digits than the currency has.

    Raises MoneyRefused.
    """
    digits = DIGITS[currency]
    whole, point, part = said.strip().partition(".")
    is_number = whole.isascii() and whole.isdigit() and (not point or (part.isascii() and part.isdigit()))
    if not is_number or len(part) > digits or len(whole) > _LONGEST_WRITTEN:
        wanted = f"an amount such as {Money(10**digits * 200, currency)}, without the currency"
        raise AmountNotWhole(wanted, got=_short(said), field=field)
    return Money(int(whole + part.ljust(digits, "0")), currency)


def read_positive(said: object, *, field: str) -> Money:
    """Return money that moves: more than nothing. Raises MoneyRefused."""
    money = read_money(said, field=field)
    if money.amount <= 0:
        raise AmountNotPositive("more than nothing", got=str(money.amount), field=f"{field}/amount")
    return money


def _check(amount: object, currency: object, *, field: str) -> None:
    if isinstance(amount, bool) or not isinstance(amount, int):
        wanted = "a whole number of minor units, such as 1999 for 19.99"
        raise AmountNotWhole(wanted, got=_short(amount), field=f"{field}/amount")
    if abs(amount) > MOST:
        raise AmountTooLarge(f"at most {MOST} minor units", got="more", field=f"{field}/amount")
    if not isinstance(currency, str) or currency not in DIGITS:
        wanted = "a currency by its three letters in ISO 4217, such as USD"
        raise CurrencyUnknown(wanted, got=_short(currency), field=f"{field}/currency")


def _short(value: object) -> str:
    return "nothing" if value is None else repr(value)[:40]
