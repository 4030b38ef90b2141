"""Every address of the console but those of signing in, which stand in `sign_in_urls`."""

from django.urls import path, re_path

from habeas.server.console import (
    appeals,
    asking,
    campaign_acts,
    campaigns,
    cases,
    claiming,
    deciding,
    explain,
    hearing,
    holding,
    inquiries,
    lasting,
    money,
    queue,
    sanctions,
)

app_name = "console"

urlpatterns = [
    path("", queue.start, name="start"),
    path("cases", queue.cases, name="queue"),
    path("cases/next", cases.take_next, name="take_next"),
    path("cases/<str:case_id>", cases.case, name="case"),
    path("cases/<str:case_id>/decide", deciding.decide, name="decide"),
    re_path("^cases/(?P<case_id>[^/]+)/(?P<name>claim|prolong|release|evidence|proposal)$", cases.move, name="move"),
    path("cases/<str:case_id>/<str:name>", explain.explain, name="explain"),
    path("campaigns", campaigns.campaigns, name="campaigns"),
    path("campaigns/new", campaigns.begin, name="begin_campaign"),
    path("campaigns/<str:campaign_id>", campaigns.campaign, name="campaign"),
    path("campaigns/<str:campaign_id>/decide", campaign_acts.decide, name="decide_campaign"),
    path("campaigns/<str:campaign_id>/approve", campaign_acts.approve, name="approve_campaign"),
    path("campaigns/<str:campaign_id>/drop", campaign_acts.drop, name="drop_campaign"),
    path("campaigns/<str:campaign_id>/members/<str:member_id>", campaigns.member, name="campaign_member"),
    path(
        "campaigns/<str:campaign_id>/members/<str:member_id>/open",
        campaign_acts.open_member,
        name="open_campaign_member",
    ),
    path(
        "campaigns/<str:campaign_id>/members/<str:member_id>/leave-out",
        campaign_acts.leave_out,
        name="leave_out_of_campaign",
    ),
    path("campaigns/<str:campaign_id>/members/<str:member_id>/review", campaign_acts.review, name="review_campaign"),
    path("questions", inquiries.inquiries, name="inquiries"),
    path("questions/<str:inquiry_id>", inquiries.answer, name="answer"),
    path("approvals", sanctions.approvals, name="approvals"),
    path("decisions", sanctions.sanctions, name="sanctions"),
    path("decisions/<str:sanction_id>", sanctions.sanction, name="sanction"),
    path("decisions/<str:sanction_id>/approve", sanctions.approve, name="approve"),
    re_path(
        "^decisions/(?P<sanction_id>[^/]+)/(?P<name>lift|withdraw|review)$", lasting.change, name="change_decision"
    ),
    path("decisions/<str:sanction_id>/renew", lasting.renew, name="renew_decision"),
    path("decisions/<str:sanction_id>/reply", sanctions.reply, name="reply"),
    path("appeals", appeals.appeals, name="appeals"),
    path("appeals/<str:appeal_id>", appeals.appeal, name="appeal"),
    path("appeals/<str:appeal_id>/take", appeals.take, name="take"),
    path("appeals/<str:appeal_id>/ask", asking.ask, name="ask"),
    path("appeals/<str:appeal_id>/admit", asking.admit, name="admit"),
    path("appeals/<str:appeal_id>/remedy", asking.give, name="give"),
    path("appeals/<str:appeal_id>/files/<str:file_id>", appeals.file, name="file"),
    path("appeals/<str:appeal_id>/decide", hearing.hear, name="hear"),
    path("money", money.money, name="money"),
    path("money/report", money.report, name="money_report"),
    path("money/claims/new", claiming.new_claim, name="new_claim"),
    path("money/claims/<str:claim_id>", holding.claim, name="claim"),
    path("money/claims/<str:claim_id>/decide", holding.decide, name="decide_claim"),
    path("money/holds/<str:hold_id>", holding.hold, name="hold"),
    path("money/holds/<str:hold_id>/renew", holding.renew, name="renew"),
    path("money/holds/<str:hold_id>/release", holding.release, name="release_hold"),
]
