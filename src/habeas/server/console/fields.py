"""Fields of forms: their words come from the catalogue, by the name of the field."""

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from typing import Any

from django import forms

from habeas.domain.actors import Actor
from habeas.domain.statements.catalogues import money_words
from habeas.money import DIGITS, Money, MoneyRefused, read_written
from habeas.server.console.words import read_words
from habeas.server.identity.roles import Role
from habeas.server.identity.staff import list_staff, staff_id

Choices = Iterable[tuple[str, str]]


def _said(key: str) -> dict[str, Any]:
    """Return what a field is called, what is said below that, and what is said where it is left empty."""
    texts = read_words().texts
    missing = texts.get(f"{key}.missing", texts["field.missing"])
    return {"label": texts[key], "help_text": texts.get(f"{key}.hint", ""), "error_messages": {"required": missing}}


class Words(forms.CharField):
    """Words, never cut: a browser that is told how many letters fit drops what is pasted beyond, and says nothing."""

    def to_python(self, value: Any) -> Any:  # noqa: ANN401  # as Django hands it over
        """Return what was typed, each line break as one letter; browsers send it as two."""
        said = super().to_python(value)
        return said.replace("\r\n", "\n") if isinstance(said, str) else said

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return what the field tells a browser: not how many letters fit."""
        return {name: said for name, said in super().widget_attrs(widget).items() if name != "maxlength"}


class Long(Words):
    """Words in several lines."""

    def __init__(self, key: str, *, required: bool = True, longest: int = 10_000, rows: int = 4) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(widget=widget, required=required, max_length=longest, **_said(key))


class Short(Words):
    """Words in one line."""

    def __init__(self, key: str, *, required: bool = True, longest: int = 1000) -> None:
        super().__init__(required=required, max_length=longest, **_said(key))


class Tick(forms.BooleanField):
    """Yes or no."""

    def __init__(self, key: str) -> None:
        super().__init__(required=False, **_said(key))


class Days(forms.IntegerField):
    """A number of days."""

    def __init__(self, key: str, *, longest: int = 3650, required: bool = False) -> None:
        said = _said(key)
        wrong = dict.fromkeys(("invalid", "min_value", "max_value"), read_words().say("field.days", longest=longest))
        said["error_messages"] |= wrong
        super().__init__(required=required, min_value=1, max_value=longest, **said)


class Moment(forms.DateTimeField):
    """An instant, in UTC."""

    def __init__(self, key: str, *, required: bool = True) -> None:
        said = _said(key) | {"required": required}
        said["error_messages"] |= {"invalid": read_words().say("field.moment")}
        super().__init__(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"), **said)


class Day(forms.DateField):
    """A day."""

    def __init__(self, key: str, *, required: bool = True) -> None:
        said = _said(key) | {"required": required}
        said["error_messages"] |= {"invalid": read_words().say("field.day")}
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **said)


class Web(forms.URLField):
    """Where something stands on the web."""

    def __init__(self, key: str, *, required: bool = True) -> None:
        said = _said(key) | {"required": required}
        said["error_messages"] |= {"invalid": read_words().say("field.web")}
        super().__init__(assume_scheme="https", max_length=500, **said)


class Amount(forms.CharField):
    """An amount in one currency, as people write it."""

    def __init__(self, key: str, *, currency: str, required: bool = True) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, max_length=24, required=required, **_said(key))
        self._currency = currency

    def clean(self, value: Any) -> Money | None:  # noqa: ANN401  # as Django hands it over
        """Return the amount, None where it is left empty and may be. Raises ValidationError: how it is written."""
        text = super().clean(value)
        if not text:
            return None
        with suppress(MoneyRefused):
            money = read_written(text, currency=self._currency, field="")
            if money.amount:
                return money
        example = money_words(200 * 10 ** DIGITS[self._currency], self._currency).partition(" ")[0]
        raise forms.ValidationError(read_words().say("field.amount", currency=self._currency, example=example))


class One(forms.ChoiceField):
    """One of a few, all of them seen."""

    def __init__(self, key: str, *, choices: Choices | Callable[[], Choices] = (), required: bool = True) -> None:
        super().__init__(widget=forms.RadioSelect, choices=choices, required=required, **_said(key))


class OneOfMany(forms.ChoiceField):
    """One of many, in a list that opens."""

    def __init__(self, key: str, *, choices: Choices | Callable[[], Choices] = (), required: bool = True) -> None:
        super().__init__(choices=choices, required=required, **_said(key))


class Several(forms.MultipleChoiceField):
    """Any of a few."""

    def __init__(self, key: str, *, choices: Choices | Callable[[], Choices] = (), required: bool = False) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, choices=choices, required=required, **_said(key))


class StaffChoice(OneOfMany):
    """A colleague."""


def list_colleagues(but: Actor, roles: Collection[Role]) -> list[tuple[str, str]]:
    """Return who else works here in one of these roles, by number and name."""
    known = (one for one in list_staff() if one.is_active and one.actor != but and one.roles & frozenset(roles))
    return [(str(staff_id(one.actor)), one.name) for one in known]


def list_everybody(but: Actor) -> list[tuple[str, str]]:
    """Return everybody else who signs in, by number and name, whatever their roles: outsiders have none."""
    return [(str(staff_id(one.actor)), one.name) for one in list_staff() if one.is_active and one.actor != but]


def choices_of(topic: str, names: Iterable[str]) -> list[tuple[str, str]]:
    """Return names with their words."""
    words = read_words()
    return [(name, words.say(f"{topic}.{name}")) for name in names]
