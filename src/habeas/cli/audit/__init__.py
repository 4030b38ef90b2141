"""`habeas audit`: check the log that nobody can rewrite, sign it, prove what is in it."""

import typer

from habeas.cli.audit.checkpoint import checkpoint
from habeas.cli.audit.export import export
from habeas.cli.audit.proof import proof
from habeas.cli.audit.verify import verify

commands = typer.Typer(help="The audit log: check it, sign it, export it, prove what is in it.")
commands.command()(verify)
commands.command()(checkpoint)
commands.command()(proof)
commands.command()(export)
