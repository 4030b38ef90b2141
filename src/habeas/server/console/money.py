"""What a money officer looks after: what waits and until when, what is undecided, what does not add up; the report."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from habeas.domain.statements.catalogues import Catalogue
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.holds.freezing import list_freezes
from habeas.server.holds.overview import LISTS, MOST, get_overview
from habeas.server.holds.proposing import list_proposals
from habeas.server.holds.report_words import (
    MONTHS,
    STANDING,
    STOOD,
    WRONGLY,
    draw_late,
    draw_months,
    draw_standing,
    draw_stood,
    draw_wrong,
    month_rows,
    standing_rows,
    stood_rows,
    wrong_rows,
)
from habeas.server.holds.reporting import get_money_report
from habeas.server.identity.roles import MONEY
from habeas.server.identity.staff import list_names
from habeas.server.plots import Plot

Json = Mapping[str, Any]

LENGTHS: Final = (3, 6, 12, 24)
"""How many months a report may have."""

_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)

_NUMBERED: Final = {0: ".none", 1: ".one"}
"""Counts that are said in words of their own; of hours only there is none."""


@require_safe
@for_staff(MONEY)
def money(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show holds by the date of their end, claims, freezes by law, differences, and instructions that are late."""
    turned = {name: _turned_to(request.GET.get(name, "")) for name in LISTS}
    skipped = {name: (page - 1) * MOST for name, page in turned.items()}
    read = get_overview(is_test=IS_TEST, now=visit.now, most=MOST + 1, skipped=skipped)
    found = {name: read[name][:MOST] for name in LISTS}
    names = list_names()
    named = {
        "turns": {name: _turn(page, found[name], has_more=len(read[name]) > MOST) for name, page in turned.items()},
        "holds": [
            {
                **one,
                "due": due_words(datetime.fromisoformat(one["release_at"]), visit.now, visit.words),
                "placer": names.get(one["placed_by"], one["placed_by"]),
            }
            for one in found["holds"]
        ],
        "proposals": [
            (one, names.get(one.by.id, one.by.id), due_words(one.release_at, visit.now, visit.words))
            for one in list_proposals(is_test=IS_TEST)
        ],
        "claims": found["claims"],
        "freezes": [
            {
                **one,
                "due": due_words(datetime.fromisoformat(one["review_at"]), visit.now, visit.words),
                "is_past_due": datetime.fromisoformat(one["review_at"]) <= visit.now,
                "orderer": names.get(one["officer"], one["officer"]),
            }
            for one in list_freezes(is_test=IS_TEST, in_force=True)
        ],
        "unanswered": found["unanswered"],
        "differences": found["differences"],
        "instructions": [
            {**one, "late": _late(one["late_since"], visit.now, visit.words)} for one in found["instructions"]
        ],
    }
    return render(request, "console/money.html", named)


@require_safe
@for_staff(MONEY)
def report(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what waits by ground and age, now and as each month ended, and what was wrong and late in each."""
    asked = request.GET.get("months", "")
    months = int(asked) if asked in {str(one) for one in LENGTHS} else LENGTHS[1]
    found = get_money_report(is_test=IS_TEST, months=months, now=visit.now)
    named = {
        "months": months,
        "lengths": LENGTHS,
        "standing": _table(STANDING, standing_rows(found)),
        "stood": _table(STOOD, stood_rows(found)),
        "by_month": _table(MONTHS, month_rows(found)),
        "wrongly": _table(WRONGLY, wrong_rows(found)),
        "plots": _shown(draw_standing(found)),
        "stood_plots": _shown(draw_stood(found)),
        "month_plots": _shown([*draw_months(found), *draw_late(found)]),
        "wrong_plots": _shown(draw_wrong(found)),
    }
    return render(request, "console/money_report.html", named)


def _shown(plots: Iterable[Plot]) -> list[Json]:
    """Return plots as a page shows them: written by our own drawing, which escapes what it is told."""
    return [{"title": one.title, "drawn": mark_safe(one.drawn)} for one in plots]  # noqa: S308


def _turned_to(asked: str) -> int:
    """Return which page of a list is asked for, the first where that is no number of one."""
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < len("1000000") else 1


def _turn(page: int, shown: Sequence[Json], *, has_more: bool) -> Json:
    """Return which of a list are on its page, and the pages before and behind it."""
    first = (page - 1) * MOST + 1
    return {
        "first": first,
        "last": first + len(shown) - 1,
        "before": page - 1 or None,
        "behind": page + 1 if has_more else None,
    }


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Json:
    """Return a table whose cells know their heads, for a phone on which they stand below each other."""
    return {"heads": heads, "rows": [list(zip(heads, row, strict=True)) for row in rows]}


def due_words(due_at: datetime, now: datetime, words: Catalogue) -> str:
    """Return how far an instant is away, or how long it is over, in whole days, or in hours where that is less."""
    away = abs(due_at - now)
    key, count = ("days", away // _DAY) if away >= _DAY else ("hours", away // _HOUR)
    tense = "in" if due_at > now else "past"
    return words.say(f"due.{tense}.{key}{_NUMBERED.get(count, '')}", count=count)


def _late(since: str | None, now: datetime, words: Catalogue) -> str:
    return "" if since is None else due_words(datetime.fromisoformat(since), now, words)
