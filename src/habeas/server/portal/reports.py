"""Reporting somebody: one form, a receipt with its number, and what came of it. What was typed is never lost."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from habeas.domain.refusals import Refused
from habeas.domain.reports import SHORTEST, ReportKind
from habeas.server.cases.authors import list_reports
from habeas.server.cases.reports import Told
from habeas.server.portal.problems import Problem, problem_of
from habeas.server.portal.refusals import not_found
from habeas.server.portal.sessions import Visit, for_member
from habeas.server.portal.typing import read_typed, too_long
from habeas.server.usecases.file_report import file_report
from habeas.server.usecases.note_answer_read import note_answer_read

MOST_ID: Final = 200
MOST_WORDS: Final = 50
LONGEST_WORD: Final = 60
_BAD: Final = 400


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form."""

    about: str = ""
    message: str = ""
    kind: str = ""
    content: str = ""
    names: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words that would name the author, as they are parted by commas."""
        return tuple(word.strip() for word in self.names.split(",") if word.strip())


@require_safe
@for_member
def reports(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List what a member reported, the newest first."""
    return _page(request, visit, "reports", {"reports": list_reports(is_test=False, reporter=visit.member)})


@require_safe
@for_member
def report(request: HttpRequest, visit: Visit, report_id: str) -> HttpResponse:
    """Show one report with its number, what came of it, and until when that can be appealed."""
    note_answer_read(report=report_id, reporter=visit.member, now=visit.now)
    found = [one for one in list_reports(is_test=False, report=report_id) if one["reporter"] == visit.member]
    if not found:
        return not_found(request)
    return _page(request, visit, "report", {"report": found[0], "is_new": "new" in request.GET})


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def write(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the form; take a report and go to its receipt, or show what is wrong beside all that was typed."""
    if request.method != "POST":
        asked = Typed(about=request.GET.get("about", "")[:MOST_ID], message=request.GET.get("message", "")[:MOST_ID])
        return _form(request, visit, asked)
    typed = Typed(**{name: read_typed(request, name) for name in Typed.__dataclass_fields__})
    problems = [*_missing(typed, visit), *_too_much(typed, visit)]
    if problems:
        return _form(request, visit, typed, problems=problems)
    told = Told(
        kind=ReportKind(typed.kind),
        reporter=visit.member,
        accused=typed.about.strip(),
        content=typed.content,
        language=visit.words.language,
        at=visit.now,
        message=typed.message,
        names=typed.words,
    )
    try:
        made = file_report(told=told, is_test=False, now=visit.now, must_be_known=True)
    except Refused as error:
        field = "content" if error.code == "report-says-nothing" else "about"
        return _form(request, visit, typed, problems=[problem_of(error, visit.words, field=field)])
    response = redirect("portal:report", report_id=made)
    response["Location"] += "?new"
    return response


def _missing(typed: Typed, visit: Visit) -> list[Problem]:
    """Return what the form lacks, in its order."""
    wanted = {"about": bool(typed.about.strip()), "kind": typed.kind in set(ReportKind)}
    wanted["content"] = len(typed.content.strip()) >= SHORTEST
    return [
        Problem(name, visit.words.say(f"problem.report-{name}", shortest=SHORTEST))
        for name, is_there in wanted.items()
        if not is_there
    ]


def _too_much(typed: Typed, visit: Visit) -> list[Problem]:
    """Return what does not fit, in the order of the form, and by how much."""
    found = [
        *too_long(typed.about.strip(), visit.words, field="about", most=MOST_ID),
        *too_long(typed.message, visit.words, field="content", most=MOST_ID),
        *too_long(typed.content, visit.words, field="content"),
    ]
    if len(typed.words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in typed.words):
        said = visit.words.say("problem.report-names", most=MOST_WORDS, longest=LONGEST_WORD, found=len(typed.words))
        found.append(Problem("names", said))
    return found


def _form(request: HttpRequest, visit: Visit, typed: Typed, *, problems: list[Problem] | None = None) -> HttpResponse:
    named: dict[str, Any] = {
        "typed": typed,
        "kinds": (ReportKind.TERMS_REPORT, ReportKind.ART16_NOTICE),
        "problems": problems or [],
        "at_fault": {one.field: one.text for one in problems or []},
    }
    return _page(request, visit, "write_report", named, status=_BAD if problems else 200)


def _page(request: HttpRequest, visit: Visit, name: str, named: dict[str, Any], *, status: int = 200) -> HttpResponse:
    shown = {"words": visit.words, "member": visit.member, "now": visit.now, "here": "reports", **named}
    return render(request, f"portal/{name}.html", shown, status=status)
