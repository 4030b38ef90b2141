"""`habeas serve`: the whole service in one command: the API, and beside it a worker in a process of its own."""

import errno
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess
from typing import Annotated, Any, Final

import typer

from habeas.cli.service import open_service, refuse_to_start

THREADS: Final = 2
"""Requests at a time in one process: while one waits for the disk another goes on; more only wait for each other."""

SECONDS_TO_STOP: Final = 15
"""For requests that are under way; the longest is a batch of events."""

SECONDS_FOR_PORT: Final = 3.0
"""How long a port may still be held by what was killed a moment ago."""

_PARENT_LOOKS: Final = 0.2
"""Seconds between two looks whether the process that started this one is still there."""

_WORKER_RESTS: Final = 1.0
"""Seconds before a worker that ended is started again."""


def serve(
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen at.")] = 8000,
    worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Deliver webhooks and meet deadlines as well.")
    ] = True,
    processes: Annotated[int, typer.Option(min=1, max=64, help="Processes that answer; with PostgreSQL.")] = 1,
    threads: Annotated[int, typer.Option(min=1, max=64, help="Requests at a time in each process.")] = THREADS,
) -> None:
    """Answer the API until told to stop (SIGTERM, Ctrl-C): requests under way are answered first."""
    open_service()
    _check_migrations()
    _check_address(host, port)
    _gather_files()
    beside = _Beside() if worker else None
    typer.echo(f"Habeas answers at http://{host}:{port}; its documentation is at /v1/docs", err=True)
    try:
        _answer(host, port, processes=processes, threads=threads)
    finally:
        if beside is not None:
            beside.stop()


def _check_migrations() -> None:
    from django.db import connections

    from habeas.server.api.readiness import list_missing_migrations

    missing = list_missing_migrations()
    if missing:
        refuse_to_start(f"{len(missing)} migrations are not applied, the first is {missing[0]}: run `habeas migrate`")
    connections.close_all()


def _gather_files() -> None:
    """Put the files of pages where they are served from, each under a name that changes with it."""
    from django.conf import settings
    from django.core.management import call_command

    try:
        call_command("collectstatic", interactive=False, verbosity=0)
    except OSError as error:
        refuse_to_start(f"the files of pages cannot be put into {settings.STATIC_ROOT}: {error}", error)


def _check_address(host: str, port: int) -> None:
    """End with what is wrong where nothing can listen at an address; what was killed just now may still let go."""
    until = time.monotonic() + SECONDS_FOR_PORT
    while (error := _try_address(host, port)) is not None:
        if error.errno != errno.EADDRINUSE or time.monotonic() > until:
            refuse_to_start(f"cannot listen at {host}:{port}: {error.strerror}", error)
        time.sleep(_PARENT_LOOKS)


def _try_address(host: str, port: int) -> OSError | None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as error:
        return error
    return None


def _answer(host: str, port: int, *, processes: int, threads: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "habeas.server.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads,
        log_level=LogLevels.warning,
        workers_kill_timeout=SECONDS_TO_STOP,
        respawn_failed_workers=True,
    )
    server.serve(target_loader=_load)


def _load(target: str) -> Callable[..., Any]:
    """Return the application, in the process that answers. It ends with the one that started it, however that ends."""
    from importlib import import_module

    module, _, name = target.partition(":")
    application: Callable[..., Any] = getattr(import_module(module), name)
    _get_ready()
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    return application


def _get_ready() -> None:
    """Load what the first requests would wait for, and spare the collector what stays for good."""
    import gc

    from habeas.files.engine_identity import identify_engine
    from habeas.files.engines import scan
    from habeas.files.policies import read_shipped_policy
    from habeas.server import urls

    scan(["Call me on +44 20 7946 0958 or write to ana@example.com", urls.__name__])
    identify_engine()
    read_shipped_policy()
    gc.collect()
    gc.freeze()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_PARENT_LOOKS)
    os.kill(os.getpid(), signal.SIGKILL)


class _Beside:
    """A worker in a process of its own, started again when it ends; it ends with this process, however that ends."""

    def __init__(self) -> None:
        self._is_stopping = threading.Event()
        self._process = _start_worker()
        threading.Thread(target=self._keep, daemon=True).start()

    def stop(self) -> None:
        """Let the worker finish what it is at."""
        self._is_stopping.set()
        self._process.terminate()
        self._process.join(SECONDS_TO_STOP)
        self._process.kill()

    def _keep(self) -> None:
        while not self._is_stopping.is_set():
            self._process.join()
            if not self._is_stopping.wait(_WORKER_RESTS):
                self._process = _start_worker()


def _start_worker() -> SpawnProcess:
    # Spawned and not forked: the worker shares no thread, lock or connection with what answers.
    process = get_context("spawn").Process(target=_work, args=(os.getpid(),), daemon=True)
    process.start()
    return process


def _work(parent: int) -> None:
    from habeas.cli.worker import worker

    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    worker()
