"""Every address of the portal."""

from django.urls import path, re_path

from habeas.server.portal import (
    answering,
    appealing,
    appeals,
    downloads,
    letters,
    money,
    opening,
    pages,
    questions,
    refusals,
    reports,
    representatives,
    rules,
    sessions,
)

app_name = "portal"

urlpatterns = [
    path("", pages.account, name="account"),
    path("open/<str:text>", opening.open_by_link, name="open"),
    path("letter/<str:text>", letters.letter, name="letter"),
    path("rules", rules.rules, name="rules"),
    path("leave", sessions.leave, name="leave"),
    path("left", sessions.left, name="left"),
    path("decisions", pages.decisions, name="decisions"),
    path("decisions/<str:decision_id>", pages.decision, name="decision"),
    re_path(
        r"^decisions/(?P<decision_id>[^/]+)/(?P<kind>[a-z_0-9]+)\.(?P<form>json|html|pdf)$",
        downloads.statement,
        name="statement",
    ),
    re_path(
        r"^decisions/(?P<decision_id>[^/]+)/(?P<kind>[a-z_0-9]+)/log-entry\.json$",
        downloads.log_entry,
        name="log_entry",
    ),
    path("decisions/<str:decision_id>/answer", answering.answer, name="answer"),
    path("decisions/<str:decision_id>/appeal", appealing.write, name="write_appeal"),
    path("decisions/<str:decision_id>/appeal/check", appealing.check, name="check_appeal"),
    path("decisions/<str:decision_id>/appeal/discard", appealing.discard, name="discard_appeal"),
    path("appeal", appealing.begin, name="begin_appeal"),
    path("appeals", appeals.appeals, name="appeals"),
    path("appeals/<str:appeal_id>", appeals.appeal, name="appeal"),
    path("appeals/<str:appeal_id>/received", appeals.received, name="appeal_received"),
    path("appeals/<str:appeal_id>/add", appeals.add, name="add_to_appeal"),
    path("appeals/<str:appeal_id>/withdraw", appeals.withdraw, name="withdraw_appeal"),
    path("representatives", representatives.representatives, name="representatives"),
    path("representatives/<str:mandate_id>/revoke", representatives.revoke, name="revoke_mandate"),
    path("files/<str:file_id>", appeals.file, name="file"),
    path("money", money.money, name="money"),
    path("money/details", money.confirm_details, name="confirm_details"),
    re_path(r"^money\.(?P<form>json|csv)$", money.download, name="money_file"),
    path("reports", reports.reports, name="reports"),
    path("reports/new", reports.write, name="write_report"),
    path("reports/<str:report_id>", reports.report, name="report"),
    path("questions", questions.questions, name="questions"),
    path("questions/<str:inquiry_id>", questions.question, name="question"),
    path("safeguards/<str:safeguard_id>/recover", questions.recover, name="recover"),
    path("data", pages.own_records, name="own_records"),
    re_path(r"^data\.(?P<form>json|html)$", downloads.export, name="export"),
    re_path("^", refusals.not_found),
]
