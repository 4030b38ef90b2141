"""`habeas demo`: a whole service of one's own for a moment, and a story that a marketplace tells it as events."""

import json
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from habeas.cli.arguments import AsJson
from habeas.cli.service import refuse_to_start

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from habeas.cli.by_hand import ByHand
    from habeas.cli.story import Happening, Scene
    from habeas.client import Client, Event

BY: Final = "the demonstration"
_PATIENCE: Final = 30.0
"""Seconds that the service may take to start on a busy machine."""

_LOOKS_AGAIN: Final = 0.05
"""Seconds between two looks whether the service listens."""

_WIDEST: Final = 100
"""Lines longer than this are hard to read."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service that answers, until the demo is over."""

    url: str
    key: str
    folder: Path
    variables: dict[str, str]


def demo(
    as_json: AsJson = False,
    stay: Annotated[
        bool | None,
        typer.Option(
            "--stay/--leave", help="Go on answering until Ctrl-C; usual at a terminal and by hand.", show_default=False
        ),
    ] = None,
    by_hand: Annotated[
        bool, typer.Option("--by-hand", help="Let people go on with the story in a browser: decide, appeal, overturn.")
    ] = False,
) -> None:
    """Start a service, tell it a story as events through its API, and show what it decides and why."""
    _end_whole()
    if by_hand:
        typer.echo("A service starts and is told what had happened. That takes a moment.", err=True)
        with _told_by_hand() as places:
            _show_by_hand(places, as_json=as_json)
            if stay is not False:  # Its addresses lead nowhere once the service ends.
                _wait()
        return
    with a_service() as service:
        answers = [_tell(scene, service) for scene in _scenes()]
        if as_json:
            for answer in answers:
                typer.echo(json.dumps(answer, ensure_ascii=False))
            return
        _show(answers, service)
        if sys.stdout.isatty() if stay is None else stay:
            _wait()


def _end_whole() -> None:
    """Let SIGTERM and a closed terminal end the demo as Ctrl-C does: its service and its files go with it."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):  # There is no SIGHUP on Windows.
            signal.signal(getattr(signal, name), signal.default_int_handler)


def _scenes() -> "Sequence[Scene]":
    from habeas.cli.story import COMPARISON, SCENES

    return (*SCENES, COMPARISON)


@contextmanager
def _told_by_hand() -> "Iterator[ByHand]":
    """Yield where the story goes on, in a service that knows what had happened and has a host that listens."""
    from habeas.cli.by_hand import ByHand, a_host, employ, happened_before, link_to_member
    from habeas.cli.story import SCENES

    listening = {"HABEAS_WEBHOOK_NETWORKS": "127.0.0.0/8", "HABEAS_SETTLING_SECONDS": "0"}
    with a_host() as host, a_service(**listening) as service:
        _run(service.variables, "webhooks", "add", host, "--by", BY)
        people = employ(lambda *command: _run(service.variables, *command))
        now = datetime.now(UTC)  # noqa: TID251  # the demo is an interface, and tells what happens now
        for scene in SCENES:
            _tell(scene, service)
        with _client(service) as client:
            client.send([_event(f"by-hand-{number}", one, now) for number, one in enumerate(happened_before(now))])
        key = _run(service.variables, "keys", "create", "--name", "by hand", "--scope", "act").strip()
        yield ByHand(f"{service.url}/console/", people, link_to_member(service.url, key))


def _show_by_hand(places: "ByHand", *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(places.as_json))
        return
    typer.echo(f"\nThe console            {places.console}")
    for email, password in places.people.items():
        typer.echo(f"  {email:<20} {password}")
    typer.echo(f"\nThe member's own pages\n{places.member}")


@contextmanager
def a_service(**more: str) -> Iterator[Service]:
    """Yield a service set up as `habeas init --defaults` does, whose answers act; gone without a trace afterwards."""
    with tempfile.TemporaryDirectory(prefix="habeas-demo-") as folder:
        port = _free_port()
        variables = {
            "HABEAS_DATA_DIR": folder,
            "HABEAS_DATABASE_URL": f"sqlite:///{Path(folder) / 'habeas.sqlite3'}",
            "HABEAS_SECRET_KEY": secrets.token_urlsafe(48),
            "HABEAS_YEARLY_RATE": "800",
            "HABEAS_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "HABEAS_LOG_LEVEL": "ERROR",
            **more,
        }
        _run(variables, "init", "--defaults", "--by", BY)
        for channel in ("message", "proposal"):
            _run(variables, "channels", "activate", channel, "--by", BY)
        scopes = [word for scope in ("ingest", "check", "read") for word in ("--scope", scope)]
        key = _run(variables, "keys", "create", "--name", "demo", *scopes).strip()
        service = Service(f"http://127.0.0.1:{port}", key, Path(folder), variables)
        with _serving(service, port):
            yield service


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


def _run(variables: dict[str, str], *command: str) -> str:
    done = subprocess.run(_habeas(*command), env=_environment(variables), capture_output=True, text=True, check=False)
    if done.returncode:
        refuse_to_start(f"habeas {' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


@contextmanager
def _serving(service: Service, port: int) -> Iterator[None]:
    process = subprocess.Popen(
        _habeas("serve", "--port", str(port)), env=_environment(service.variables), stderr=subprocess.DEVNULL
    )
    try:
        _wait_until_ready(service, port, process)
        yield
    finally:
        process.terminate()
        process.wait()


def _habeas(*command: str) -> list[str]:
    return [sys.executable, "-m", "habeas", *command]


def _environment(variables: dict[str, str]) -> dict[str, str]:
    import os

    others = ("HABEAS_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    return kept | variables


def _wait_until_ready(service: Service, port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while not _listens(port):
        if process.poll() is not None or time.monotonic() > until:
            refuse_to_start("the service does not answer: `habeas serve` says why")
        time.sleep(_LOOKS_AGAIN)
    with _client(service) as client:
        if not client.is_ready():
            refuse_to_start("the service is not ready: `GET /readyz` says what is missing")


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def _client(service: Service) -> "Client":
    from habeas.client import Client, Patience

    return Client(service.url, key=service.key, patience=Patience(total=_PATIENCE))


def _tell(scene: "Scene", service: Service) -> dict[str, Any]:
    """Return what the service decides on a scene's message, told after what happened before it."""
    now = datetime.now(UTC)  # noqa: TID251  # the demo is an interface, and tells what happens now
    events = [_event(f"{scene.id}-{number}", one, now) for number, one in enumerate(scene.before)]
    with _client(service) as client:
        *_, result = client.send([*events, _event(scene.id, scene.message, now)])
    if result.decision is None:
        refuse_to_start(f"the service gave no decision: {result.problem}")
    return {"id": scene.id, "decision_id": result.decision_id, **result.decision.raw}


