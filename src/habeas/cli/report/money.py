"""`habeas report money`: money that waits by ground and age, now and per month; how long, wrongly, past its date."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from habeas.cli.arguments import AsJson
from habeas.cli.service import open_service
from habeas.server.plots import Plot

Months = Annotated[int, typer.Option(min=1, max=120, help="How many calendar months, this one the last.")]
Folder = Annotated[
    Path | None,
    typer.Option("--plots", metavar="DIR", help="Write the plots there, too, each an SVG.", file_okay=False),
]


def money(months: Months = 6, plots: Folder = None, as_json: AsJson = False) -> None:
    """Report money that waits by ground and age, now and as each month ended, and what was wrong and late in each."""
    open_service()
    from django.utils import timezone

    from habeas.server.holds.report_words import (
        MONTHS,
        STANDING,
        STOOD,
        WRONGLY,
        draw_late,
        draw_months,
        draw_standing,
        draw_stood,
        draw_wrong,
        month_rows,
        standing_rows,
        stood_rows,
        wrong_rows,
    )
    from habeas.server.holds.reporting import get_money_report, report_as_json

    found = get_money_report(is_test=False, months=months, now=timezone.now())
    if plots is not None:
        _write(plots, "waits-now", draw_standing(found, is_file=True))
        _write(plots, "waits-at-month-end", draw_stood(found, is_file=True))
        _write(plots, "waited-by-month", draw_months(found, is_file=True))
        _write(plots, "wrongly-by-month", draw_wrong(found, is_file=True))
        _write(plots, "late-by-month", draw_late(found, is_file=True))
    if as_json:
        typer.echo(json.dumps(report_as_json(found), ensure_ascii=False))
        return
    _print("What waits now", STANDING, standing_rows(found), none="Nothing waits.")
    _print("\nAs each month ended", STOOD, stood_rows(found), none="Nothing waited.")
    _print("\nMonth by month", MONTHS, month_rows(found), none="Nothing waited.")
    _print("\nWrongly, by ground", WRONGLY, wrong_rows(found), none="Nothing waited wrongly.")


def _print(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, none: str) -> None:
    typer.echo(title)
    if not rows:
        typer.echo(none)
        return
    widths = [max(len(row[place]) for row in (heads, *rows)) for place in range(len(heads))]
    for row in (heads, *rows):
        cells = zip(row, widths, strict=True)
        typer.echo("  ".join(cell.ljust(width) for cell, width in cells).rstrip())


def _write(folder: Path, name: str, drawn: Iterable[Plot]) -> None:
    """Write one file for each currency. Ends the command where the folder takes none."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, plot in enumerate(drawn, start=1):
            (folder / f"{name}-{number}.svg").write_text(plot.drawn, encoding="utf-8")
    except OSError as error:
        typer.echo(f"--plots: cannot write to {folder}: {error.strerror}", err=True)
        raise typer.Exit(2) from error
