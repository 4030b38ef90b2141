"""A progress bar on stderr, where a person is watching and the answers go elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def show_progress(total_bytes: int | None) -> Iterator[Callable[[int], None]]:
    """Yield what to call with the number of bytes just done; the bar stays away unless stderr alone is a terminal."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True)
    with Progress(BarColumn(), DownloadColumn(), TimeRemainingColumn(), console=console, transient=True) as progress:
        task = progress.add_task("", total=total_bytes)
        yield lambda done: progress.advance(task, done)
