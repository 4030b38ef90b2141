"""A plan for money and contracts as JSON, kept with its decision, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from habeas.domain.holds.answers import (
    Answer,
    ContractAnswer,
    Ended,
    GoesOn,
    HandedOver,
    Harm,
    HarmKind,
    HoldAgainst,
    OpenAmount,
    Part,
    Paused,
    PayNow,
    PayOn,
    RefundClient,
)
from habeas.domain.holds.claims import Claim, ClaimKind
from habeas.domain.holds.wind_down import PlannedContract, WindDown
from habeas.money import Money

Json = dict[str, Any]

_ANSWERS: Final[Mapping[str, type[Answer]]] = {
    "pay_now": PayNow,
    "pay_on": PayOn,
    "hold": HoldAgainst,
    "refund": RefundClient,
}
_FATES: Final[Mapping[str, type[ContractAnswer]]] = {
    "goes_on": GoesOn,
    "paused": Paused,
    "handed_over": HandedOver,
    "ended": Ended,
}
_NAMES: Final = {kind: name for name, kind in (*_ANSWERS.items(), *_FATES.items())}
_INSTANTS: Final = ("at", "until")


def plan_as_json(plan: WindDown) -> Json:
    """Return all of a plan, times as text."""
    return {
        "decision": plan.decision,
        "member": plan.member,
        "provider": plan.provider,
        "made_at": plan.made_at.isoformat(),
        "amounts": [_amount(one) for one in plan.amounts],
        "answers": {name: [_part(part) for part in parts] for name, parts in plan.answers.items()},
        "contracts": [asdict(one) for one in plan.contracts],
        "fates": {name: _choice(fate) for name, fate in plan.fates.items()},
        "claims": [_claim(one) for one in plan.claims],
        "kept_until": {currency: until.isoformat() for currency, until in plan.kept_until.items()},
    }


def plan_from_json(kept: Mapping[str, Any]) -> WindDown:
    """Return a plan that was kept."""
    return WindDown(
        decision=kept["decision"],
        member=kept["member"],
        provider=kept["provider"],
        made_at=datetime.fromisoformat(kept["made_at"]),
        amounts=tuple(_read_amount(one) for one in kept["amounts"]),
        answers={name: tuple(_read_part(part) for part in parts) for name, parts in kept["answers"].items()},
        contracts=tuple(PlannedContract(**one) for one in kept["contracts"]),
        fates={name: _read_fate(fate) for name, fate in kept["fates"].items()},
        claims=tuple(_read_claim(one) for one in kept["claims"]),
        # Plans from before the provider's limit was checked have none.
        kept_until={currency: datetime.fromisoformat(at) for currency, at in kept.get("kept_until", {}).items()},
        is_kept=True,
    )


def _part(part: Part) -> Json:
    return {"money": asdict(part.money), "because": part.because, "answer": _choice(part.answer)}


def _read_part(kept: Mapping[str, Any]) -> Part:
    chosen = kept["answer"]
    answer = _ANSWERS[chosen["choice"]](**_times(chosen))
    return Part(money=Money(**kept["money"]), answer=answer, because=kept["because"])


def _read_fate(kept: Mapping[str, Any]) -> ContractAnswer:
    # Plans from before harm was asked for by kind and facts say nothing of it.
    harm = kept.get("harm")
    read = {} if harm is None else {"harm": Harm(kind=HarmKind(harm["kind"]), shown_by=tuple(harm["shown_by"]))}
    return _FATES[kept["choice"]](**{**_times(kept), **read})


def _choice(said: Answer | ContractAnswer) -> Json:
    content = {name: value.isoformat() if name in _INSTANTS else value for name, value in asdict(said).items()}
    return {"choice": _NAMES[type(said)], **content}


def _times(kept: Mapping[str, Any]) -> Json:
    """Return the fields of a choice, its times read."""
    return {
        name: datetime.fromisoformat(value) if name in _INSTANTS else value
        for name, value in kept.items()
        if name != "choice"
    }


def _amount(amount: OpenAmount) -> Json:
    return {
        **asdict(amount),
        "due_at": _written(amount.due_at),
        "handed_in_at": _written(amount.handed_in_at),
    }


def _read_amount(kept: Mapping[str, Any]) -> OpenAmount:
    # Plans from before it was asked whether work was handed in say nothing of it.
    times = {name: _read(kept.get(name)) for name in ("due_at", "handed_in_at")}
    return OpenAmount(**{**kept, "money": Money(**kept["money"]), **times})


def _claim(claim: Claim) -> Json:
    return {
        **asdict(claim),
        "kind": claim.kind.value,
        "opened_at": claim.opened_at.isoformat(),
        "closed_at": _written(claim.closed_at),
    }


def _read_claim(kept: Mapping[str, Any]) -> Claim:
    return Claim(
        **{
            **kept,
            "kind": ClaimKind(kept["kind"]),
            "amount": Money(**kept["amount"]),
            "transaction": None if kept["transaction"] is None else Money(**kept["transaction"]),
            "opened_at": datetime.fromisoformat(kept["opened_at"]),
            "closed_at": _read(kept["closed_at"]),
        }
    )


def _written(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _read(at: str | None) -> datetime | None:
    return None if at is None else datetime.fromisoformat(at)
