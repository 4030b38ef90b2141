"""The catalogues that come with the package are complete, and say which of them somebody signed."""

from habeas.domain.statements.catalogues import offered_languages
from habeas.files.catalogues import read_catalogues


class TestReadCatalogues:
    def test_finds_each_language_complete_with_the_source_first(self) -> None:
        """DSA17-4: no key is missing and no place differs; an incomplete one is refused when it is read."""
        assert next(iter(read_catalogues())) == "en"
        assert list(read_catalogues()) == ["en", "de", "es", "hi", "pt"]

    def test_offers_only_the_source_until_somebody_signs(self) -> None:
        unsigned = [one.language for one in read_catalogues().values() if one.signature is None]

        assert unsigned == ["en", "de", "es", "hi", "pt"]
        assert offered_languages(read_catalogues().values(), signatures=[]) == ("en",)