def _event(name: str, happening: "Happening", now: datetime) -> "Event":
    from habeas.client import Event

    # A marketplace would not wait for an answer as long as somebody who watches does.
    patient = {"deadline_ms": int(_PATIENCE * 1000)} if happening.told.get("delivery") == "pending" else {}
    return Event(id=name, type=happening.type, occurred_at=now - happening.ago, data={**happening.told, **patient})


def _show(answers: Sequence[dict[str, Any]], service: Service) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    console.width = min(console.width, _WIDEST)
    for part in play(answers):
        console.print(part)
    _say_where_to_look(answers, service, console)


def play(answers: Sequence[dict[str, Any]]) -> "list[RenderableType]":
    """Return the story as it is printed: the scenes, what they come to, and the comparison."""
    from rich.markdown import Markdown

    from habeas.cli.scenes import draw_scene, sum_up
    from habeas.cli.story import COMPARISON, INTRODUCTION, SCENES

    story = answers[: len(SCENES)]
    parts: list[RenderableType] = [Markdown(f"# Habeas\n\n{INTRODUCTION}"), ""]
    for number, (scene, answer) in enumerate(zip(SCENES, story, strict=True), start=1):
        parts.append(draw_scene(scene, answer, title=f"{number}. {scene.title}"))
    parts += ["", sum_up(story), "", draw_scene(COMPARISON, answers[-1], title=COMPARISON.title)]
    return parts


def _say_where_to_look(answers: Sequence[dict[str, Any]], service: Service, console: "Console") -> None:
    verified = _run(service.variables, "audit", "verify").strip()
    kept = [answer["decision_id"] for answer in answers if answer["decision_id"]]
    console.print("\n[bold]Where to look[/bold]")
    console.print(f"  The API's documentation   {service.url}/v1/docs", soft_wrap=True)
    console.print(f"  A decision                curl -H 'Authorization: Bearer {service.key}' \\", soft_wrap=True)
    console.print(f"                              {service.url}/v1/decisions/{kept[-1]}", soft_wrap=True)
    console.print(f"  The audit log             {verified}", soft_wrap=True)


def _wait() -> None:
    typer.echo("\nThe service goes on answering. Ctrl-C ends it, and everything it kept.")
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        typer.echo()
