"""The files of pages are those that pages refer to, and nothing puts others among them."""

import re
from pathlib import Path
from typing import Final

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

PACKAGE: Final = Path(__file__).parents[2] / "src" / "habeas"

FOLDERS: Final = sorted(path for path in PACKAGE.rglob("static") if path.is_dir())

_IN_TEMPLATES: Final = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")
_IN_STYLES: Final = re.compile(r"""url\(\s*["']?([^"')]+)""")


def gathered() -> list[tuple[str, Path]]:
    """Return the files of pages, each under the name that pages know it by."""
    return [
        (path.relative_to(folder).as_posix(), path)
        for folder in FOLDERS
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]


def referred_to() -> set[str]:
    """Return the names that templates and styles refer to."""
    templates = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.html"))
    names = set(_IN_TEMPLATES.findall(templates))
    for name, path in gathered():
        if path.suffix == ".css":
            shown = _IN_STYLES.findall(path.read_text(encoding="utf-8"))
            names |= {(Path(name).parent / one).as_posix() for one in shown if not one.startswith("data:")}
    return names


class TestStaticFiles:
    def test_are_those_that_a_page_or_a_style_refers_to(self) -> None:
        assert FOLDERS
        assert {name for name, _ in gathered()} == referred_to()

    def test_are_each_there_once(self) -> None:
        """Of two of one name, the one found first would hide the other."""
        names = [name for name, _ in gathered()]

        assert sorted(set(names)) == sorted(names)

    def test_can_be_gathered_nowhere_by_a_command_under_the_settings_of_tests(self) -> None:
        before = gathered()

        with pytest.raises(ImproperlyConfigured, match="STATIC_ROOT"):
            call_command("collectstatic", interactive=False, verbosity=0)

        assert gathered() == before
