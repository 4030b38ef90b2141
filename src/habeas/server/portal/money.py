"""The member's money: a page that says where each amount is, why and until when, and the same to keep."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from habeas.domain.actors import Actor
from habeas.domain.journal.entries import INSIDE, State
from habeas.domain.statements.catalogues import money_words
from habeas.server.holds.standing import get_money
from habeas.server.notices.queries import list_told
from habeas.server.portal.downloads import handed_out
from habeas.server.portal.sessions import Visit, for_member
from habeas.server.usecases.recover_details import recover_details

Json = Mapping[str, Any]

ALWAYS: Final = (State.AVAILABLE, State.HELD)
"""States that are shown with nothing in them too: that nothing is held is what people come to read."""

COLUMNS: Final = (
    "state",
    "amount",
    "currency",
    "why",
    "since",
    "until",
    "contract",
    "milestone",
    "chargeback",
    "payout",
)
HOLD_COLUMNS: Final = ("id", "claim_kind", "reference", "provider", "because")

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run instead of showing it."""


@require_safe
@for_member
def money(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show where a member's money is, amount by amount, and what their contracts have in them."""
    found = get_money(visit.member, is_test=False, now=visit.now)
    about = {name for one in found["amounts"] if one["hold"] for name in (one["hold"]["id"], one["hold"]["decision"])}
    about |= {one["deduction"]["id"] for one in found["amounts"] if one["deduction"]}
    about |= {one["decision"] for one in found["losses"] if one["decision"]}
    named = {
        "words": visit.words,
        "member": visit.member,
        "now": visit.now,
        "here": "money",
        "as_of": found["as_of"],
        "currencies": list(_currencies(found)),
        "contracts": [_contract(one, found["payments"]) for one in found["contracts"]],
        "losses": found["losses"],
        "differences": found["differences"],
        "freezes": found["freezes"],
        "frozen": found["payout_details"],
        "told": list_told(visit.member, decisions=about) if about else (),
    }
    return render(request, "portal/money.html", named)


@require_safe
@for_member
def download(request: HttpRequest, visit: Visit, form: str) -> HttpResponse:  # noqa: ARG001  # as views are called
    """Hand out what the page shows: for programs as JSON, for spreadsheets as CSV."""
    found = get_money(visit.member, is_test=False, now=visit.now)
    name = f"my-money-{visit.now:%Y-%m-%d}.{form}"
    if form == "json":
        content = json.dumps(found, indent=2, ensure_ascii=False).encode()
        return handed_out(content, name=name, media_type="application/json")
    return handed_out(_as_table(found).encode(), name=name, media_type="text/csv; charset=utf-8")


@require_POST
@for_member
def confirm_details(request: HttpRequest, visit: Visit) -> HttpResponse:  # noqa: ARG001  # as views are called
    """Let payouts go to changed details again, as their owner says."""
    recover_details(member=visit.member, by=Actor(visit.member), is_test=False, now=visit.now)
    return redirect("portal:money")


def _currencies(found: Json) -> Iterator[Json]:
    """Yield each currency with its states, and each state with its amounts."""
    amounts = {
        key: list(group) for key, group in groupby(found["amounts"], key=lambda one: (one["currency"], one["state"]))
    }
    payments = defaultdict(list)
    for one in found["payments"]:
        if one["milestone"] is None:
            payments[one["amount"]["currency"]].append(one)
    for balance in found["balances"]:
        currency = balance["currency"]
        states = [
            {
                "name": state.value,
                "sum": balance[state.value],
                "amounts": amounts.get((currency, state.value), []),
                "payments": payments[currency] if state is State.AVAILABLE else (),
                "dated": next((one for one in payments[currency] if one["asked_at"] is None), None),
            }
            for state in INSIDE
        ]
        shown = [one for one in states if one["amounts"] or one["name"] in ALWAYS]
        yield {"currency": currency, "credited": balance["credited"], "states": shown}


def _contract(contract: Json, payments: Sequence[Json]) -> Json:
    """Return a contract whose milestones know what a plan says of them."""
    of_it = [one for one in payments if one["contract"] == contract["contract"]]
    milestones = [
        {**one, "payments": [each for each in of_it if each["milestone"] == one["milestone"]]}
        for one in contract["milestones"]
    ]
    return {**contract, "milestones": milestones}


def _as_table(found: Json) -> str:
    """Return a row for each amount, each contract, and what each milestone holds for the member till it is released."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow([*COLUMNS, "hold", *HOLD_COLUMNS[1:]])
    contracts = [_contract(one, found["payments"]) for one in found["contracts"]]
    for one in [*_amounts(found), *(row for contract in contracts for row in _rows(contract))]:
        table.writerow(_cells(one))
    return written.getvalue()


def _amounts(found: Json) -> Iterator[Json]:
    """Yield each amount with the reason and the date of the page: what is free may be frozen, or dated by a plan."""
    dated: dict[str, str] = {}
    for one in found["payments"]:
        if one["milestone"] is None and one["asked_at"] is None:
            dated.setdefault(one["amount"]["currency"], one["due_at"])
    for one in found["amounts"]:
        if one["why"] == "free" and found["freezes"]:
            yield {**one, "why": "frozen", "until": found["freezes"][0]["review_at"]}
        elif one["why"] == "free" and one["currency"] in dated:
            yield {**one, "why": "dated", "until": dated[one["currency"]]}
        else:
            yield one


def _rows(contract: Json) -> Iterator[Json]:
    """Yield what is no amount of the member's: since when a contract runs or is known, and what was put in for them."""
    named = contract["contract"]
    yield {"state": "contract", "since": contract["started_at"] or contract["since"], "contract": named}
    for one in contract["milestones"] if contract["side"] == "is_paid" else ():
        if one["held"]["amount"]:
            planned = next((paid["due_at"] for paid in one["payments"]), None)
            dates = {"since": one["moved_at"], "until": planned or one["due_at"]}
            named_so = {"contract": named, "milestone": one["milestone"]}
            yield {"state": "held_for_you", **one["held"], "why": "milestone", **dates, **named_so}


def _cells(row: Json) -> Sequence[str]:
    number = money_words(row["amount"], row["currency"]).partition(" ")[0] if "amount" in row else ""
    texts, hold = {**row, "amount": ""}, row.get("hold") or {}
    if row.get("deduction"):
        hold = {**hold, "because": _items(row)}
    cells = [_text(texts.get(name)) for name in COLUMNS] + [_text(hold.get(name)) for name in HOLD_COLUMNS]
    cells[COLUMNS.index("amount")] = number
    return cells


def _items(row: Json) -> str:
    """Return for what an amount was deducted, item by item with its clause: not why it was held before."""
    return "; ".join(
        f"{money_words(item['amount'], row['currency'])}: {item['words'] or ''} ({item['clause']})"
        for item in row["deduction"]["items"]
    )


def _text(value: object) -> str:
    """Return a value as a spreadsheet shows it, whatever somebody called a contract."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
