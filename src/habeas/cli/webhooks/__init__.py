"""`habeas webhooks`: who is told what, and what could not be told."""

import typer

from habeas.cli.webhooks.add import add
from habeas.cli.webhooks.disable import disable
from habeas.cli.webhooks.endpoints import endpoints
from habeas.cli.webhooks.parked import parked
from habeas.cli.webhooks.replay import replay
from habeas.cli.webhooks.rotate import rotate

commands = typer.Typer(help="Webhooks: register receivers, rotate their secrets, send again what was lost.")
commands.command()(add)
commands.command()(endpoints)
commands.command()(rotate)
commands.command()(disable)
commands.command()(parked)
commands.command()(replay)
