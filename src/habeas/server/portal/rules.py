"""The rules, for anybody: the clauses as they stand, what can follow and for how long. Needs no link."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from habeas.domain.statements.catalogues import Catalogue
from habeas.server.policies.publishing import publish_rules
from habeas.server.policies.rulebook import NoPolicyActive
from habeas.server.portal.refusals import not_ready
from habeas.server.portal.words import choose_words

_A_DAY = int(timedelta(days=1).total_seconds())
_AN_HOUR = int(timedelta(hours=1).total_seconds())


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show the rules that judge now, from what the engine uses."""
    words = choose_words(request)
    try:
        published = publish_rules(language=words.language)
    except NoPolicyActive:
        return not_ready(request)
    steps = [_step(one, words) for one in published["ladder"]]
    return render(request, "portal/rules.html", {"words": words, "published": published, "steps": steps})


def _step(step: dict[str, Any], words: Catalogue) -> dict[str, Any]:
    """Return a step in words: what it is, and each thing that limits it."""
    limits = [
        words.say(f"rules.{name}", time=_time(step[name], words))
        for name in ("lasts", "lasts_in_contract", "longest", "notice")
        if step[name]
    ]
    limits += [words.say("rules.second_person")] if step["second_person"] else []
    limits += [words.say("rules.ends")] if step["lasts"] else []
    return {"action": step["action"], "limits": limits}


def _time(seconds: int, words: Catalogue) -> str:
    """Return a length in days where it is some, in hours else."""
    if seconds % _A_DAY == 0 and seconds > 3 * _A_DAY:
        return words.say("rules.days", count=seconds // _A_DAY)
    hours = seconds // _AN_HOUR
    return words.say("rules.hour") if hours == 1 else words.say("rules.hours", count=hours)
