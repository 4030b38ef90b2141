"""What operations about money share: an act that a rule allows, and something that is there."""

from collections.abc import Callable, Mapping
from typing import Any

from habeas.domain.refusals import Refused
from habeas.money import CurrenciesDiffer, MoneyRefused
from habeas.server.api.problems import Kind, Refusal
from habeas.server.parties.keys import KeyDestroyed


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
