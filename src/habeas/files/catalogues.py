"""Reads the catalogues of words that come with the package, such as those of statements."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import yaml

from habeas.domain.statements.catalogues import (
    SOURCE_LANGUAGE,
    Catalogue,
    check_catalogue,
    offered_languages,
    read_catalogue,
)

SHIPPED: Final = files("habeas.domain.statements") / "texts"


@lru_cache(maxsize=1)
def read_catalogues() -> Mapping[str, Catalogue]:
    """Return the shipped catalogues of statements by language, the source first. Raises CatalogueBroken."""
    return read_folder(Path(str(SHIPPED)))


@lru_cache(maxsize=1)
def list_offered() -> tuple[str, ...]:
    """Return the languages in which members are told: the source, and those whose shipped words somebody signed."""
    return offered_languages(read_catalogues().values(), signatures=())


def choose_offered(*liked: str) -> str:
    """Return the language in which a member is told: the first that is offered of those liked, else the source."""
    offered = list_offered()
    return next((language for language in liked if language in offered), SOURCE_LANGUAGE)


def read_folder(folder: Path) -> Mapping[str, Catalogue]:
    """Return the catalogues of a folder by language, the source first. Raises CatalogueBroken."""
    texts = sorted(folder.glob("*.yaml"), key=lambda path: (path.stem != SOURCE_LANGUAGE, path.stem))
    catalogues = [read_catalogue(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in texts]
    for catalogue in catalogues:
        check_catalogue(catalogue, source=catalogues[0])
    return {catalogue.language: catalogue for catalogue in catalogues}
