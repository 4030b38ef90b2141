"""`habeas deadlines`: the clocks that run, those that were given up, and trying these again."""

import typer

from habeas.cli.deadlines.listing import list_deadlines
from habeas.cli.deadlines.retry import retry

commands = typer.Typer(help="Deadlines: see which run and which were given up, and have these tried again.")
commands.command(name="list")(list_deadlines)
commands.command()(retry)
