"""What operations about money share: an act that a rule allows, something that is there, what is to wait."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from habeas.domain.actors import Actor
from habeas.domain.holds.hold import Provider
from habeas.domain.refusals import Refused
from habeas.files.catalogues import choose_offered
from habeas.money import CurrenciesDiffer, Money, MoneyRefused
from habeas.server.api.money_bodies import NewHold
from habeas.server.api.problems import Kind, Refusal
from habeas.server.cases.languages import get_reads
from habeas.server.holds.overview import read_claim
from habeas.server.holds.stating import Reader
from habeas.server.parties.keys import KeyDestroyed
from habeas.server.usecases.place_hold import Wanted


def there(found: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """Return what was found. Raises Refusal where nothing was."""
    if found is None:
        raise Refusal(Kind.NOT_FOUND, "There is nothing of this id.")
    return found


def allowed(act: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return what an act comes to. Raises Refusal, with the rule and the field where a rule does not allow it."""
    try:
        return act()
    except Refused as error:
        words = str(error)
        field = "/" + words.partition(":")[0] if ": " in words else ""
        errors = [{"field": field, "message": words, "rule": error.rule, "code": error.code}]
        raise Refusal(Kind.NOT_ALLOWED, words, errors=errors) from error
    except MoneyRefused as error:
        usual = "/amount/currency" if isinstance(error, CurrenciesDiffer) else "/amount"
        errors = [{"field": error.field or usual, "message": str(error)}]
        raise Refusal(Kind.BAD_CONTENT, str(error), errors=errors) from error
    except KeyDestroyed as error:
        raise Refusal(Kind.GONE, "The member was erased.") from error
    except LookupError as error:
        raise Refusal(Kind.NOT_FOUND, "There is nothing of this id.") from error


def wanted_by(by: Actor, said: NewHold, *, is_test: bool) -> Wanted:
    """Return what somebody wants to let wait."""
    return Wanted(
        claim=said.claim,
        amount=Money(said.amount.amount, said.amount.currency),
        decision=said.decision,
        provider=_provider(said),
        by=by,
        because=said.because,
        reader=Reader(_language(said, is_test=is_test), ZoneInfo(said.zone)),
    )


def _language(said: NewHold, *, is_test: bool) -> str:
    """Return in which language the member is told: the one that is named, else theirs."""
    if said.language:
        return choose_offered(said.language)
    claim = read_claim(said.claim, is_test=is_test)
    return choose_offered() if claim is None else get_reads(claim["member"], is_test=is_test).told


def _provider(said: NewHold) -> Provider:
    """Return who keeps the money, for no longer than the operator's terms allow, whatever the caller says."""
    days = None if said.provider_days is None else timedelta(days=said.provider_days)
    limits = [one for one in (days, settings.HABEAS.terms.longest) if one is not None]
    return Provider(name=said.provider, longest=min(limits, default=None))
