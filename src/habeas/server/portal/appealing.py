"""Writing an appeal: what is wrong, files, checking the answers, sending it. What was typed is kept at every step."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from habeas.domain.appeals.filing import LIMITS, NoNewFacts
from habeas.domain.attachments import LIMITS as FILE_LIMITS
from habeas.domain.attachments import FileTooLarge
from habeas.domain.refusals import Refused
from habeas.server.adapters.scanners import ScannerUnreachable, scanner_at
from habeas.server.appeals.drafts import Draft, get_draft
from habeas.server.attachments.queries import list_attachments
from habeas.server.portal.measures import list_contestable
from habeas.server.portal.naming import name_decisions
from habeas.server.portal.pages import find_announced
from habeas.server.portal.problems import Problem, problem_of
from habeas.server.portal.refusals import not_found, refuse
from habeas.server.portal.sessions import Visit, for_whoever_acts
from habeas.server.portal.typing import one_break
from habeas.server.recourse.ways import WayBack, get_way_back
from habeas.server.usecases.discard_draft import discard_draft
from habeas.server.usecases.discard_file import discard_file
from habeas.server.usecases.file_appeal import Paper, file_appeal
from habeas.server.usecases.keep_file import keep_file
from habeas.server.usecases.save_draft import save_draft

_BAD: Final = 400
_CONFLICT: Final = 409
_REMOVE: Final = "remove:"
_WRITTEN: Final = ("argument", "new_fact")


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Lead from the address that statements of reasons name to the form about their decision."""
    decision = request.GET.get("decision", "")
    if not decision or "/" in decision:
        return redirect("portal:appeals")
    return redirect("portal:write_appeal", decision_id=decision)


def _elsewhere(request: HttpRequest, visit: Visit, decision_id: str, way: WayBack | None) -> HttpResponse:
    """Lead to the appeal that is open, or to the answer that is asked for where nothing is decided yet.

    What its member was not told yet they read first: by that, their time to contest it begins (DSA20-2). What was typed
    meanwhile is shown once more.
    """
    announced = find_announced(decision_id, visit) is not None
    is_theirs = announced or way is not None
    if is_theirs and any(said.strip() for name in _WRITTEN for said in request.POST.getlist(name)):
        return refuse(request, "appeal_elsewhere", status=_CONFLICT)
    if way is not None and way.open_appeal is not None:
        return redirect("portal:appeal", appeal_id=way.open_appeal)
    if announced:
        return redirect(f"{reverse('portal:decision', args=[decision_id])}#answer")
    if way is not None and visit.acting is None:
        return redirect("portal:decision", decision_id=decision_id)
    return not_found(request)


