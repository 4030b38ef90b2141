"""Pages as they were answered, and a look at all of them in one browser: what anybody has to find on each."""

import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from django.urls import URLPattern, resolve
from playwright.sync_api import Browser, Page, Route, sync_playwright

from habeas.server.console import STATIC as CONSOLE
from habeas.server.portal import STATIC as PORTAL
from tests.factories.browsers import HOST, Scheme

LOOKS: Final[tuple[tuple[int, Scheme], ...]] = ((1280, "light"), (320, "dark"))
"""At a desk by day, and on a narrow phone by night."""

_PHONE: Final = 390
"""A usual phone, on which text may be set twice as large (WCAG 1.4.4)."""

_RULES: Final = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations", "incomplete"],
}

_LOW: Final = """() => Array.from(document.querySelectorAll("button, .button, a.act, nav a"))
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 40)
    .map(one => one.outerHTML.slice(0, 120))"""
"""What a thumb misses."""

_FOCUSABLE: Final = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"

_UNSEEN: Final = """focusable => {
    const unseen = [];
    for (const one of document.querySelectorAll(focusable)) {
        if (one.disabled || !one.checkVisibility()) continue;
        one.focus();
        const drawn = getComputedStyle(one), box = one.getBoundingClientRect();
        const isMarked = drawn.outlineStyle === "auto" || (drawn.outlineStyle !== "none" && parseFloat(drawn.outlineWidth) >= 2);
        const isThere = box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight;
        if (document.activeElement !== one || !isMarked || !isThere) unseen.push(one.outerHTML.slice(0, 120));
    }
    return unseen;
}"""
"""What shows nobody that it has the focus of the keyboard (WCAG 2.4.7, 2.4.11)."""

_VARIANTS: Final = re.compile(r"\(\?P<name>([a-z_|]+)\)")


@dataclass(slots=True)
class Gallery:
    """Pages by their addresses, each with a word after a question mark where several stand at one."""

    pages: dict[str, str] = field(default_factory=dict)
    templates: set[str] = field(default_factory=set)

    def keep(self, path: str, response: Any, *, status: int = 200) -> str:  # noqa: ANN401  # as Django's client answers
        """Keep the page that was answered, which has to be of this status; return it."""
        said = response.content.decode()
        assert response.status_code == status, f"{path}: {response.status_code} {said[:2000]}"
        assert response.headers["Content-Type"].startswith("text/html"), path
        self.pages[path] = said
        self.templates |= {str(one.name) for one in response.templates}
        return str(said)

    def unvisited(self, table: Iterable[object], *, variants: Collection[str] = ()) -> set[str]:
        """Return the addresses of a table, by their names, of which no page is kept.

        Where one address has several pages, they are named as the address says, or by `variants`.
        """
        wanted = {name for one in table if isinstance(one, URLPattern) for name in _names(one)}
        return (wanted | set(variants)) - {name for path in self.pages for name in _named(path)}

    def unmade(self, folder: Path) -> set[str]:
        """Return the templates of a folder from which no page is made that is kept."""
        return {str(path.relative_to(folder)) for path in folder.rglob("*.html")} - self.templates


def find_faults(gallery: Gallery) -> list[str]:
    """Return what is wrong with pages, for people who see, hear or touch them, at each of the looks."""
    chromium = shutil.which("chromium")
    assert chromium is not None, "chromium is needed (Debian package: chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        found = [fault for width, scheme in LOOKS for fault in _look(browser, gallery, width=width, scheme=scheme)]
        browser.close()
    return found


def open_kept(browser: Browser, gallery: Gallery, *, width: int, scheme: Scheme = "light") -> Page:
    """Return a page of a browser in which the addresses of a gallery answer, and nothing else does."""
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOST)
        if path.endswith(".css"):
            name = path.removeprefix("/static/")
            style = next(folder / name for folder in (CONSOLE, PORTAL) if (folder / name).exists())
            route.fulfill(body=style.read_text(encoding="utf-8"), content_type="text/css")
        else:
            route.fulfill(body=gallery.pages[path], content_type="text/html; charset=utf-8")

    page.route(re.compile(".*"), answer)
    return page


def _look(browser: Browser, gallery: Gallery, *, width: int, scheme: Scheme) -> Iterator[str]:
    page = open_kept(browser, gallery, width=width, scheme=scheme)
    for path in gallery.pages:
        page.goto(HOST + path)
        where = f"{path} at {width}"
        found = Axe().run(page, options=_RULES)
        if found.violations_count:
            yield f"{where}: {found.generate_report()}"
        yield from (f"{where}: nothing tells {one} from its ground" for one in _invisible(found.response))
        if page.evaluate("document.documentElement.scrollWidth") > width:
            yield f"{where}: scrolls to the side"
        yield from (f"{where}: a thumb misses {one}" for one in page.evaluate(_LOW))
        page.keyboard.press("Tab")  # From here on the browser shows the focus, as it does for who uses a keyboard.
        yield from (f"{where}: no focus is seen on {one}" for one in page.evaluate(_UNSEEN, _FOCUSABLE))
    if width < _PHONE:
        yield from _look_at_large_text(page, gallery)
    page.close()


def _look_at_large_text(page: Page, gallery: Gallery) -> Iterator[str]:
    page.set_viewport_size({"width": _PHONE, "height": 800})
    for path in gallery.pages:
        page.goto(HOST + path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if page.evaluate("document.documentElement.scrollWidth") > _PHONE:
            yield f"{path}: scrolls to the side on a phone with text twice as large"


def _invisible(results: Mapping[str, Any]) -> Iterator[str]:
    """Yield words of the colour of their ground, which axe takes for hidden on purpose and does not count."""
    for rule in results["incomplete"]:
        for node in rule["nodes"]:
            said = [one["data"] or {} for one in node["any"] if rule["id"] == "color-contrast"]
            if any(one.get("messageKey") == "equalRatio" for one in said):
                yield str(node["html"])


def _names(pattern: URLPattern) -> Iterator[str]:
    if pattern.name is None:
        return
    said = _VARIANTS.search(pattern.pattern.regex.pattern)
    yield from (f"{pattern.name} {one}" for one in said[1].split("|")) if said else (pattern.name,)


def _named(path: str) -> Iterator[str]:
    at = resolve(path.partition("?")[0])
    yield str(at.url_name)
    if "name" in at.kwargs:
        yield f"{at.url_name} {at.kwargs['name']}"
