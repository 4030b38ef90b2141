"""Appeals: what waits for an answer, one with all that belongs to it, and taking it on."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from habeas.domain.appeals.appeal import OPEN
from habeas.domain.appeals.assigning import HeardByOther
from habeas.domain.appeals.hearing import AppealMoveNotAllowed, ReviewerTookPart
from habeas.domain.appeals.standing import Matter
from habeas.server.appeals.queries import get_appeal, list_barred, list_over, took_part
from habeas.server.attachments.queries import get_download
from habeas.server.attachments.serving import download_response
from habeas.server.console.access import IS_TEST, Visit, for_staff
from habeas.server.console.evidence import Words, words_of
from habeas.server.console.queue import tell_rule
from habeas.server.deadlines.queries import list_clocks
from habeas.server.decisions.queries import get_decision
from habeas.server.identity.roles import APPEALS
from habeas.server.identity.staff import list_names
from habeas.server.notices.queries import get_statement
from habeas.server.parties.keys import read_keys
from habeas.server.recourse.beside import show_beside
from habeas.server.recourse.queueing import count_waiting, list_waiting
from habeas.server.recourse.registry import RECOURSES
from habeas.server.recourse.sanctions import list_relied_on
from habeas.server.rulings.queries import get_sanction
from habeas.server.rulings.worklists import read_ruling
from habeas.server.usecases.assign_appeal import assign_appeal

Json = Mapping[str, Any]

_MOST: Final = 100


@require_safe
@for_staff(APPEALS)
def appeals(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List the appeals that wait for an answer, of all queues or one; what is late first. Or those that are over."""
    is_over = request.GET.get("over") == "yes"
    queue = request.GET.get("queue") or None
    waiting = _list_waiting(visit)
    found = _list_over(visit, queue) if is_over else [one for one in waiting if queue in {None, one["queue"]}]
    names, barred = list_names(), list_barred(visit.actor, is_test=IS_TEST)
    rows = [
        {
            **one,
            "reviewer_name": names.get(one["reviewer"] or ""),
            "is_mine": one["reviewer"] == visit.actor.id,
            "took_part": one["id"] in barred,
        }
        for one in found[:_MOST]
    ]
    named = {
        "rows": rows,
        "is_over": is_over,
        "queue": queue,
        "queues": count_waiting(waiting),
        "has_next": any(one["reviewer"] is None and not one["took_part"] for one in rows),
    }
    return render(request, "console/appeals.html", named)


def _list_waiting(visit: Visit) -> Sequence[Json]:
    """Return the open appeals that the person may see, in the order in which they are looked at."""
    return [one for one in list_waiting(is_test=IS_TEST, now=visit.now) if visit.may_hear(one["decision"])]


def _list_over(visit: Visit, queue: str | None) -> Sequence[Json]:
    """Return appeals that are over, the newest first."""
    return list_over(is_test=IS_TEST, most=_MOST, queue=queue, decisions=visit.admitted_to)


@require_POST
@for_staff(APPEALS)
def take_next(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Let this person hear the first appeal that waits and in which they took no part; the next if one was quicker."""
    queue, barred = request.POST.get("queue") or None, list_barred(visit.actor, is_test=IS_TEST)
    for one in _list_waiting(visit):
        if one["reviewer"] is not None or one["id"] in barred or queue not in {None, one["queue"]}:
            continue
        try:
            assign_appeal(appeal=one["id"], reviewer=visit.actor, is_test=IS_TEST, now=visit.now)
        except (HeardByOther, AppealMoveNotAllowed, ReviewerTookPart):
            continue
        messages.success(request, visit.words.say("appeal.taken"))
        return redirect("console:appeal", appeal_id=one["id"])
    messages.info(request, visit.words.say("appeals.none_free"))
    return redirect("console:appeals")


@require_safe
@for_staff(APPEALS)
def appeal(request: HttpRequest, visit: Visit, appeal_id: str) -> HttpResponse:
    """Show an appeal: what the member says first, then the decision as it stood."""
    return render(request, "console/appeal.html", look_at(find_appeal(appeal_id, visit), visit))


@require_POST
@for_staff(APPEALS)
def take(request: HttpRequest, visit: Visit, appeal_id: str) -> HttpResponse:
    """Let this person hear an appeal that nobody hears, unless they took part in its decision."""
    find_appeal(appeal_id, visit)
    assign_appeal(appeal=appeal_id, reviewer=visit.actor, is_test=IS_TEST, now=visit.now)
    messages.success(request, visit.words.say("appeal.taken"))
    return redirect("console:appeal", appeal_id=appeal_id)


@require_safe
@for_staff(APPEALS)
def file(request: HttpRequest, visit: Visit, appeal_id: str, file_id: str) -> HttpResponse:  # noqa: ARG001  # as views are called
    """Hand out a file of an appeal to who hears it, as a download."""
    found = find_appeal(appeal_id, visit)
    is_theirs = found["reviewer"] == visit.actor.id and any(one["id"] == file_id for one in found["files"])
    download = get_download(file_id, is_test=IS_TEST, member=found["member"]) if is_theirs else None
    if download is None:
        raise Http404
    return download_response(download)


def find_appeal(appeal_id: str, visit: Visit) -> Json:
    """Return an appeal with its words; somebody from outside has theirs and no other. Raises Http404."""
    found = get_appeal(appeal_id, is_test=IS_TEST)
    if found is None or not visit.may_hear(found["decision"]):
        raise Http404
    return found


def look_at(found: Json, visit: Visit) -> dict[str, Any]:
    """Return all that is shown of an appeal beside forms."""
    names = list_names()
    sanction = get_sanction(found["decision"], is_test=IS_TEST) if found["matter"] == Matter.SANCTION else None
    handed = get_statement(found["decision"], is_test=IS_TEST)
    answers = found.get("answers", {})
    return {
        "appeal": found,
        "arguments": [{**one, "answer": answers.get(one["id"])} for one in found.get("arguments", ())],
        "routing": tell_rule(found, visit.words),
        "is_mine": found["reviewer"] == visit.actor.id,
        "is_open": found["state"] in OPEN,
        "is_outsider": visit.admitted_to is not None,
        "reviewer_name": names.get(found["reviewer"] or ""),
        "handed_over": [{**one, "name": names.get(one["by"])} for one in found.get("handed_over", ())],
        "overrider_name": names.get(found["override_by"] or ""),
        "took_part": took_part(found["id"], visit.actor),
        "sanction": sanction,
        "decider": None if sanction is None else names.get(sanction["decided_by"]),
        "approver": None if sanction is None else names.get(sanction["approved_by"] or ""),
        "written": {} if sanction is None else read_ruling(sanction["id"]),
        "screening": get_decision(found["decision"], is_test=IS_TEST) if sanction is None else None,
        "reads": None if handed is None else handed.statement,
        "handed": handed,
        "evidence": _evidence(found, visit),
        "beside": show_beside(found) if found["reviewer"] == visit.actor.id and found["state"] in OPEN else (),
        "clocks": list_clocks(subject=found["id"], is_test=IS_TEST, now=visit.now),
    }


def _evidence(found: Json, visit: Visit) -> Sequence[Words]:
    """Return what the decision rested on, for who hears the appeal: what people and signals brought as well."""
    if found["reviewer"] != visit.actor.id:
        return ()
    keys = read_keys([found["member"]])
    if not keys.has(found["member"]):
        return ()
    matter = Matter(found["matter"])
    look_up = list_relied_on if matter is Matter.SANCTION else RECOURSES[matter].list_exhibits
    return [words_of(one, visit.words) for one in look_up(found["decision"], keys=keys)]
