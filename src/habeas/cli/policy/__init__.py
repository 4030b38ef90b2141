"""`habeas policy`: commands for those who write policies."""

import typer

from habeas.cli.policy.activate import activate
from habeas.cli.policy.check import check
from habeas.cli.policy.diff import diff
from habeas.cli.policy.explain import explain
from habeas.cli.policy.facts import facts
from habeas.cli.policy.late import late
from habeas.cli.policy.lint import lint
from habeas.cli.policy.precedents import precedents
from habeas.cli.policy.schema import schema
from habeas.cli.policy.test import test

commands = typer.Typer(help="Write policies: check them, run their tests, explain what they decide, compare them.")
commands.command()(check)
commands.command()(lint)
commands.command()(test)
commands.command()(explain)
commands.command()(diff)
commands.command()(facts)
commands.command()(late)
commands.command()(schema)
commands.command()(activate)
commands.command()(precedents)
