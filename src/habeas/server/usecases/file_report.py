"""Takes a member's report about another: a receipt at once, a case about what is said, the author's name to nobody."""

import secrets
from datetime import datetime

from django.db import transaction

from habeas.domain.refusals import Refused
from habeas.policy.facts_json import facts_as_json
from habeas.server.audit.operations import Happening, append
from habeas.server.cases.reports import Told, take_report
from habeas.server.decisions.histories import read_history
from habeas.server.decisions.records import facts_about
from habeas.server.parties.keys import KeyDestroyed, is_known, lock_members
from habeas.server.policies.rulebook import read_rulebook


class UnknownAccused(Refused):
    """A report about somebody of whom nothing was ever heard."""

    rule = "DSA16-1"
    says = "nobody here is called {accused}; take the name from the address of their profile, or from their message"


@transaction.atomic
def file_report(*, told: Told, is_test: bool, now: datetime, must_be_known: bool = False) -> str:
    """Keep a report and return its id.

    Raises UnknownAccused where the accused must be known, ReportSaysNothing, ReportOnOneself, KeyDestroyed.
    """
    if must_be_known and not is_known(told.accused):
        raise UnknownAccused(accused=told.accused)
    keys = lock_members([told.reporter, told.accused], now=now)
    for party in (told.reporter, told.accused):
        if not keys.has(party):
            raise KeyDestroyed(party)
    rulebook = read_rulebook()
    history = read_history([told.accused], rulebook=rulebook, is_test=is_test, now=now)
    facts = facts_about(told.accused, at=told.at, platform=told.platform, rulebook=rulebook, history=history)
    row = take_report(
        told,
        evidence=f"evi_{secrets.token_hex(13)}",
        policy=rulebook.policy.identity.digest,
        facts={"facts": facts_as_json(facts)},
        keys=keys,
        is_test=is_test,
        now=now,
    )
    append([Happening(at=now, action="report.received", actor="host", subject=f"report:{row.id}")], seal=keys.seal)
    return row.id
