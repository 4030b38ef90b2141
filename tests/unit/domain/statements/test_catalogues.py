"""Every language says the same, and is offered only once a named speaker signed its words."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from habeas.domain.statements.catalogues import (
    Catalogue,
    CatalogueBroken,
    LanguageNotOffered,
    Signature,
    check_catalogue,
    choose_catalogue,
    money_words,
    offered_languages,
    read_catalogue,
)

ENGLISH = Catalogue("en", "{day} {month} {year}", ("January",) + ("Later",) * 11, {"until": "Until {date}."})
SPANISH = Catalogue("es", "{day} de {month} de {year}", ("enero",) + ("luego",) * 11, {"until": "Hasta el {date}."})
SIGNED = Signature("es", SPANISH.digest, "María Pérez", date(2026, 3, 1))


class TestCatalogue:
    def test_fills_its_places_and_writes_dates_out(self) -> None:
        assert SPANISH.say("until", date=SPANISH.day(date(2027, 1, 5))) == "Hasta el 5 de enero de 2027."

    def test_writes_the_time_of_day_beside_the_date(self) -> None:
        pages = replace(SPANISH, texts={"moment": "{day}, {time} UTC"})

        assert pages.moment(datetime(2027, 1, 5, 8, 30, tzinfo=UTC)) == "5 de enero de 2027, 08:30 UTC"


class TestCheckCatalogue:
    def test_takes_the_same_keys_and_places(self) -> None:
        check_catalogue(SPANISH, source=ENGLISH)

    @pytest.mark.parametrize(
        ("catalogue", "problem"),
        [
            (replace(SPANISH, texts={}), "lacks until"),
            (replace(SPANISH, texts={**SPANISH.texts, "from": "Desde"}), "has the unknown from"),
            (replace(SPANISH, texts={"until": "Hasta {day}."}), "has other places in until"),
            (replace(SPANISH, months=("enero",)), "names 1 months"),
        ],
    )
    def test_refuses_what_differs(self, catalogue: Catalogue, problem: str) -> None:
        with pytest.raises(CatalogueBroken, match=problem):
            check_catalogue(catalogue, source=ENGLISH)


class TestOfferedLanguages:
    def test_are_the_source_and_what_somebody_signed_word_for_word(self) -> None:
        """DSA14-1, DSA17-4: the member's language or a declared fallback."""
        changed = replace(SPANISH, texts={"until": "Solo hasta el {date}."})

        assert offered_languages([ENGLISH, SPANISH], signatures=[]) == ("en",)
        assert offered_languages([ENGLISH, SPANISH], signatures=[SIGNED]) == ("en", "es")
        assert offered_languages([ENGLISH, SPANISH], signatures=[replace(SIGNED, by=" ")]) == ("en",)
        assert offered_languages([ENGLISH, changed], signatures=[SIGNED]) == ("en",)

    def test_count_a_signature_that_the_catalogue_holds(self) -> None:
        content = {"language": "es", "date": SPANISH.date_form, "months": SPANISH.months, "texts": SPANISH.texts}
        reviewed = {"by": SIGNED.by, "on": SIGNED.on, "digest": SPANISH.digest}

        signed = read_catalogue({**content, "reviewed": reviewed})
        assert signed.signature == SIGNED
        assert offered_languages([signed], signatures=[]) == ("es",)
        assert read_catalogue({**content, "reviewed": False}) == SPANISH

    def test_alone_can_be_chosen(self) -> None:
        both = {"en": ENGLISH, "es": SPANISH}

        assert choose_catalogue("es", catalogues=both, signatures=[SIGNED]) == SPANISH
        with pytest.raises(LanguageNotOffered, match="offered are en"):
            choose_catalogue("es", catalogues=both, signatures=[])


class TestMoneyWords:
    @pytest.mark.parametrize(
        ("amount", "currency", "words"),
        [
            (50_000, "USD", "500.00 USD"),
            (-5, "EUR", "-0.05 EUR"),
            (500, "JPY", "500 JPY"),
            (1234, "KWD", "1.234 KWD"),
        ],
    )
    def test_knows_how_many_minor_units_a_currency_has(self, amount: int, currency: str, words: str) -> None:
        assert money_words(amount, currency) == words
