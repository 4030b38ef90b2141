"""`habeas audit`: check the log that nobody can rewrite, sign it, prove what is in it; members' own records."""

import typer

from habeas.cli.audit.checkpoint import checkpoint
from habeas.cli.audit.erase import erase
from habeas.cli.audit.export import export
from habeas.cli.audit.proof import proof
from habeas.cli.audit.verify import verify

commands = typer.Typer(
    help="The audit log: check it, sign it, prove what is in it; export or erase what is held about a member."
)
commands.command()(verify)
commands.command()(checkpoint)
commands.command()(proof)
commands.command()(export)
commands.command()(erase)
