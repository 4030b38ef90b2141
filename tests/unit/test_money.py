"""Money is whole, of one currency, and never lost by dividing it."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.money import (
    DIGITS,
    MOST,
    AmountNotPositive,
    AmountNotWhole,
    AmountTooLarge,
    CurrenciesDiffer,
    CurrencyUnknown,
    Money,
    MoneyRefused,
    read_money,
    read_positive,
    read_written,
    total,
)


def usd(amount: int) -> Money:
    return Money(amount, "USD")


class TestMoney:
    def test_adds_takes_away_and_compares(self) -> None:
        assert usd(500) + usd(250) == usd(750)
        assert usd(500) - usd(750) == usd(-250)
        assert -usd(5) == usd(-5)
        assert usd(1) < usd(2)
        assert usd(2) <= usd(2)

    @pytest.mark.parametrize(
        ("money", "written"),
        [
            (Money(123456, "USD"), "1,234.56 USD"),
            (Money(-5, "EUR"), "-0.05 EUR"),
            (Money(1500, "JPY"), "1,500 JPY"),
            (Money(1500, "KWD"), "1.500 KWD"),
        ],
    )
    def test_is_written_with_the_digits_of_its_currency(self, money: Money, written: str) -> None:
        assert str(money) == written

    @pytest.mark.parametrize("act", [Money.__add__, Money.__sub__, Money.__lt__, Money.__le__])
    def test_refuses_to_mix_currencies(self, act: Callable[[Money, Money], object]) -> None:
        with pytest.raises(CurrenciesDiffer, match="wants USD, got EUR"):
            act(usd(1), Money(1, "EUR"))

    @pytest.mark.parametrize(
        ("said", "error", "field"),
        [
            ({"amount": 1.5, "currency": "USD"}, AmountNotWhole, "/price/amount"),
            ({"amount": "5", "currency": "USD"}, AmountNotWhole, "/price/amount"),
            ({"amount": True, "currency": "USD"}, AmountNotWhole, "/price/amount"),
            ({"currency": "USD"}, AmountNotWhole, "/price/amount"),
            ({"amount": MOST + 1, "currency": "USD"}, AmountTooLarge, "/price/amount"),
            ({"amount": -MOST - 1, "currency": "USD"}, AmountTooLarge, "/price/amount"),
            ({"amount": 5, "currency": "usd"}, CurrencyUnknown, "/price/currency"),
            ({"amount": 5, "currency": "XYZ"}, CurrencyUnknown, "/price/currency"),
            ({"amount": 5}, CurrencyUnknown, "/price/currency"),
            (5, AmountNotWhole, "/price"),
            (None, AmountNotWhole, "/price"),
        ],
    )
    def test_refuses_what_is_none_and_names_the_field(
        self, said: object, error: type[MoneyRefused], field: str
    ) -> None:
        with pytest.raises(error) as caught:
            read_money(said, field="/price")

        assert caught.value.field == field
        assert str(caught.value).startswith(f"{field} wants ")

    def test_is_read_as_it_was_written(self) -> None:
        assert read_money({"amount": -5, "currency": "USD"}, field="/a") == usd(-5)
        assert read_positive({"amount": 5, "currency": "USD"}, field="/a") == usd(5)

    @pytest.mark.parametrize("amount", [0, -1])
    def test_that_moves_is_more_than_nothing(self, amount: int) -> None:
        with pytest.raises(AmountNotPositive, match="/a/amount wants more than nothing"):
            read_positive({"amount": amount, "currency": "USD"}, field="/a")

    def test_knows_currencies_by_three_letters(self) -> None:
        assert all(len(code) == 3 and code.isupper() for code in DIGITS)
        assert len(DIGITS) > 150


class TestTotal:
    def test_of_none_is_nothing_of_the_currency(self) -> None:
        assert total([], currency="EUR") == Money(0, "EUR")
        assert total([usd(1), usd(2)], currency="USD") == usd(3)


class TestSplit:
    @given(
        amount=st.integers(-MOST, MOST),
        shares=st.lists(st.integers(0, 10**6), min_size=1, max_size=9).filter(any),
    )
    def test_loses_nothing_and_nobody_more_than_a_minor_unit(self, amount: int, shares: list[int]) -> None:
        parts = usd(amount).split(shares=shares)

        assert total(parts, currency="USD") == usd(amount)
        for part, share in zip(parts, shares, strict=True):
            assert abs(part.amount * sum(shares) - amount * share) < sum(shares)

    def test_gives_what_is_left_to_who_would_lose_most(self) -> None:
        assert usd(100).split(shares=[1, 1, 1]) == (usd(34), usd(33), usd(33))
        assert usd(-100).split(shares=[1, 2]) == (usd(-33), usd(-67))

    @pytest.mark.parametrize("shares", [[0, 0], [-1, 2]])
    def test_refuses_shares_that_are_none(self, shares: list[int]) -> None:
        with pytest.raises(ValueError, match="zero or more"):
            usd(1).split(shares=shares)


class TestReadWritten:
    @pytest.mark.parametrize(
        ("said", "currency", "amount"),
        [
            ("200", "USD", 20_000),
            (" 200.5 ", "USD", 20_050),
            ("0.05", "EUR", 5),
            ("1500", "JPY", 1500),
            ("1.500", "KWD", 1500),
        ],
    )
    def test_takes_it_as_people_write_it(self, said: str, currency: str, amount: int) -> None:
        assert read_written(said, currency=currency, field="/amount") == Money(amount, currency)

    @pytest.mark.parametrize(
        ("said", "currency"),
        [
            ("", "USD"),
            ("200,00", "USD"),
            ("2.001", "USD"),
            ("-1", "USD"),
            ("1.", "JPY"),
            ("1.5", "JPY"),
            ("1e3", "USD"),
            ("\u0661", "USD"),
            ("1.\u0661", "USD"),
            ("9" * 17, "USD"),
        ],
    )
    def test_refuses_what_is_no_such_amount(self, said: str, currency: str) -> None:
        with pytest.raises(MoneyRefused):
            read_written(said, currency=currency, field="/amount")

    def test_refuses_what_is_not_kept_exactly(self) -> None:
        with pytest.raises(AmountTooLarge):
            read_written("9" * 16, currency="USD", field="/amount")

    def test_says_how_it_is_written(self) -> None:
        with pytest.raises(AmountNotWhole, match=r"/amount wants an amount such as 200.00 USD, without the currency"):
            read_written("x", currency="USD", field="/amount")
