"""The words of the pages. They are English; another language is another file beside it."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from habeas.domain.statements.catalogues import SOURCE_LANGUAGE, Catalogue
from habeas.files.catalogues import read_folder

TEXTS: Final = Path(__file__).with_name("texts")


@lru_cache(maxsize=1)
def read_words() -> Catalogue:
    """Return the catalogue of the pages."""
    return read_folder(TEXTS)[SOURCE_LANGUAGE]
