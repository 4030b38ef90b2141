from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from prometheus_client.parser import text_string_to_metric_families

from habeas.server.api.rulings import RulingContent
from habeas.server.cases.models import Case
from habeas.server.deadlines.models import Deadline
from habeas.server.observability.metrics import SHARED, read_metrics
from habeas.server.observability.middleware import Watched
from habeas.server.observability.views import metrics
from habeas.server.outbox.kinds import WebhookType
from habeas.server.usecases.claim_case import claim_case
from habeas.server.usecases.close_case import close_case
from habeas.server.usecases.decide_case import decide_case
from habeas.server.usecases.open_evidence import open_evidence, open_machine_proposal
from habeas.server.usecases.register_endpoint import register_endpoint
from tests.factories.casework import a_ruling, be_proposed, hire
from tests.factories.enforcement import disputed, paid, placed
from tests.factories.holds import HOLD, hold
from tests.factories.market import NOW, open_market, send
from tests.factories.money import DAY

MINUTE = timedelta(minutes=1)

Sample = tuple[str, tuple[str, ...]]


def samples(page: bytes) -> dict[Sample, float]:
    """Return the numbers of a page by name and labels."""
    families = text_string_to_metric_families(page.decode())
    return {(one.name, tuple(one.labels.values())): one.value for family in families for one in family.samples}


@pytest.mark.django_db
class TestMetrics:
    def test_say_what_waits_and_for_how_long(self) -> None:
        open_market()
        register_endpoint(url="https://host.example", types=WebhookType.values, by="Kim", now=NOW)
        hold()
        Deadline.objects.filter(kind="check_acknowledged").update(parked_at=NOW)
        Deadline.objects.filter(kind="send_notice").update(done_at=NOW)

        found = samples(read_metrics(clock=lambda: NOW + HOLD + 2 * MINUTE))

        assert found["habeas_database_reachable", ()] == 1
        assert found["habeas_deadlines_rows", ("due",)] == 1
        assert found["habeas_deadlines_rows", ("parked",)] == 1
        assert found["habeas_deadlines_oldest_due_seconds", ()] == 120
        assert found["habeas_outbox_rows", ("due",)] == 4
        assert found["habeas_measures_overdue", ()] == 1

    def test_say_which_money_waits_too_long_and_which_instructions_nobody_acknowledged(self) -> None:
        open_market()
        send(*paid(), disputed())
        placed()

        found = samples(read_metrics(clock=lambda: NOW + 14 * DAY + 2 * MINUTE))

        assert found["habeas_holds_overdue", ()] == 1
        assert found["habeas_instructions_rows", ("due",)] == 1
        assert found["habeas_instructions_oldest_due_seconds", ()] == 14 * 86_400 + 120

    def test_say_how_often_people_decide_as_a_machine_proposed(self) -> None:
        """GDPR22-b: an alarm where nobody ever decides otherwise."""
        open_market()
        for member in ("ana", "eve", "zoe"):
            be_proposed(now=NOW, member=member)
            case, lea = Case.objects.get(member=member).id, hire("lea")
            claim_case(case=case, by=lea, is_test=False, now=NOW)
            open_evidence(case=case, by=lea, is_test=False, now=NOW)
            if member == "ana":
                open_machine_proposal(case=case, by=lea, is_test=False, now=NOW)
                said = RulingContent.model_validate(a_ruling())
                decide_case(case=case, ruling=said.ruling, by=lea, is_test=False, now=NOW)
                continue
            if member == "eve":
                open_machine_proposal(case=case, by=lea, is_test=False, now=NOW)
            close_case(case=case, by=lea, because="both agreed on it in the open", is_test=False, now=NOW)

        found = samples(read_metrics(clock=lambda: NOW + DAY))
        later = samples(read_metrics(clock=lambda: NOW + 91 * DAY))

        assert [found["habeas_proposals_seen", (one,)] for one in ("followed", "departed")] == [1, 1]
        assert [later["habeas_proposals_seen", (one,)] for one in ("followed", "departed")] == [0, 0]

    def test_count_requests_by_route_and_not_by_who_is_in_the_path(self) -> None:
        before = samples(read_metrics(clock=lambda: NOW))

        Client().get("/no-such-place/Zebedee")
        Client().get("/healthz")

        page = read_metrics(clock=lambda: NOW)
        after = samples(page)
        for key in [
            ("habeas_requests_total", ("GET", "none", "404")),
            ("habeas_requests_total", ("GET", "healthz", "200")),
        ]:
            assert after[key] == before.get(key, 0) + 1
        assert after["habeas_request_seconds_count", ("healthz",)] >= 1
        assert b"Zebedee" not in page

    def test_know_methods_that_nobody_uses_by_one_name(self) -> None:
        request = RequestFactory().generic("ZEBEDEE", "/healthz")

        Watched(lambda _: HttpResponse())(request)

        page = read_metrics(clock=lambda: NOW)
        assert samples(page)["habeas_requests_total", ("other", "none", "200")] >= 1
        assert b"ZEBEDEE" not in page

    def test_are_added_up_where_processes_share_a_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(SHARED, str(tmp_path))

        found = samples(read_metrics(clock=lambda: NOW))

        assert ("habeas_database_reachable", ()) in found
        assert not [name for name, _ in found if name.startswith("habeas_requests")]

    def test_are_read_and_not_written(self) -> None:
        answer = metrics(RequestFactory().get("/metrics"))

        assert answer.status_code == 200
        assert answer["Content-Type"].startswith("text/plain")
        assert b"habeas_outbox_rows" in answer.content
        assert metrics(RequestFactory().post("/metrics")).status_code == 405


@pytest.fixture
def without_database(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the database be there no more."""
    request.getfixturevalue("shared_database")
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = (
        "/nonexistent/no.sqlite3" if connection.vendor == "sqlite" else "no_such_database"
    )
    yield
    connection.settings_dict["NAME"] = name


@pytest.mark.usefixtures("without_database")
class TestMetricsWithoutDatabase:
    def test_say_so_and_still_what_the_process_counted(self) -> None:
        found = samples(read_metrics(clock=lambda: NOW))

        assert found["habeas_database_reachable", ()] == 0
        assert ("habeas_outbox_rows", ("due",)) not in found
