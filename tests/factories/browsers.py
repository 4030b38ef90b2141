"""A browser whose addresses the service answers in this process: no port is opened.

What the browser does runs in a thread of its own; the service answers in the thread of the test, as its database wants.
"""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from queue import Queue
from threading import Thread
from typing import Final, Literal

from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Page, Request, Route, sync_playwright

from habeas.server.console import STATIC as CONSOLE
from habeas.server.portal import STATIC as PORTAL

HOST: Final = "http://habeas.example"

Scheme = Literal["light", "dark"]

_REDIRECTS: Final = frozenset({301, 302, 303})
_KEPT: Final = frozenset({"Content-Type", "Content-Security-Policy", "Content-Disposition", "Referrer-Policy"})


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Asked:
    method: str
    path: str
    body: bytes
    content_type: str
    origin: str
    answers: "Queue[_Answer]"


def browse(act: Callable[[Page], None], *, client: Client, width: int = 1280, scheme: Scheme = "light") -> None:
    """Let somebody act in a browser that has what a client keeps, such as its cookies. Raises what acting raises."""
    asked: Queue[_Asked | None] = Queue()
    raised: list[BaseException] = []

    def run() -> None:
        try:
            _run(act, asked, width=width, scheme=scheme)
        except BaseException as error:  # noqa: BLE001  # it is raised again where the test is
            raised.append(error)
        finally:
            asked.put(None)

    thread = Thread(target=run)
    thread.start()
    while (one := asked.get()) is not None:
        one.answers.put(_answer(client, one))
    thread.join()
    if raised:
        raise raised[0]


def _run(act: Callable[[Page], None], asked: "Queue[_Asked | None]", *, width: int, scheme: Scheme) -> None:
    chromium = shutil.which("chromium")
    assert chromium is not None, "chromium is needed (Debian package: chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page.set_default_timeout(15_000)
        page.route(re.compile(".*"), lambda route: _fulfill(route, asked))
        act(page)
        browser.close()


def _fulfill(route: Route, asked: "Queue[_Asked | None]") -> None:
    path = route.request.url.removeprefix(HOST)
    if path.endswith(".css"):
        name = path.removeprefix("/static/")
        found = next(one / name for one in (CONSOLE, PORTAL) if (one / name).exists())
        route.fulfill(body=found.read_text(encoding="utf-8"), content_type="text/css")
        return
    answers: Queue[_Answer] = Queue()
    asked.put(_asked(route.request, path, answers))
    answer = answers.get()
    route.fulfill(status=answer.status, body=answer.body, headers=answer.headers)


def _asked(request: Request, path: str, answers: "Queue[_Answer]") -> _Asked:
    kind = request.headers.get("content-type", "application/x-www-form-urlencoded")
    origin = request.headers.get("origin", HOST)
    return _Asked(request.method, path, request.post_data_buffer or b"", kind, origin, answers)


def _answer(client: Client, asked: _Asked) -> _Answer:
    if asked.origin != HOST:  # The service takes such a form for a forged one; a client of Django's does not look.
        return _Answer(403, f"a form that comes from {asked.origin}".encode(), {"Content-Type": "text/plain"})
    try:
        response = client.generic(asked.method, asked.path, asked.body, content_type=asked.content_type)
    except Exception as error:  # noqa: BLE001  # the browser shows it, and what it expected does not come
        return _Answer(500, repr(error).encode(), {"Content-Type": "text/plain"})
    return _shown(response)  # type: ignore[arg-type]


def _shown(response: HttpResponse) -> _Answer:
    if response.status_code in _REDIRECTS:
        # A browser would follow a redirect that is made up here to the network; a page that leads on comes back here.
        onward = f'<meta http-equiv="refresh" content="0;url={HOST}{response.headers["Location"]}">'
        return _Answer(200, onward.encode(), {"Content-Type": "text/html"})
    headers = {name: value for name, value in response.headers.items() if name in _KEPT}
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return _Answer(response.status_code, body, headers)
