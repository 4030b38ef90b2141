"""The command line: one file a command, gathered here."""

import typer

from habeas.cli.audit import commands as audit_commands
from habeas.cli.backup import backup, restore
from habeas.cli.channels import commands as channel_commands
from habeas.cli.deadlines import commands as deadline_commands
from habeas.cli.decide import decide
from habeas.cli.demo import demo
from habeas.cli.import_events import import_events
from habeas.cli.init import init
from habeas.cli.keys import commands as key_commands
from habeas.cli.migrate import migrate
from habeas.cli.platforms import commands as platform_commands
from habeas.cli.policy import commands as policy_commands
from habeas.cli.replay import replay
from habeas.cli.report import commands as report_commands
from habeas.cli.rewrap import rewrap
from habeas.cli.rules import commands as rule_commands
from habeas.cli.scan import scan
from habeas.cli.serve import serve
from habeas.cli.staff import commands as staff_commands
from habeas.cli.webhooks import commands as webhook_commands
from habeas.cli.worker import worker

app = typer.Typer(
    name="habeas",
    help="Trust and safety with due process: what a message holds, what a policy says of it, and why.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
app.command()(demo)
app.command()(scan)
app.command()(decide)
app.command()(replay)
app.command()(init)
app.command()(migrate)
app.command()(serve)
app.command()(worker)
app.command(name="import")(import_events)
app.command()(backup)
app.command()(restore)
app.command()(rewrap)
app.add_typer(key_commands, name="keys")
app.add_typer(staff_commands, name="staff")
app.add_typer(channel_commands, name="channels")
app.add_typer(platform_commands, name="platforms")
app.add_typer(policy_commands, name="policy")
app.add_typer(rule_commands, name="rules")
app.add_typer(audit_commands, name="audit")
app.add_typer(report_commands, name="report")
app.add_typer(webhook_commands, name="webhooks")
app.add_typer(deadline_commands, name="deadlines")


def main() -> None:
    """Run the command line."""
    app(prog_name="habeas")
