"""Texts that people read: each is written once in its file, and each language speaks to its reader in one voice."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import habeas
from habeas.policy import phrases

SOURCES = Path(habeas.__file__).parent
FILES = sorted(SOURCES.rglob("texts/*.yaml"))
POLICIES = sorted(path for path in (SOURCES / "policies").rglob("*.yaml") if "tests" not in path.parts)
FAMILIAR = {
    "es": re.compile(
        r"t[uú]s?|tuy[ao]s?|te|ti|contigo|vosotr[ao]s|os|vuestr[ao]s?|eres|has|hayas|\w+(?:áis|éis|[ai]steis)"
        r"|(?!existe|consiste|persiste|insiste|asiste|triste)\w+[ai]ste|(?:pued|tien|quier|deb|hac|recib|escrib|cre|pid)es"
        r"|(?:est|dar|podr|tendr|ver)ás|(?:pued|quier|teng|hag|pid|teng|escrib|recurr)as|(?:pod|ten|hab|deber)ías"
        r"|dinos|ábrelo|ábrela|escríbelo|envíalo|cópialo|compártelo|inténtalo"
    ),
    "de": re.compile(
        r"du|dir|dich|dein(?:e[mnrs]?)?|euch|eue?r(?:e[mnrs]?)?|kannst|hast|bist|willst|musst|sollst|möchtest"
    ),
    "pt": re.compile(r"tu|te|ti|teus?|tuas?|contigo|podes|tens|queres|fizeste|precisas|deves|\w+-te"),
    "hi": re.compile("तुम.*|तू|तुझ.*|तेर[ाीे]|करो|लिखो|भेजो|दो"),
}
"""Words of the familiar form, by language: who is told something grave by strangers is addressed as an adult."""

UNMARKED = re.compile(
    r"\w+[cs]ion|tambien|despues|dias?|numeros?|paginas?|codigos?|aqui|asi|ningun|algun|todavia|podra|tendra|ademas|unico"
)
"""Spanish words that lost their accent."""

DISUSED = {"es": re.compile(r"recursos?|recurr\w+|soporte"), "de": re.compile(r"beschwerden?")}
"""Words for what another word is used for throughout: appeals, and the marketplace's support."""


def keys_of(node: yaml.Node | None, before: str = "") -> list[str]:
    """Return all keys below a node, each with those above it."""
    if not isinstance(node, yaml.MappingNode):
        return []
    found = [(f"{before}/{key.value}", value) for key, value in node.value]
    return [name for key, value in found for name in (key, *keys_of(value, key))]


def texts_in(content: object, language: str) -> Iterator[str]:
    """Yield what a policy, or a table of phrases, says in one language."""
    if isinstance(content, list):
        for one in content:
            yield from texts_in(one, language)
    elif isinstance(content, dict):
        for key, value in content.items():
            if key == language:
                yield from [value] if isinstance(value, str) else value.values()
            else:
                yield from texts_in(value, language)


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, without what stands around them and without its places."""
    return [word.strip(".,;:!?¿¡…«»“”„\"'()|।").lower() for word in re.sub(r"{+[^}]*}+", " ", text).split()]


def read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


CATALOGUES = [
    (path.relative_to(SOURCES).as_posix(), path.stem, [str(text) for text in read(path)["texts"].values()])
    for path in FILES
    if path.stem in FAMILIAR
]
SPOKEN = [
    *CATALOGUES,
    *((path.relative_to(SOURCES).as_posix(), "es", list(texts_in(read(path), "es"))) for path in POLICIES),
    ("policy/phrases.py", "es", list(texts_in([phrases.PHRASES, phrases.MEANS, phrases.CHANGES], "es"))),
]
each_that_speaks = pytest.mark.parametrize(
    ("language", "texts"), [pytest.param(language, texts, id=name) for name, language, texts in SPOKEN]
)


class TestTexts:
    def test_are_at_hand(self) -> None:
        assert {"en.yaml", "es.yaml"} <= {path.name for path in FILES}
        assert {language for _, language, _ in SPOKEN} == set(FAMILIAR)

    @pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCES)))
    def test_have_each_key_once(self, path: Path) -> None:
        counted = Counter(keys_of(yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)))

        assert [key for key, times in counted.items() if times > 1] == []

    @each_that_speaks
    def test_address_their_reader_formally(self, language: str, texts: list[str]) -> None:
        familiar = FAMILIAR[language]

        assert [(text, word) for text in texts for word in words_of(text) if familiar.fullmatch(word)] == []

    @each_that_speaks
    def test_have_the_accents_and_opening_marks_of_spanish(self, language: str, texts: list[str]) -> None:
        unmarked = [text for text in texts if any(UNMARKED.fullmatch(word) for word in words_of(text))]
        unopened = [text for text in texts if text.count("?") != text.count("¿") or text.count("!") != text.count("¡")]

        assert language != "es" or (unmarked, unopened) == ([], [])

    @each_that_speaks
    def test_call_each_thing_by_one_word(self, language: str, texts: list[str]) -> None:
        disused = DISUSED.get(language)

        assert (
            disused is None or [text for text in texts if any(disused.fullmatch(one) for one in words_of(text))] == []
        )
