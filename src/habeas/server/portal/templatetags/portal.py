"""What the pages' templates say: words of the catalogue in use, days and moments written out in it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from django import template
from django.template.context import Context

from habeas.domain.clocks.lengths import last_day
from habeas.domain.statements.catalogues import money_words

register = template.Library()


@register.filter
def is_over(at: str, now: datetime) -> bool:
    """Tell whether an instant has passed."""
    return datetime.fromisoformat(at) <= now


@register.filter
def amount(minor: int, currency: str) -> str:
    """Return minor units of a currency as people read them."""
    return money_words(minor, currency)


@register.filter
def of(named: Mapping[str, str], name: str) -> str:
    """Return what is kept under a name that no template can write, such as `argument-1`; nothing where it is not."""
    return named.get(name, "")


@register.simple_tag(takes_context=True)
def say(context: Context, key: str, **values: object) -> str:
    """Return a text with its places filled."""
    return str(context["words"].say(key, **values))


@register.simple_tag(takes_context=True)
def say_of(context: Context, topic: str, name: str, **values: object) -> str:
    """Return the text of a name under a topic; of a name that has none of its own, the topic's `other`."""
    words = context["words"]
    key = f"{topic}.{name}"
    return str(words.say(key if key in words.texts else f"{topic}.other", **values))


@register.simple_tag(takes_context=True)
def day(context: Context, at: str | datetime | date) -> str:
    """Return the day of an instant, written out."""
    read = datetime.fromisoformat(at) if isinstance(at, str) else at
    return str(context["words"].day(read))


@register.simple_tag(takes_context=True)
def day_before(context: Context, at: str | datetime) -> str:
    """Return the last day of a time that ends at an instant: one that ends at midnight ends with the day before."""
    read = datetime.fromisoformat(at) if isinstance(at, str) else at
    return str(context["words"].day(last_day(read, zone=UTC)))


@register.simple_tag(takes_context=True)
def moment(context: Context, at: str | datetime) -> str:
    """Return an instant with its time of day, in UTC: where a member lives is not known."""
    read = datetime.fromisoformat(at) if isinstance(at, str) else at
    return str(context["words"].moment(read))
