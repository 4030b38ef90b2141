"""`habeas report`: what is counted, for people who answer for it."""

import typer

from habeas.cli.report.money import money

commands = typer.Typer()
commands.command()(money)


@commands.callback()
def report() -> None:
    """Count what people answer for: what waits, how long, and what was wrong."""
