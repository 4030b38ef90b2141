"""In which language somebody is told: a choice that starts with what they read, and says who knows that."""

from typing import Final
from zoneinfo import available_timezones

from django import forms

from habeas.domain.statements.catalogues import SOURCE_LANGUAGE
from habeas.files.catalogues import list_offered
from habeas.policy.rules import Policy
from habeas.server.cases.languages import Reads
from habeas.server.console.words import read_words

_REGIONS: Final = frozenset(
    ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
)


def name_language(code: str) -> str:
    """Return what a language is called; its code where the catalogue has no name for it."""
    return read_words().texts.get(f"language.{code.partition('-')[0]}", code)


def list_languages() -> list[tuple[str, str]]:
    """Return the languages in which members can be told something, each with its name."""
    return [(code, name_language(code)) for code in list_offered()]


def list_zones() -> list[tuple[str, str]]:
    """Return the time zones that a person can choose from: UTC, then the places of the world by name.

    What is no place is left out: old names kept for programs, and offsets whose signs are read the wrong way round.
    """
    places = (one for one in available_timezones() if one.partition("/")[0] in _REGIONS)
    return [("UTC", "UTC"), *((one, one.replace("_", " ")) for one in sorted(places) if "/" in one)]


def begin_with(form: forms.Form, reads: Reads) -> None:
    """Let the language of a form start with what the member reads, and say so below it, or why it is another one."""
    field, words = form.fields["language"], read_words()
    form.initial["language"] = reads.told
    told = name_language(reads.told)
    if not reads.language:
        field.help_text = words.say("reads.unknown", told=told)
        return
    is_own = reads.told in {reads.language, reads.language.partition("-")[0]}
    source = words.say(f"language_source.{reads.source or 'record'}")
    language = name_language(reads.language)
    key = "reads.own" if is_own else "reads.unsigned"
    field.help_text = words.say(key, language=language, source=source, told=told)


def quote_clauses(policy: Policy) -> list[tuple[str, str, dict[str, str]]]:
    """Return the title of each clause and its text by language, in those in which a statement can quote it."""
    return [
        (clause.id, clause.title.text(SOURCE_LANGUAGE), {code: clause.text.text(code) for code in list_offered()})
        for clause in policy.clauses.values()
    ]


def begin_with_each(form: forms.Form) -> None:
    """Let many members be told each in their own language, if nobody chooses one for all."""
    field, words = form.fields["language"], read_words()
    form.initial["language"], field.required = "", False
    field.choices = [("", words.say("reads.each")), *list_languages()]  # type: ignore[attr-defined]
    field.help_text = words.say("reads.each.hint")
