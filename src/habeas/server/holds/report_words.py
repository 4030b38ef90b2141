"""The report about money that waits in words and bars: for the command line and for staff, in English."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from habeas.domain.holds.report import AGES, MoneyReport, Month, Standing
from habeas.domain.statements.catalogues import money_words
from habeas.server.plots import Bar, Plot, draw_bars

GROUNDS: Final = {
    "dispute": "Dispute",
    "chargeback": "Chargeback",
    "refund_request": "Request for a refund",
    "authority_order": "Order of an authority",
    "court_order": "Court order",
    "sanctions": "Sanctions",
    "anti_money_laundering": "Money laundering",
    "paid_later": "Plan: paid later",
    "refunded": "Plan: gone back to the client",
}
STANDING: Final = ("Ground", "Age", "Holds", "Amount")
STOOD: Final = ("Month", *STANDING)
MONTHS: Final = ("Month", "Placed", "Released", "Waited", "Of that wrongly", "Owed for it", "Past its date")
WRONGLY: Final = ("Month", "Ground", "Waited wrongly", "Owed for it")
REASONS: Final = {
    "time": "by themselves",
    "claim_rejected": "claim rejected",
    "claim_withdrawn": "claim withdrawn",
    "lifted": "by a person",
    "reversed": "overturned",
    "deducted": "deducted",
}


def age_words(days: int | None) -> str:
    """Return an age as people read it: `8 to 14 days`; none is older than every age that is named."""
    if days is None:
        return f"over {AGES[-1]} days"
    earlier = [age for age in AGES if age < days]
    return f"{earlier[-1] + 1} to {days} days" if earlier else f"up to {days} days"


def day_words(amount: int, currency: str) -> str:
    """Return minor units times days as people read them."""
    return f"{money_words(amount, currency)} × days"


def standing_rows(report: MoneyReport) -> list[tuple[str, ...]]:
    """Return what waits now, a row for each ground, currency and age."""
    return [_standing_row(one) for one in report.standing]


def stood_rows(report: MoneyReport) -> list[tuple[str, ...]]:
    """Return what waited as each month ended, a row for each month, ground, currency and age, or one of nothing."""
    return [row for month in report.months for row in _stood_rows(month)]


def _stood_rows(month: Month) -> Iterator[tuple[str, ...]]:
    named = f"{month.period.start:%Y-%m}"
    if not month.standing:
        yield named, "none", "none", "0", money_words(0, month.currency)
    for one in month.standing:
        yield named, *_standing_row(one)


def _standing_row(one: Standing) -> tuple[str, ...]:
    return GROUNDS[one.ground], age_words(one.days), str(one.holds), money_words(one.amount, one.currency)


def month_rows(report: MoneyReport) -> list[tuple[str, ...]]:
    """Return what happened, a row for each month and currency."""
    return [
        (
            f"{one.period.start:%Y-%m}",
            str(one.placed),
            ", ".join(f"{count} {REASONS[because]}" for because, count in one.released.items()) or "none",
            day_words(one.waited, one.currency),
            day_words(one.waited_wrongly, one.currency),
            money_words(one.owed, one.currency),
            _late_words(one),
        )
        for one in report.months
    ]


def wrong_rows(report: MoneyReport) -> list[tuple[str, ...]]:
    """Return what decisions that fell kept from members, a row for each month, currency and ground."""
    return [
        (
            f"{month.period.start:%Y-%m}",
            GROUNDS[one.ground],
            day_words(one.waited, month.currency),
            money_words(one.owed, month.currency),
        )
        for month in report.months
        for one in month.wrongly
    ]


def draw_standing(report: MoneyReport, *, is_file: bool = False) -> Iterator[Plot]:
    """Yield a plot for each currency: what waits now by ground and age."""
    for currency in _currencies([one.currency for one in report.standing]):
        rows = [one for one in report.standing if one.currency == currency]
        bars = [_standing(one) for one in rows]
        yield draw_bars(bars, title=f"What waits now, in {currency}", name=f"waits-{currency}", is_file=is_file)


def draw_stood(report: MoneyReport, *, is_file: bool = False) -> Iterator[Plot]:
    """Yield a plot for each currency: what waited as each month ended, a bar for each ground, its parts by age."""
    for currency in _currencies([one.currency for one in report.months]):
        bars = [bar for one in report.months if one.currency == currency for bar in _stood(one)]
        title = f"What waited as each month ended, in {currency}; each bar by age, the youngest first"
        yield draw_bars(bars, title=title, name=f"stood-{currency}", is_file=is_file)


def draw_months(report: MoneyReport, *, is_file: bool = False) -> Iterator[Plot]:
    """Yield a plot for each currency: how much waited how long per month, and how much of that wrongly."""
    for currency in _currencies([one.currency for one in report.months]):
        bars = [_month(one) for one in report.months if one.currency == currency]
        title = f"Amounts times days per month, in {currency}; what waited wrongly comes second, in red"
        yield draw_bars(bars, title=title, name=f"months-{currency}", is_file=is_file)


def _standing(one: Standing) -> Bar:
    return Bar(f"{GROUNDS[one.ground]}, {age_words(one.days)}: {money_words(one.amount, one.currency)}", [one.amount])


def draw_wrong(report: MoneyReport, *, is_file: bool = False) -> Iterator[Plot]:
    """Yield a plot for each currency: what waited wrongly per month, a bar for each ground; none where nothing did."""
    for currency in _currencies([one.currency for one in report.months if one.wrongly]):
        bars = [bar for one in report.months if one.currency == currency for bar in _wrong(one)]
        title = f"What waited wrongly per month and ground, in {currency}, times days"
        yield draw_bars(bars, title=title, name=f"wrongly-{currency}", is_file=is_file)


def draw_late(report: MoneyReport, *, is_file: bool = False) -> Iterator[Plot]:
    """Yield a plot for each currency: how many holds outlasted their date per month, none among them."""
    for currency in _currencies([one.currency for one in report.months]):
        rows = [one for one in report.months if one.currency == currency]
        bars = [Bar(f"{one.period.start:%Y-%m}, {currency}, late: {_late_words(one)}", [0, one.late]) for one in rows]
        title = f"Holds that outlasted their date per month, in {currency}"
        yield draw_bars(bars, title=title, name=f"late-{currency}", is_file=is_file)


def _stood(month: Month) -> Iterator[Bar]:
    named = f"{month.period.start:%Y-%m}"
    if not month.standing:
        yield Bar(f"{named}: none", [0])
    for ground, each in groupby(month.standing, key=lambda one: one.ground):
        parts = _by_age(each)
        yield Bar(f"{named}, {GROUNDS[ground]}: {money_words(sum(parts), month.currency)}", parts)


def _by_age(standing: Iterable[Standing]) -> Sequence[int]:
    """Return an amount for each age, the youngest first."""
    amounts = {one.days: one.amount for one in standing}
    return [amounts.get(days, 0) for days in (*AGES, None)]


def _month(one: Month) -> Bar:
    wrongly = f", wrongly {money_words(one.waited_wrongly, one.currency)}" if one.waited_wrongly else ""
    says = f"{one.period.start:%Y-%m}: {money_words(one.waited, one.currency)}{wrongly}"
    return Bar(says, [one.waited - one.waited_wrongly, one.waited_wrongly])


def _wrong(month: Month) -> Iterator[Bar]:
    named, currency = f"{month.period.start:%Y-%m}", month.currency
    if not month.wrongly:
        yield Bar(f"{named}: none", [0])
    for one in month.wrongly:
        owed = money_words(one.owed, currency)
        yield Bar(f"{named}, {GROUNDS[one.ground]}: {money_words(one.waited, currency)}, owed {owed}", [0, one.waited])


def _late_words(one: Month) -> str:
    return str(one.late) if one.late else "none"


def _currencies(named: Sequence[str]) -> list[str]:
    return sorted(set(named))
