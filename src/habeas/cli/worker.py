"""`habeas worker`: deliver webhooks and meet deadlines, until told to stop."""

import signal
import threading
from typing import Annotated

import typer

from habeas.cli.service import open_service

Until = Annotated[bool, typer.Option("--once", help="Do what is due now, and end.")]


def worker(once: Until = False) -> None:
    """Deliver webhooks and meet deadlines. Run as many side by side as you like; stop one with SIGTERM or Ctrl-C."""
    open_service()
    from django.conf import settings

    from habeas.server.adapters.destinations import read_networks
    from habeas.server.adapters.mail import DjangoMailer
    from habeas.server.adapters.webhooks import HttpSender
    from habeas.server.usecases.give_instructions import BY_WEBHOOK
    from habeas.server.worker.acts import ACTS
    from habeas.server.worker.rounds import Worker, name_of_worker, now_in_utc

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    sender = HttpSender(allowed=read_networks(settings.HABEAS.private_receivers))
    one = Worker(
        name=name_of_worker(),
        sender=sender,
        mailer=DjangoMailer(),
        payments=BY_WEBHOOK,
        acts=ACTS,
        clock=now_in_utc,
        stop=stop,
    )
    if not once:
        one.run()
        return
    while (done := one.round()).did:
        pass
    if done.failed:
        raise typer.Exit(1)
