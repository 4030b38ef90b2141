"""`habeas policy`: commands for those who write policies."""

import typer

from habeas.cli.policy.check import check
from habeas.cli.policy.explain import explain
from habeas.cli.policy.test import test

commands = typer.Typer(help="Write policies: check them, run their tests, explain what they decide.")
commands.command()(check)
commands.command()(test)
commands.command()(explain)
