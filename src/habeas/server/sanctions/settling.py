"""What a sanction says about money and contracts: its plan, and what its statement and its notices make of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, tzinfo
from typing import Any

from django.conf import settings

from habeas.domain.holds.defaults import UsualReasons
from habeas.domain.holds.hold import Provider
from habeas.domain.holds.record import plan_as_json, plan_from_json
from habeas.domain.holds.telling import Fate, money_lines, open_contracts
from habeas.domain.holds.wind_down import NOTHING_BEFORE, Before, WindDown
from habeas.domain.refusals import Refused
from habeas.domain.sanctions import sanction as core
from habeas.domain.statements.catalogues import SOURCE_LANGUAGE
from habeas.domain.statements.content import Becomes, MoneyLine, MoneyState, OpenContract
from habeas.domain.statements.statement import Statement
from habeas.files.catalogues import read_catalogues
from habeas.policy.actions import Action
from habeas.server.decisions.histories import list_running
from habeas.server.holds.freezing import list_told_freezes
from habeas.server.holds.plans import Said, line_as_json, make_plan, standing_lines
from habeas.server.parties.keys import Keyring, read_keys
from habeas.server.parties.sealed import open_content
from habeas.server.rulings.models import Sanction
from habeas.server.rulings.sanctions import earliest_effect
from habeas.server.sanctions.earlier import list_reasons_before
from habeas.server.sanctions.ruling import Ruling

Json = Mapping[str, Any]


class MoneyNotTouched(Refused):
    """Answers for money where none is touched."""

    rule = "FUND-3"
    says = "money: '{action}' touches no money and no contract; answer for them where an account is suspended or ended"


class HoldOutlivedByNotice(Refused):
    """Money that would wait by a plan whose notice is longer than any hold."""

    rule = "FUND-4"
    says = "money: an account ends after its notice, when a hold would be over; place it by itself, for its claim"


def plan_money(
    sanction: core.Sanction, *, ruling: Ruling, facts: Iterable[Json], is_test: bool, keys: Keyring, now: datetime
) -> dict[str, Any]:
    """Return what is kept with a decision about money and contracts. Raises WindDownIncomplete, MoneyNotTouched.

    `facts` are those that the decision relies on: harm in a contract is shown by some of them.
    """
    said = ruling.money
    member = sanction.member
    if sanction.action < Action.SUSPEND_PENDING_REVIEW:
        if said.answers or said.waits or said.fates:
            raise MoneyNotTouched(action=sanction.action.word)
        return {"contracts": [one.id for one in list_running(member, is_test=is_test, now=now)]}
    if said.waits and sanction.notice is not None:
        raise HoldOutlivedByNotice
    catalogues, terms = read_catalogues(), settings.HABEAS.terms
    words = catalogues.get(ruling.language, catalogues[SOURCE_LANGUAGE])
    plan = make_plan(
        said,
        decision=sanction.decision,
        member=member,
        provider=Provider(name=terms.provider, longest=terms.longest),
        reasons=UsualReasons(its_date=words.say("money.its_date"), no_work=words.say("money.no_work")),
        before=replace(_before(sanction, said, is_test=is_test, now=now), facts=[one["id"] for one in facts]),
        is_test=is_test,
        now=now,
    )
    standing = standing_lines(member, keys=keys, zone=sanction.zone, is_test=is_test, now=now)
    return {"plan": plan_as_json(plan), "standing": [line_as_json(one) for one in standing]}


def _before(sanction: core.Sanction, said: Said, *, is_test: bool, now: datetime) -> Before:
    """Return when it ends, and the earlier reasons of who decides: none where nothing that was said needs any."""
    if sanction.decided_by is None or not said.gives_reasons:
        return NOTHING_BEFORE
    told = list_reasons_before(sanction.decided_by, but_to=sanction.member, is_test=is_test)
    lasts = [one.lasts or one.reviewed_within for one in sanction.measures]
    begins = earliest_effect(sanction, told_at=now, announced_at=now)
    return replace(told, by=sanction.decided_by.id, ends_at=begins + max(one for one in lasts if one is not None))


def plan_of(content: Json) -> WindDown | None:
    """Return the plan that a decision was made with; None where it touches no money."""
    return plan_from_json(content["plan"]) if "plan" in content else None


def list_counterparts(row: Sanction) -> frozenset[str]:
    """Return who is on the other side of the contracts that a decision's plan names; nobody once its member is gone."""
    keys = read_keys([row.member_id])
    if not keys.has(row.member_id):
        return frozenset()
    plan = plan_of(open_content(row.member_id, row.sealed, keys=keys))
    return frozenset() if plan is None else frozenset(one.counterpart for one in plan.contracts if one.counterpart)


def list_money(content: Json, *, told_at: datetime, at: datetime, zone: tzinfo, is_test: bool) -> tuple[MoneyLine, ...]:
    """Return the statement's lines about money: what the plan answers for, and what is held or on its way already."""
    plan = plan_of(content)
    if plan is None:
        return ()
    is_frozen = bool(list_told_freezes(plan.member, is_test=is_test))
    lines = money_lines(plan, told_at=told_at, at=at, zone=zone, is_frozen=is_frozen)
    return (*lines, *(_line(one) for one in content["standing"]))


def list_contracts(content: Json, *, zone: tzinfo) -> tuple[OpenContract, ...]:
    """Return the statement's lines about contracts."""
    plan = plan_of(content)
    if plan is None:
        return tuple(OpenContract(id=one, title=one, goes_on=True) for one in content["contracts"])
    return open_contracts(plan, zone=zone)


def foresee_money(statement: Statement) -> list[dict[str, Any]]:
    """Return what a decision would bring about for money and contracts, as its statement says it."""
    money = [
        {
            "what": f"money_{line.becomes or line.state}",
            "amount": {"amount": line.amount, "currency": line.currency},
            "contract": line.contract or None,
            "milestone": line.milestone or None,
            "at": None if line.until is None else line.until.isoformat(),
        }
        for line in statement.money
    ]
    contracts = [
        {
            "what": f"contract_{one.becomes or Fate.GOES_ON}",
            "contract": one.id,
            "at": None if one.until is None else one.until.isoformat(),
            "to": one.handed_to or None,
            "harm": one.harm or None,
            "shown_by": list(one.shown_by),
            "because": one.plan or None,
        }
        for one in statement.contracts
    ]
    return [*money, *contracts]


def _line(kept: Json) -> MoneyLine:
    until = None if kept["until"] is None else date.fromisoformat(kept["until"])
    becomes = Becomes(kept["becomes"]) if kept.get("becomes") else None
    return MoneyLine(**{**kept, "state": MoneyState(kept["state"]), "until": until, "becomes": becomes})
