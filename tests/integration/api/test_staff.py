"""Whom a key may name: somebody who works here, in the role that the act takes, where roles are kept here."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group

from habeas.domain.attachments import LIMITS
from habeas.server.cases.models import Case
from habeas.server.identity.models import Staff
from habeas.server.identity.roles import Role
from habeas.server.identity.scopes import Scope
from habeas.server.identity.staff import actor_of
from habeas.server.usecases.admit_reviewer import admit_reviewer
from tests.factories.api import Caller, new_key, read
from tests.factories.casework import be_proposed, hire, listen, sanction_in_force
from tests.factories.market import NOW, open_market
from tests.factories.staff import employ

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def market() -> None:
    open_market()
    listen()


def claim(email: str) -> tuple[int, str]:
    """Let a key claim the first case in somebody's name; return the status, and what is said."""
    answer = Caller(new_key(Scope.ACT)).post(f"/v1/cases/{Case.objects.earliest('opened_at').id}/claim", {"by": email})
    return answer.status_code, str(read(answer).get("detail", ""))


class TestNamedPerson:
    @pytest.fixture(autouse=True)
    def _case(self) -> None:
        be_proposed(now=NOW)

    def test_has_to_have_the_role_that_the_act_takes_as_on_the_pages(self) -> None:
        """Invariant 5."""
        employ("ada", Role.REVIEWER)
        employ("mona", Role.MONEY_OFFICER)
        employ("nobody")

        status, said = claim("mona@market.example")

        assert status == 403
        assert "'mona@market.example' is registered with money_officer" in said
        assert "this takes reviewer or senior_reviewer: name somebody with that role" in said
        assert "habeas staff roles" in said
        assert claim("nobody@market.example")[0] == 403
        assert claim("ADA@market.example")[0] == 200

    def test_has_to_work_here(self) -> None:
        employ("ada", Role.REVIEWER)
        Staff.objects.filter(name="ada").update(is_active=False)

        status, said = claim("ada@market.example")

        assert status == 422
        assert "nobody of 'ada@market.example' works here" in said

    def test_is_vouched_for_by_the_key_where_nobody_has_a_role(self) -> None:
        """A host that keeps roles in its own system, as the record of that decision says."""
        employ("ada")

        assert claim("ada@market.example")[0] == 200
        assert claim("unknown@market.example")[0] == 422

    def test_is_a_second_person_only_as_a_senior(self) -> None:
        """Invariant 5."""
        sanction = sanction_in_force(now=NOW)
        employ("ada", Role.REVIEWER)
        said = {"by": "ada@market.example", "reasons": "It is as it was, I read all of it again."}

        renewed = Caller(new_key(Scope.ACT)).post(f"/v1/sanctions/{sanction}/renew", said)

        assert renewed.status_code == 403
        assert "this takes senior_reviewer" in read(renewed)["detail"]

    def test_frees_money_as_an_officer_known_here(self) -> None:
        employ("ada", Role.REVIEWER)
        decided = {"upheld": False, "by": "Ana Prado"}

        answer = Caller(new_key(Scope.MONEY)).post("/v1/claims/clm_none/decide", decided)

        assert answer.status_code == 422
        assert read(answer)["errors"][0]["field"] == "/by"


class TestOutsider:
    def test_hears_the_appeals_that_they_were_admitted_to_and_does_nothing_else(self) -> None:
        """Invariant 5."""
        sanction, olga = sanction_in_force(now=NOW), employ("olga", Role.SENIOR_REVIEWER)
        admit_reviewer(
            reviewer=actor_of(olga.pk),
            decision=sanction,
            qualification="a judge",
            by=hire("dora"),
            ends_at=NOW + timedelta(days=3),
            is_test=False,
            now=NOW,
        )
        olga.groups.add(Group.objects.get_or_create(name=Role.REVIEWER.group)[0])
        be_proposed(now=NOW, member="eve")
        said = {"by": "olga@market.example", "reasons": "It is as it was, I read all of it again."}

        with time_machine.travel(NOW, tick=False):
            assert claim("olga@market.example")[0] == 403
            assert Caller(new_key(Scope.ACT)).post(f"/v1/sanctions/{sanction}/renew", said).status_code == 403

    def test_is_admitted_for_something_that_they_can(self) -> None:
        """DSA20-6: what qualifies them is told, not left blank."""
        blank = {"by": "a@b.example", "reviewer": "c@d.example", "qualification": " ", "ends_at": NOW.isoformat()}

        answer = Caller(new_key(Scope.ACT)).post("/v1/appeals/apl_none/admit", blank)

        assert answer.status_code == 422
        [wrong] = read(answer)["errors"]
        assert wrong["field"] == "/qualification"
        assert wrong["message"].endswith("Correct this value and send it again.")

    @pytest.mark.parametrize(
        ("path", "body", "field"),
        [
            ("appeals/apl_none/decide", {"expect": {"action": "dance"}}, "/expect/action"),
            ("members/ana/mandates", {"representative": "  "}, "/representative"),
        ],
    )
    def test_is_told_what_is_wanted_where_a_word_means_nothing(
        self, path: str, body: dict[str, object], field: str
    ) -> None:
        answer = Caller(new_key(Scope.ACT)).post(f"/v1/{path}", body)

        assert answer.status_code == 422
        assert field in {wrong["field"] for wrong in read(answer)["errors"]}


class TestFile:
    def test_that_is_too_large_is_asked_for_in_a_smaller_copy(self) -> None:
        """DSA20-3."""
        content, named = b"%PDF-1.7" + bytes(LIMITS.file_size), "/v1/files?member=ana&name=a.pdf"

        answer = Caller(new_key(Scope.ACT)).post(named, content, media_type="application/octet-stream")

        assert answer.status_code == 413
        assert read(answer)["detail"].endswith("Send a smaller copy.")

    def test_that_waits_is_let_go_of_for_its_member_and_makes_room(self) -> None:
        """DSA20-3."""
        acts, media_type = Caller(new_key(Scope.ACT)), "application/octet-stream"
        named = [f"/v1/files?member=ana&name={number}.txt" for number in range(LIMITS.files + 1)]
        *kept, refused = [acts.post(one, b"We met at a fair.", media_type=media_type) for one in named]
        file = f"/v1/files/{read(kept[0])['id']}"

        gone = [acts.send("DELETE", f"{file}?member={member}").status_code for member in ("bob", "ana", "ana")]

        assert refused.status_code == 409
        assert read(refused)["detail"].endswith("or take one away")
        assert gone == [404, 204, 404]
        assert acts.post(named[-1], b"We met at a fair.", media_type=media_type).status_code == 201
