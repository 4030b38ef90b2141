"""The words of the pages, in the language that the reader's browser asks for, of those that are offered."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from habeas.domain.statements.catalogues import SOURCE_LANGUAGE, Catalogue, offered_languages
from habeas.files.catalogues import read_folder

TEXTS: Final = Path(__file__).with_name("texts")


@lru_cache(maxsize=1)
def list_offered() -> dict[str, Catalogue]:
    """Return the catalogues that a named speaker signed, and the source's: somebody answers for each word."""
    known = read_folder(TEXTS)
    return {language: known[language] for language in offered_languages(known.values(), signatures=())}


def choose_words(request: HttpRequest) -> Catalogue:
    """Return the catalogue of the offered language that the reader likes best."""
    offered = list_offered()
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    liked = (offered.get(language.partition("-")[0]) for language, _ in asked)
    return next((words for words in liked if words is not None), offered[SOURCE_LANGUAGE])
