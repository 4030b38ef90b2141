"""The catalogues that come with the package are complete, and say which of them somebody signed."""

import pytest

from habeas.domain.statements.catalogues import offered_languages
from habeas.files.catalogues import choose_offered, list_offered, read_catalogues


class TestReadCatalogues:
    def test_finds_each_language_complete_with_the_source_first(self) -> None:
        """DSA17-4: no key is missing and no place differs; an incomplete one is refused when it is read."""
        assert next(iter(read_catalogues())) == "en"
        assert list(read_catalogues()) == ["en", "de", "es", "hi", "pt"]

    def test_offers_only_the_source_until_somebody_signs(self) -> None:
        unsigned = [one.language for one in read_catalogues().values() if one.signature is None]

        assert unsigned == ["en", "de", "es", "hi", "pt"]
        assert offered_languages(read_catalogues().values(), signatures=[]) == ("en",)


class TestChooseOffered:
    def test_tells_nobody_in_words_that_nobody_signed(self) -> None:
        """DSA17-4."""
        assert list_offered() == ("en",)
        assert choose_offered("es", "de") == "en"
        assert choose_offered() == "en"

    def test_takes_the_first_that_is_offered(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("habeas.files.catalogues.list_offered", lambda: ("en", "es", "pt"))

        assert choose_offered("de", "pt", "es") == "pt"
