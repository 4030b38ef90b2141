"""The words of statements in one language: a key has the same places in every language.

A language is offered only when a named speaker signed the very words of its catalogue; a changed word needs a new
signature. The source language is the one the texts were written in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final

from habeas.domain.audit.canonical import canonical_bytes
from habeas.domain.refusals import Refused
from habeas.money import DIGITS
from habeas.policy.words import PLACE

SOURCE_LANGUAGE: Final = "en"
MONTHS: Final = 12


class CatalogueBroken(Refused):
    """A catalogue whose keys or places differ from the source's."""

    rule = "DSA17-4"
    says = "the catalogue '{language}' {problems}"


class LanguageNotOffered(Refused):
    """A language whose catalogue nobody signed."""

    rule = "DSA17-4"
    says = "'{language}' is not offered: a named speaker has to sign its catalogue; offered are {offered}"


@dataclass(frozen=True, slots=True)
class Signature:
    """That a named speaker read a catalogue and answers for it."""

    language: str
    digest: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All the texts of one language; `signature` is the one that its file holds, None where it is not reviewed."""

    language: str
    date_form: str
    months: tuple[str, ...]
    texts: Mapping[str, str]
    signature: Signature | None = None

    def say(self, key: str, **values: object) -> str:
        """Return a text with its places filled."""
        return PLACE.sub(lambda place: str(values[place[1]]), self.texts[key])

    def day(self, day: date) -> str:
        """Return a date written out."""
        return self.date_form.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def moment(self, at: datetime) -> str:
        """Return an instant in UTC written out, with its time of day, as the texts of pages have it."""
        return self.say("moment", day=self.day(at), time=f"{at:%H:%M}")

    @property
    def digest(self) -> str:
        """Return the SHA-256 over all its words: what a speaker signs."""
        words = {
            "language": self.language,
            "date": self.date_form,
            "months": list(self.months),
            "texts": dict(self.texts),
        }
        return sha256(canonical_bytes(words)).hexdigest()


def read_catalogue(content: Mapping[str, Any]) -> Catalogue:
    """Return the catalogue of a file: `reviewed` is no, or `by` whom, `on` what day, and the `digest`."""
    language, reviewed = content["language"], content.get("reviewed")
    signature = Signature(language, reviewed["digest"], reviewed["by"], reviewed["on"]) if reviewed else None
    return Catalogue(language, content["date"], tuple(content["months"]), dict(content["texts"]), signature)


def check_catalogue(catalogue: Catalogue, *, source: Catalogue) -> None:
    """Refuse a catalogue with a key too few or too many, or with other places. Raises CatalogueBroken."""
    problems = []
    if missing := sorted(source.texts.keys() - catalogue.texts.keys()):
        problems.append(f"lacks {', '.join(missing)}")
    if unknown := sorted(catalogue.texts.keys() - source.texts.keys()):
        problems.append(f"has the unknown {', '.join(unknown)}")
    common = sorted(source.texts.keys() & catalogue.texts.keys())
    if differ := [key for key in common if _places(catalogue, key) != _places(source, key)]:
        problems.append(f"has other places in {', '.join(differ)}")
    if len(catalogue.months) != MONTHS:
        problems.append(f"names {len(catalogue.months)} months")
    if problems:
        raise CatalogueBroken(language=catalogue.language, problems=" and ".join(problems))


def _places(catalogue: Catalogue, key: str) -> frozenset[str]:
    return frozenset(PLACE.findall(catalogue.texts[key]))


def offered_languages(catalogues: Iterable[Catalogue], *, signatures: Iterable[Signature]) -> tuple[str, ...]:
    """Return the languages that members can choose: the source, and those whose words somebody signed.

    `signatures` are an operator's own, beside those that the catalogues hold.
    """
    known = tuple(catalogues)
    held = (catalogue.signature for catalogue in known if catalogue.signature is not None)
    signed = {(one.language, one.digest) for one in (*signatures, *held) if one.by.strip()}
    return tuple(
        catalogue.language
        for catalogue in known
        if catalogue.language == SOURCE_LANGUAGE or (catalogue.language, catalogue.digest) in signed
    )


def choose_catalogue(
    language: str, *, catalogues: Mapping[str, Catalogue], signatures: Iterable[Signature]
) -> Catalogue:
    """Return the catalogue of an offered language. Raises LanguageNotOffered."""
    offered = offered_languages(catalogues.values(), signatures=signatures)
    if language not in offered:
        raise LanguageNotOffered(language=language, offered=", ".join(offered))
    return catalogues[language]


def money_words(amount: int, currency: str) -> str:
    """Return an amount in minor units as people read it, the same in every language: `500.00 USD`."""
    digits = DIGITS.get(currency, 2)
    if not digits:
        return f"{amount} {currency}"
    whole, rest = divmod(abs(amount), 10**digits)
    return f"{'-' if amount < 0 else ''}{whole}.{rest:0{digits}} {currency}"
