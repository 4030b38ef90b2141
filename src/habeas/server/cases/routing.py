"""Puts what waits into the queues that are declared, and keeps which rule did so."""

from django.conf import settings

from habeas.domain.cases.routing import Routed, RoutingRule, is_sooner, route
from habeas.domain.journal.entries import State
from habeas.server.cases.models import Case
from habeas.server.journal.queries import get_amounts


def rule_for(routed: Routed) -> RoutingRule:
    """Return the first declared rule that takes something; it names its queue."""
    return route(routed, rules=settings.HABEAS.casework.rules)


def get_held(member: str, *, is_test: bool) -> int:
    """Return the most that waits of a member in one currency, in minor units; nothing where no rule asks for it."""
    if not any(rule.held for rule in settings.HABEAS.casework.rules):
        return 0
    amounts = get_amounts(member, is_test=is_test)
    return max((amount for account, amount in amounts.items() if account.state is State.HELD), default=0)


def move_sooner(case: Case, rule: RoutingRule) -> None:
    """Let a case wait in the queue of a rule where that is declared before the one in which it waits."""
    if is_sooner(rule.queue, than=case.queue, rules=settings.HABEAS.casework.rules):
        case.queue, case.routed_by = rule.queue, rule.bounds


def reroute(case: Case) -> None:
    """Let a case wait where what is at stake in it belongs, as a person has just noted it; else where it waits."""
    rule = rule_for(
        Routed(
            reasons=frozenset(case.reasons),
            language=case.language,
            clause=case.clause or None,
            platform=case.platform or None,
            is_notice_of_illegality=case.alleges_illegality,
            held=get_held(case.member_id, is_test=case.is_test),
            is_hardship=case.is_sole_income,
            harms_others=case.harms_others,
        )
    )
    noted = {"hardship": case.is_sole_income, "harm": case.harms_others}
    asked = case.routed_by or {}
    if any(asked.get(name, is_so) != is_so for name, is_so in noted.items()):
        case.queue, case.routed_by = rule.queue, rule.bounds
    move_sooner(case, rule)