@require_http_methods(["GET", "HEAD", "POST"])
@for_whoever_acts
def write(request: HttpRequest, visit: Visit, decision_id: str) -> HttpResponse:
    """Show the form with what was written so far; keep what is sent, and go on where nothing is wrong."""
    way = _way(decision_id, visit)
    if way is None or way.until is None or way.open_appeal is not None:
        return _elsewhere(request, visit, decision_id, way)
    draft = get_draft(visit.member, decision_id, mandate=visit.mandate)
    if request.method != "POST":
        return _form(request, visit, way, draft)
    draft, problems = _take_in(request, visit, _typed(request, draft))
    save_draft(member=visit.member, decision=decision_id, content=draft.content, now=visit.now, mandate=visit.mandate)
    act = request.POST.get("do", "check")
    if act == "check":
        problems += _wrong_with(draft.arguments, visit)
    if problems:
        return _form(request, visit, way, draft, problems=problems)
    if act == "more":
        return _form(request, visit, way, draft, spare=len(draft.arguments) + 1)
    return redirect("portal:check_appeal" if act == "check" else "portal:write_appeal", decision_id=decision_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_whoever_acts
def check(request: HttpRequest, visit: Visit, decision_id: str) -> HttpResponse:
    """Show everything once more before it is sent; then send it, and confirm it by its reference."""
    way = _way(decision_id, visit)
    draft = get_draft(visit.member, decision_id, mandate=visit.mandate)
    if way is None or way.until is None:
        return not_found(request)
    if way.open_appeal is not None:
        return redirect("portal:appeal", appeal_id=way.open_appeal)
    if request.method != "POST":
        called = name_decisions(visit.member, [decision_id]).get(decision_id)
        return _page(request, visit, "check_appeal", {**_shown(visit, way, draft), "called": called})
    paper = Paper(
        arguments=draft.arguments,
        measures=frozenset(draft.measures),
        new_facts=draft.new_facts,
        files=draft.files,
        by=visit.by,
    )
    try:
        filed = file_appeal(decision=decision_id, member=visit.member, paper=paper, is_test=False, now=visit.now)
    except Refused as error:
        field = "new-fact" if isinstance(error, NoNewFacts) else "argument-1"
        return _form(request, visit, way, draft, problems=[problem_of(error, visit.words, field=field)])
    return redirect("portal:appeal_received", appeal_id=filed)


@require_POST
@for_whoever_acts
def discard(request: HttpRequest, visit: Visit, decision_id: str) -> HttpResponse:
    """Let go of what was written."""
    if not visit.covers(decision_id):
        return not_found(request)
    discard_draft(member=visit.member, decision=decision_id, mandate=visit.mandate)
    return redirect("portal:decision", decision_id=decision_id)


def _way(decision_id: str, visit: Visit) -> WayBack | None:
    """Return how a decision can be contested by whoever visits; None where it is none of theirs."""
    if not visit.covers(decision_id):
        return None
    return get_way_back(decision_id, member=visit.member, is_test=False, now=visit.now)


def _typed(request: HttpRequest, draft: Draft) -> Draft:
    """Return the draft with what was typed; files are added and removed one by one."""
    arguments = tuple(one_break(said.strip()) for said in request.POST.getlist("argument") if said.strip())
    facts = tuple(one_break(said.strip()) for said in request.POST.getlist("new_fact") if said.strip())
    return replace(draft, arguments=arguments, new_facts=facts, measures=tuple(request.POST.getlist("measure")))


def _wrong_with(arguments: Sequence[str], visit: Visit) -> Iterator[Problem]:
    """Yield what is wrong with reasons, each at its own field: there are none, or one holds more than fits."""
    most = LIMITS.argument_length
    if not arguments:
        yield Problem("argument-1", visit.words.say("problem.argument-missing"))
    for number, said in enumerate(arguments, start=1):
        if len(said) > most:
            says = visit.words.say("problem.argument-too-long", length=len(said), most=most)
            yield Problem(f"argument-{number}", says)


def _take_in(request: HttpRequest, visit: Visit, draft: Draft) -> tuple[Draft, list[Problem]]:
    """Keep the files that were sent, and let go of the one that was named; return what is wrong with any."""
    files, problems = keep_uploads(request, visit)
    draft = replace(draft, files=(*draft.files, *files))
    act = request.POST.get("do", "")
    if act.startswith(_REMOVE):
        name = act.removeprefix(_REMOVE)
        if name in draft.files:
            discard_file(file=name, member=visit.member, is_test=False)
        draft = replace(draft, files=tuple(one for one in draft.files if one != name))
    return draft, problems


def keep_uploads(request: HttpRequest, visit: Visit) -> tuple[list[str], list[Problem]]:
    """Keep each file of a form; return their ids, and what is wrong with those that were not kept."""
    kept, problems = [], []
    for upload in request.FILES.getlist("file"):
        try:
            kept.append(_keep(upload, visit))
        except Refused as error:
            problems.append(problem_of(error, visit.words, field="file"))
        except ScannerUnreachable:
            problems.append(Problem("file", visit.words.say("problem.scanner", file=upload.name)))
    return kept, problems


def _keep(upload: UploadedFile, visit: Visit) -> str:
    """Keep one file. What is too large is refused before it is read."""
    name, size = upload.name or "", upload.size or 0
    if size > FILE_LIMITS.file_size:
        raise FileTooLarge(file=name, size=size, most=FILE_LIMITS.file_size)
    scanner = scanner_at(settings.HABEAS.clamd)
    return keep_file(
        member=visit.member,
        name=name,
        content=upload.read(),
        scanner=scanner,
        is_test=False,
        now=visit.now,
        by=visit.called,
    )


def _form(
    request: HttpRequest,
    visit: Visit,
    way: WayBack,
    draft: Draft,
    *,
    problems: list[Problem] | None = None,
    spare: int = 1,
) -> HttpResponse:
    typed = [*draft.arguments, *[""] * max(spare - len(draft.arguments), 0)]
    named = {
        **_shown(visit, way, draft),
        "typed": list(enumerate(typed[: LIMITS.arguments], start=1)),
        "can_add": len(typed) < LIMITS.arguments,
        "problems": problems or [],
        "at_fault": {one.field: one.text for one in problems or []},
        "limits": LIMITS,
        "longest": f"{LIMITS.argument_length:,}".replace(",", "\N{NO-BREAK SPACE}"),
        "most_mb": FILE_LIMITS.file_size // 1024 // 1024,
        "all_mb": FILE_LIMITS.all_files_size // 1024 // 1024,
    }
    return _page(request, visit, "write_appeal", named, status=_BAD if problems else 200)


def _shown(visit: Visit, way: WayBack, draft: Draft) -> Mapping[str, Any]:
    return {
        "way": way,
        "draft": draft,
        "files": list_attachments(member=visit.member, is_test=False, ids=draft.files),
        "measures": list_contestable(way, visit.words),
    }


def _page(
    request: HttpRequest, visit: Visit, name: str, named: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    shown = {"words": visit.words, "member": visit.member, "visit": visit, "now": visit.now, "here": "appeals", **named}
    return render(request, f"portal/{name}.html", shown, status=status)
