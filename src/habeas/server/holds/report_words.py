"""The report about money that waits in words and bars: for the command line and for staff, in English."""

from collections.abc import Iterator, Sequence
from typing import Final

from habeas.domain.holds.report import AGES, MoneyReport, Month, Standing
from habeas.domain.statements.catalogues import money_words
from habeas.server.plots import Bar, draw_bars

GROUNDS: Final = {
    "dispute": "Dispute",
    "chargeback": "Chargeback",
    "refund_request": "Request for a refund",
    "authority_order": "Order of an authority",
}
STANDING: Final = ("Ground", "Age", "Holds", "Amount")
MONTHS: Final = ("Month", "Placed", "Released", "Waited", "Of that wrongly", "Owed for it", "Past its date")
REASONS: Final = {
    "time": "by themselves",
    "claim_rejected": "claim rejected",
    "claim_withdrawn": "claim withdrawn",
    "lifted": "by a person",
    "reversed": "overturned",
    "deducted": "deducted",
}


def age_words(days: int) -> str:
    """Return an age as people read it: `8 to 14 days`."""
    earlier = [age for age in AGES if age < days]
    return f"{earlier[-1] + 1} to {days} days" if earlier else f"up to {days} days"


def day_words(amount: int, currency: str) -> str:
    """Return minor units times days as people read them."""
    return f"{money_words(amount, currency)} × days"


def standing_rows(report: MoneyReport) -> list[tuple[str, ...]]:
    """Return what waits now, a row for each ground, currency and age."""
    return [
        (GROUNDS[one.ground], age_words(one.days), str(one.holds), money_words(one.amount, one.currency))
        for one in report.standing
    ]


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
            str(one.late) if one.late else "none",
        )
        for one in report.months
    ]


def draw_standing(report: MoneyReport, *, is_file: bool = False) -> Iterator[str]:
    """Yield a plot for each currency: what waits now by ground and age."""
    for currency in _currencies([one.currency for one in report.standing]):
        rows = [one for one in report.standing if one.currency == currency]
        bars = [_standing(one) for one in rows]
        yield draw_bars(bars, title=f"What waits now, in {currency}", name=f"waits-{currency}", is_file=is_file)


def draw_months(report: MoneyReport, *, is_file: bool = False) -> Iterator[str]:
    """Yield a plot for each currency: how much waited how long per month, and how much of that wrongly."""
    for currency in _currencies([one.currency for one in report.months]):
        bars = [_month(one) for one in report.months if one.currency == currency]
        title = f"Amounts times days per month, in {currency}; of that wrongly in the darker colour"
        yield draw_bars(bars, title=title, name=f"months-{currency}", is_file=is_file)


def _standing(one: Standing) -> Bar:
    return Bar(f"{GROUNDS[one.ground]}, {age_words(one.days)}: {money_words(one.amount, one.currency)}", [one.amount])


def _month(one: Month) -> Bar:
    wrongly = f", wrongly {money_words(one.waited_wrongly, one.currency)}" if one.waited_wrongly else ""
    says = f"{one.period.start:%Y-%m}: {money_words(one.waited, one.currency)}{wrongly}"
    return Bar(says, [one.waited - one.waited_wrongly, one.waited_wrongly])


def _currencies(named: Sequence[str]) -> list[str]:
    return sorted(set(named))
